"""Lists the models of the Hub, page by page, as the raw records that it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from loader.errors import LoaderError
from loader.hub.client import Answer, BadRequest, Hub, NotThere
from loader.hub.patience import LATER
from loader.hub.wanted import WANTED, ask

__all__ = ["WANTED", "Page", "children", "modified_since", "pages"]


@dataclass
class Page:
    """The items of one page, as they came: mostly records, but anything may stand there. And where the next page is."""

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
) -> Iterator[Page]:
    """The pages of all models, or of those of an author or with a tag, the latest by `sort` first, `limit` items each.

    Each is fetched when it is asked for. `start` is the `next` of an earlier page, to go on from; it holds all the
    rest. Raises LoaderError where the list cannot be read.
    """
    query = {"author": author, "filter": tag, "sort": sort, "limit": limit, "expand": WANTED}
    given = {name: value for name, value in query.items() if value is not None}
    address: str | None = start or f"/api/models?{urlencode(given, doseq=True)}"
    while address is not None:
        answer = _asked(hub, address)
        if not isinstance(answer.body, list):
            raise LoaderError("The Hub's list of models is not a list.", LATER)
        if answer.next in (address, answer.url):
            raise LoaderError("A page of the Hub's list of models names itself as the next.", LATER)
        yield Page(answer.body, answer.next)
        address = answer.next


def modified_since(hub: Hub, since: datetime, *, author: str | None = None, start: str | None = None) -> Iterator[Page]:
    """The pages of the models that were modified at a time, which has a zone, or later; the latest first.

    A record that does not say when is kept. Raises LoaderError where the list cannot be read.
    """
    for page in pages(hub, author=author, sort="lastModified", start=start):
        dates = [_modified(record) for record in page.records]
        told = [date for date in dates if date is not None]
        last = bool(told) and told[-1] < since
        kept = [record for record, date in zip(page.records, dates, strict=True) if date is None or date >= since]
        yield Page(kept, None if last else page.next)
        if last:
            return


def children(hub: Hub, id: str, relation: str | None = None) -> Iterator[Page]:
    """The pages of the models whose tags name a model as their parent, by whatever relation or by one of them."""
    return pages(hub, tag=f"base_model:{relation}:{id}" if relation else f"base_model:{id}")


def _asked(hub: Hub, address: str) -> Answer:
    try:
        return ask(hub, address)
    except BadRequest as error:
        raise LoaderError(f"The Hub does not take the request for {error}.", "Start again without --resume.") from error
    except NotThere as error:
        raise LoaderError("The Hub shows no list of models.", "Check HF_ENDPOINT and the token.") from error


def _modified(record: Any) -> datetime | None:
    """When a record says that its model was last modified, if it does so readably."""
    written = record.get("lastModified") if isinstance(record, dict) else None
    try:
        date = datetime.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return date.replace(tzinfo=UTC) if date is not None and date.tzinfo is None else date
