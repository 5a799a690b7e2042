"""Requests the record of one model, or the kind of one publisher."""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import quote, unquote, urlencode, urlsplit

from ground.names import why_no_repository
from loader.errors import LoaderError
from loader.fields import EXPANDED
from loader.hub.client import BadRequestError, Hub, HubAnswer, NotFoundError, get
from loader.hub.wanted import ask
from loader.record import Raw

PublisherKind = Literal["Organization", "Person"]

ROUTE = "/api/models/"
ROUTES: tuple[tuple[str, PublisherKind], ...] = (("users", "Person"), ("organizations", "Organization"))
"""Each answers for its own kind alone. Most publishers are persons."""


class AnotherModel(Exception):  # noqa: N818 - an answer like another
    """The Hub answered with the record of another model: its id is the text."""


def model(hub: Hub, name: str) -> Raw | None:
    """The record of the model of a name, or None if the Hub shows none.

    A renamed model is found by its old name: the `id` of the record is then not `name`. Raises AnotherModel if the id
    is neither `name` nor the one that the Hub redirects it to, and LoaderError if the Hub cannot be read.
    """
    try:
        answer = _model(hub, name)
        if isinstance(answer.body, dict) and "expand=" not in urlsplit(answer.url).query:
            # The redirect to the new name lost the query.
            name = _check_id(answer, name)
            answer = _model(hub, name)
    except (NotFoundError, BadRequestError):
        return None
    if not isinstance(answer.body, dict):
        raise LoaderError("hub-record-is-no-object")
    _check_id(answer, name)
    return answer.body


def _check_id(answer: HubAnswer, name: str) -> str:
    """The id in a record. Raises AnotherModel unless it is, in any case, the requested or the answering name."""
    id: Any = answer.body.get("id") or answer.body.get("modelId")
    answered = unquote(urlsplit(answer.url).path).rpartition(ROUTE)[2]
    if isinstance(id, str) and id.strip().lower() not in (name.lower(), answered.lower()):
        raise AnotherModel(id)
    return id if isinstance(id, str) else name


def kind(hub: Hub, publisher: str) -> PublisherKind | None:
    """The kind of the publisher of a name; None if the Hub has none. Raises LoaderError as `model` does."""
    for route, kind in ROUTES:
        try:
            get(hub, f"/api/{route}/{path_of(publisher, slashes=0)}/overview")
        except (NotFoundError, BadRequestError):
            continue
        return kind
    return None


def _model(hub: Hub, name: str) -> HubAnswer:
    return ask(
        hub,
        f"{ROUTE}{path_of(name, slashes=1)}?{urlencode({'expand': EXPANDED}, doseq=True)}",
        hub.limits.record_bytes,
    )


def path_of(name: str, slashes: int = 1) -> str:
    """A name, quoted for the path of an address. Raises NotFoundError if it could lead to another path."""
    if why_no_repository(name) or {".", ".."} & set(name.split("/")) or name.count("/") > slashes:
        raise NotFoundError(name)
    return quote(name)
