"""Lists the models of the Hub, page by page, as the raw records that it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from loader.errors import LoaderError
from loader.fields import EXPANDED
from loader.hub.body import AnswerTooLargeError
from loader.hub.client import BadRequestError, Hub, HubAnswer, NotFoundError
from loader.hub.endpoint import origin
from loader.hub.walk import walk
from loader.hub.wanted import ask

__all__ = ["ListingPage", "children", "modified_since", "pages"]

FEWER = (30, 1)
"""How many models are requested at a time if a page of more is too large."""


@dataclass
class ListingPage:
    """The items of one page as the Hub gives them, mostly records, and the address of the next page."""

    records: list[Any]
    next: str | None


def pages(
    hub: Hub,
    *,
    author: str | None = None,
    tag: str | None = None,
    sort: str = "createdAt",
    start: str | None = None,
    limit: int = 1000,
) -> Iterator[ListingPage]:
    """The pages of all models, or of those of an author or with a tag, the latest by `sort` first, `limit` items each.

    Each page is fetched when it is needed. `start` is the `next` of an earlier page from which to continue; the other
    arguments are in it. Raises LoaderError if the list cannot be read.
    """
    query = {"author": author, "filter": tag, "sort": sort, "limit": limit, "expand": EXPANDED}
    present = {name: value for name, value in query.items() if value is not None}
    if start is not None and not start.startswith("/") and origin(start) != origin(hub.address()):
        raise LoaderError("load-stopped-at-another-hub")
    address = start or f"/api/models?{urlencode(present, doseq=True)}"
    for answer in walk(lambda address: _answer(hub, address), address, hub.limits.pages):
        yield ListingPage(answer.body, answer.next)


def modified_since(
    hub: Hub, since: datetime, *, author: str | None = None, start: str | None = None
) -> Iterator[ListingPage]:
    """The pages of the models that were modified since a time, which must have a zone; the latest first.

    A record without a readable date is kept. Raises LoaderError if the list cannot be read.
    """
    for page in pages(hub, author=author, sort="lastModified", start=start):
        dates = [_modified(record) for record in page.records]
        readable = [date for date in dates if date is not None]
        # The list of a Hub that does not sort it is read to its end.
        is_last = bool(readable) and readable[-1] < since and readable == sorted(readable, reverse=True)
        recent = [record for record, date in zip(page.records, dates, strict=True) if date is None or date >= since]
        yield ListingPage(recent, None if is_last else page.next)
        if is_last:
            return


def children(hub: Hub, id: str, relation: str | None = None) -> Iterator[ListingPage]:
    """The pages of the models whose tags name a model as their parent, by any relation or by the given one."""
    return pages(hub, tag=f"base_model:{relation}:{id}" if relation else f"base_model:{id}")


def _answer(hub: Hub, address: str) -> HubAnswer:
    try:
        return _in_bounds(hub, address)
    except BadRequestError as error:
        raise LoaderError("hub-request-not-accepted", path=error) from error
    except NotFoundError as error:
        raise LoaderError("hub-without-list-of-models") from error


def _in_bounds(hub: Hub, address: str) -> HubAnswer:
    """A page; if it is too large, one of fewer models, so that large records do not stop the list."""
    try:
        return ask(hub, address, hub.limits.page_bytes)
    except AnswerTooLargeError:
        limit = _limit(address)
        fewer = next((number for number in FEWER if limit is None or number < limit), None)
        if fewer is None:
            raise
    hub.on_wait(LoaderError("hub-page-too-large", models=fewer))
    answer = _in_bounds(hub, _with_limit(address, fewer))
    return replace(answer, next=answer.next and _with_limit(answer.next, limit))


def _limit(address: str) -> int | None:
    """The number of models that an address requests, if it states one."""
    value = dict(parse_qsl(urlsplit(address).query)).get("limit", "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _with_limit(address: str, limit: int | None) -> str:
    """The same address with another number of models, or without one."""
    parts = urlsplit(address)
    parameters = [item for item in parse_qsl(parts.query, keep_blank_values=True) if item[0] != "limit"]
    return parts._replace(query=urlencode([*parameters, ("limit", str(limit))] if limit else parameters)).geturl()


def _modified(record: Any) -> datetime | None:
    """The date in a record when its model was last modified, if it is readable."""
    value = record.get("lastModified") if isinstance(record, dict) else None
    try:
        date = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return date.replace(tzinfo=UTC) if date is not None and date.tzinfo is None else date
