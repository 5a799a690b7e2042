"""Finds the models that the Hub no longer lists, after a load of the whole Hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loader import write
from loader.errors import LoaderError
from loader.journal import Journal

if TYPE_CHECKING:
    from neo4j import Session

AT_ONCE = 20_000
ALLOWED_GONE = 0.05
"""The share of the listed models that may be gone without a word: in a week, some 1 % of the Hub is."""


def refuse_to_sweep(session: Session, journal: Journal, allowed: float) -> LoaderError | None:
    """Why nothing may be marked as gone after a load of the whole Hub; None where it may.

    The source is likely cut short where more of the listed models are missing in it than the share that is `allowed`.
    """
    journal.index()
    listed, missing = _counts(session, journal)
    if missing > listed * allowed:
        # A model that the load has found under another name is not gone.
        missing -= len(write.execute(session, "renamed-models"))
    if missing <= listed * allowed:
        return None
    share = 100 * missing / listed
    return LoaderError(
        "too-many-models-gone",
        read=f"{journal.count():,}",
        missing=f"{missing:,}",
        listed=f"{listed:,}",
        share=f"{share:.1f}",
        allowed=f"{100 * allowed:g}",
        enough=min(int(share) + 1, 100),
    )


def sweep(session: Session, load: int, journal: Journal) -> int:
    """Mark as gone what the graph lists and the load has not read; the number of such models.

    Only right after a load that has read every model of the Hub.
    """
    journal.index()
    _, missing = _counts(session, journal)
    gone = _mark(session, load, journal) if missing else 0
    write.execute(session, "no-frontier")
    return gone


def _counts(session: Session, journal: Journal) -> tuple[int, int]:
    """How many models are listed, and how many of them the load has not read: every model that was read is listed."""
    ((listed,),) = write.execute(session, "count-listed")
    return listed, listed - journal.count()


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
