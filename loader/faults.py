"""Puts the Hub ids that a load has found to be no identity into quarantine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ground.hub_id import SHARED
from loader import quarantine
from loader.load_node import Load
from loader.model import Quarantined
from loader.transactions import execute

if TYPE_CHECKING:
    from neo4j import Session

    from loader.ingestion import Ingestion
    from loader.journal import FaultyId

FIELD = "_id"
BATCH = 5_000


def note_faulty_ids(ingestion: Ingestion, faulty: list[FaultyId]) -> None:
    """Take shared ids from the models that carry them, and put each faulty id into quarantine.

    Ids of the same source that are no longer faulty are released, unless the source is live: it may be read in part.
    """
    session = ingestion.flush_and_get_session()
    shared = [each.hub_id for each in faulty if each.fault == SHARED]
    for pairs in ingestion.journal.carriers(shared):
        execute(session, "shared-hub-ids", pairs=pairs)
    write_faulty_ids(session, ingestion.load, faulty)
    if not ingestion.source.live:
        keys = [row["key"] for row in _rows(faulty, ingestion.load.source)] + sorted(ingestion.quarantined_keys)
        execute(session, "released-hub-ids", source=ingestion.load.source, keys=keys)


def write_faulty_ids(session: Session, load: Load, faulty: list[FaultyId]) -> None:
    """Put each faulty id into quarantine."""
    rows = list(_rows(faulty, load.source))
    for start in range(0, len(rows), BATCH):
        execute(
            session,
            "quarantined-hub-ids",
            quarantined=rows[start : start + BATCH],
            source=load.source,
            load=load.number,
        )


def _rows(faulty: list[FaultyId], source: str) -> Iterator[dict[str, str | int]]:
    """A row of the quarantine for each faulty id: the first name that carries it, and the number of such names."""
    for each in faulty:
        yield {
            "key": quarantine.key(Quarantined(source, FIELD, each.hub_id, each.fault)),
            "record": each.first,
            "field": FIELD,
            "value": each.hub_id,
            "reason": each.fault,
            "names": each.names,
        }
