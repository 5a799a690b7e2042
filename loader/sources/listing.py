"""Reads the Hub's list of models: all of it, those of an author, or those that were modified since a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from loader.record import record
from loader.sources.source import Source

if TYPE_CHECKING:
    from loader.hub.client import Hub
    from loader.hub.listing import ListingPage
    from loader.model import Quarantined
    from loader.record import Record

BATCH_SIZE = 1_000
"""One page of the Hub's list, so that the position of the load is kept after each page."""


def listing(
    hub: Hub,
    *,
    author: str | None = None,
    since: datetime | None = None,
    journal: Path,
    start: str | None = None,
    is_read: bool = False,
) -> Source:
    """The records of the list, latest first, each page fetched when it is needed, from the page at `start` on.

    If the list `is_read` to its end already, the load only has to be completed.
    """
    from loader.hub.listing import modified_since, pages

    listed: Iterator[ListingPage] = iter(())
    if not is_read:
        listed = (
            modified_since(hub, since, author=author, start=start) if since else pages(hub, author=author, start=start)
        )
    addresses: list[tuple[int, str | None]] = []
    return Source(
        name=name(author),
        records=_records(listed, addresses),
        covers_hub=author is None and since is None,
        batch_size=BATCH_SIZE,
        live=True,
        journal=journal,
        position=lambda written: next((to for read, to in reversed(addresses) if read <= written), start),
        resumes=is_read or start is not None,
    )


def name(author: str | None) -> str:
    """The name of the source of such a load."""
    return f"the Hub's list of {author}" if author else "the Hub's list"


def _records(pages: Iterator[ListingPage], addresses: list[tuple[int, str | None]]) -> Iterator[Record | Quarantined]:
    read = 0
    for page in pages:
        addresses.append((read + len(page.records), page.next))
        del addresses[:-BATCH_SIZE]
        for item in page.records:
            read += 1
            yield record(item, f"the Hub's list:{read}")
