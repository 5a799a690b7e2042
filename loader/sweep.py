"""Marks the models that the Hub no longer lists as gone, after a load of the whole Hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from loader.errors import LoaderError
from loader.journal import Journal
from loader.load_node import Load
from loader.transactions import execute

if TYPE_CHECKING:
    from neo4j import Session

BATCH = 20_000
ALLOWED_GONE = 0.05
"""The share of the listed models that may be gone in one load: in a week, some 1 % of the Hub is."""


@dataclass(frozen=True)
class Coverage:
    """How many models the graph lists, how many of the load has read, and how many have a new name on the Hub.

    Every model that the load has read is listed.
    """

    listed: int
    read: int
    renamed: int

    @property
    def missing(self) -> int:
        """How many listed models the load has not read."""
        return self.listed - self.read

    @property
    def gone(self) -> int:
        """How many listed models the load has not read under any name."""
        return self.missing - self.renamed


def measure_coverage(session: Session, journal: Journal, allowed: float) -> Coverage:
    """Compare the models in the graph with those that the load has read.

    Renamed models are counted only if more than the allowed share is missing, because only then do they matter.
    """
    journal.index()
    ((listed,),) = execute(session, "count-listed")
    read = journal.count()
    renamed = len(execute(session, "renamed-models")) if listed - read > listed * allowed else 0
    return Coverage(listed, read, renamed)


def refusal_to_sweep(coverage: Coverage, allowed: float) -> LoaderError | None:
    """Why no model may be marked as gone; None if they may.

    If more than the allowed share of the listed models is missing, the source is likely cut short.
    """
    if coverage.gone <= coverage.listed * allowed:
        return None
    share = 100 * coverage.gone / coverage.listed
    return LoaderError(
        "too-many-models-gone",
        read=f"{coverage.read:,}",
        missing=f"{coverage.gone:,}",
        listed=f"{coverage.listed:,}",
        share=f"{share:.1f}",
        allowed=f"{100 * allowed:g}",
        enough=min(int(share) + 1, 100),
    )


def sweep(session: Session, load: Load, journal: Journal, coverage: Coverage) -> int:
    """Mark the models as gone that the graph lists and the load has not read; returns their number.

    Only correct right after a load that has read every model of the Hub.
    """
    gone = _mark(session, load, journal) if coverage.missing else 0
    execute(session, "no-frontier")
    return gone


def _mark(session: Session, load: Load, journal: Journal) -> int:
    gone, after = 0, ""
    while True:
        ((ids, last),) = execute(session, "listed-models", after=after, limit=BATCH)
        if last is None:
            return gone
        missing = list(journal.unread(ids))
        if missing:
            execute(session, "gone", ids=missing, load=load.number)
        gone += len(missing)
        after = last
