"""Asks the Hub about one model, or one publisher."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import quote, unquote, urlencode, urlsplit

from ground.names import why_no_repository
from loader.errors import LoaderError
from loader.fields import EXPANDED
from loader.hub.client import Answer, BadRequest, Hub, NotThere, get
from loader.hub.wanted import ask
from loader.record import Raw

Kind = Literal["Organization", "Person"]

ROUTE = "/api/models/"
ROUTES: tuple[tuple[str, Kind], ...] = (("users", "Person"), ("organizations", "Organization"))
"""Each answers for its own kind alone. Most publishers are persons."""


class AnotherModel(Exception):  # noqa: N818 - an answer like another
    """The Hub answered with the record of another model: its id is the text."""


def model(hub: Hub, name: str) -> Raw | None:
    """The record of the model of that name, or None where there is none, or none for us.

    A model that was renamed is found by its old name: the `id` of the record is then not `name`. Raises AnotherModel
    where it is neither `name` nor the one that the Hub redirects to from there, and LoaderError where the Hub cannot be
    read.
    """
    try:
        answer = _model(hub, name)
        if isinstance(answer.body, dict) and "expand=" not in urlsplit(answer.url).query:
            # The redirect to the new name lost what we asked for.
            name = _asked_for(answer, name)
            answer = _model(hub, name)
    except (NotThere, BadRequest):
        return None
    if not isinstance(answer.body, dict):
        raise LoaderError("hub-record-is-no-object")
    _asked_for(answer, name)
    return answer.body


def _asked_for(answer: Answer, name: str) -> str:
    """The id in a record, where it is the name that was asked for or the one that answered, in whatever case."""
    id: Any = answer.body.get("id") or answer.body.get("modelId")
    answered = unquote(urlsplit(answer.url).path).rpartition(ROUTE)[2]
    if isinstance(id, str) and id.strip().lower() not in (name.lower(), answered.lower()):
        raise AnotherModel(id)
    return id if isinstance(id, str) else name


def kind(hub: Hub, publisher: str) -> Kind | None:
    """Which kind of publisher the Hub knows by that name, None where it knows none. Raises LoaderError as `model`."""
    for route, kind in ROUTES:
        try:
            get(hub, f"/api/{route}/{path_of(publisher, slashes=0)}/overview")
        except (NotThere, BadRequest):
            continue
        return kind
    return None


def _model(hub: Hub, name: str) -> Answer:
    return ask(
        hub,
        f"{ROUTE}{path_of(name, slashes=1)}?{urlencode({'expand': EXPANDED}, doseq=True)}",
        hub.limits.record_bytes,
    )


def path_of(name: str, slashes: int = 1) -> str:
    """A name as it stands in the path of an address. Raises NotThere where it could lead to another one."""
    if why_no_repository(name) or {".", ".."} & set(name.split("/")) or name.count("/") > slashes:
        raise NotThere(name)
    return quote(name)
