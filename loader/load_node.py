"""The node that records a load in the graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loader.report import Report
from loader.transactions import execute

if TYPE_CHECKING:
    from neo4j import Session


@dataclass(frozen=True)
class Load:
    """One load: its number in the graph, the name of its source, and what it has counted so far.

    `is_first` is true if the graph was empty when the load began.
    """

    number: int
    source: str
    report: Report = field(default_factory=Report)
    is_first: bool = False


def is_empty(session: Session) -> bool:
    """Whether the graph holds nothing, or only loads that stopped before they wrote anything."""
    return bool(execute(session, "is-empty")[0][0] == 0)


def begin_load(session: Session, source: str, scope: str) -> int:
    """Record that a load begins; returns its number."""
    return int(execute(session, "load-begins", source=source, scope=scope)[0][0])


def last_load(session: Session) -> int:
    """The number of the last load; 0 if there is none."""
    return max((number for (number, *_) in execute(session, "last-load")), default=0)


def end_load(session: Session, load: Load, *, complete: bool) -> None:
    """Record how the load ended, with its counts."""
    execute(session, "load-ends", load=load.number, complete=complete, counts=load.report.counts())


def previous_load_is_complete(session: Session, load: Load) -> bool:
    """Whether the load before this one was complete, and counted descendants."""
    return bool(execute(session, "load-before", load=load.number)[0][0])
