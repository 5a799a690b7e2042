"""Puts those of the Hub's own ids in quarantine that a load has found to be no identity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ground.hub_id import SHARED
from loader import write
from loader.model import Quarantined

if TYPE_CHECKING:
    from neo4j import Session

    from loader.journal import FaultyId
    from loader.run import Run

FIELD = "_id"
AT_ONCE = 5_000


def note_faulty_ids(run: Run, faulty: list[FaultyId]) -> None:
    """Take ids from the models that share them, and put a row for each faulty id in quarantine, with the number of
    names that carry it; rows of the same source that no longer hold are released."""
    session = run.settled()
    shared = [each.hub_id for each in faulty if each.fault == SHARED]
    for pairs in run.journal.carriers(shared):
        write.execute(session, "shared-hub-ids", pairs=pairs)
    write_faulty_ids(session, run.number, run.source.name, faulty)
    if not run.source.live:
        kept = [row["key"] for row in rows_of(faulty, run.source.name)] + sorted(run.broken)
        write.execute(session, "released-hub-ids", source=run.source.name, keys=kept)


def write_faulty_ids(session: Session, load: int, source: str, faulty: list[FaultyId]) -> None:
    """Put a row for each faulty id in quarantine."""
    rows = list(rows_of(faulty, source))
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        write.execute(session, "quarantined-hub-ids", quarantined=some, source=source, load=load)


def rows_of(faulty: list[FaultyId], source: str) -> Iterator[dict[str, str | int]]:
    """A row of the quarantine for each faulty id of a source: the first of the names that carry it, and how many these
    are."""
    for each in faulty:
        yield {
            "key": write.key(Quarantined(source, FIELD, each.hub_id, each.fault)),
            "record": each.first,
            "field": FIELD,
            "value": each.hub_id,
            "reason": each.fault,
            "names": each.names,
        }
