"""Finds the models that the Hub no longer lists, after a load of the whole Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loader import write
from loader.journal import Journal

if TYPE_CHECKING:
    from neo4j import Session

AT_ONCE = 20_000


def sweep(session: Session, load: int, journal: Journal) -> int:
    """Mark as gone what the graph lists and the load has not read; the number of such models.

    Only right after a load that has read every model of the Hub.
    """
    journal.index()
    ((listed,),) = write.execute(session, "count-listed")
    # Every model that was read is listed: where there are as many, none is missing.
    gone = 0 if journal.count() == listed else _mark(session, load, journal)
    write.execute(session, "no-frontier")
    return gone


def _mark(session: Session, load: int, journal: Journal) -> int:
    gone, after = 0, ""
    while True:
        ((ids, last),) = write.execute(session, "listed-models", after=after, limit=AT_ONCE)
        if last is None:
            return gone
        missing = list(journal.unread(ids))
        if missing:
            write.execute(session, "gone", ids=missing, load=load)
        gone += len(missing)
        after = last
