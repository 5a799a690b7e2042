"""One load: reads records, writes what they change, marks what is gone, and reconciles names."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from typing import TYPE_CHECKING

from cypher import Database
from ground.hub_id import SHARED
from loader.erase import read_mask
from loader.errors import LoaderError
from loader.exclusive_load import exclusive_load
from loader.faults import note_faulty_ids
from loader.indexes import create_indexes
from loader.ingestion import Ingestion
from loader.journal import Journal
from loader.likely import compare_names
from loader.load_node import Load, begin_load, end_load, is_empty, previous_load_is_complete
from loader.ownership import prepare
from loader.quarantine import quarantined_lines, release_lines
from loader.reconcile import count_descendants, reconcile
from loader.report import Report
from loader.sources import Source
from loader.sweep import ALLOWED_GONE, measure_coverage, refusal_to_sweep, sweep
from loader.transactions import open_session
from loader.write import write_notes

if TYPE_CHECKING:
    from neo4j import Session

Progress = Callable[[int], object]
"""Called with the number of records that were read since the last call."""


def load(
    source: Source,
    database: Database,
    on_progress: Progress,
    *,
    key: bytes | None = None,
    allow_gone: float = ALLOWED_GONE,
) -> Report:
    """Take every record of a source into the graph, and record the load there, with its counts.

    If a load breaks off, it is marked incomplete and what it has written stays; a later load of the same data completes
    it. `key` is needed if publishers are erased, so that they stay so. `allow_gone` is the share of the listed
    models, from 0 to 1, that a load of the whole Hub may mark as gone.

    Raises LoaderError if the database holds data that is not lineage-db's, if the key is not the one with which
    publishers were erased, if the source breaks off, if too many models would be gone, or if another load is under
    way.
    """
    with ExitStack() as stack:
        session = stack.enter_context(open_session(database))
        stack.enter_context(exclusive_load(database, source.name))
        prepare(session)
        mask = read_mask(session, key)
        source = mask.source(source) if mask else source
        journal = stack.enter_context(Journal(source.journal))
        this = _begin(source, session, journal)
        try:
            connect = partial(open_session, database)
            _read(stack.enter_context(Ingestion(connect, this, source, journal, mask)), on_progress)
            _complete(source, session, this, journal, allow_gone)
        except BaseException:
            # If the database itself is gone, the load is already recorded there as incomplete.
            with suppress(Exception):
                create_indexes(session)
                end_load(session, this, complete=False)
            raise
        end_load(session, this, complete=True)
        journal.delete()
    return this.report


def _begin(source: Source, session: Session, journal: Journal) -> Load:
    """A new load, or the one that the source resumes."""
    is_first = is_empty(session)
    if not is_first:
        create_indexes(session)
    state = journal.state if source.resumes else {}
    if state:
        return Load(state["load"], source.name, Report.restored(state["report"]), is_first)
    journal.begin()
    return Load(begin_load(session, source.name, source.scope), source.name, is_first=is_first)


def _read(ingestion: Ingestion, on_progress: Progress) -> None:
    """Ingest all records of the source, and release its lines from quarantine that hold a record by now."""
    source, journal, report = ingestion.source, ingestion.journal, ingestion.load.report
    lines = quarantined_lines(ingestion.flush_and_get_session(), source.name)
    count = 0
    for size in ingestion.batches():
        count += size
        if source.live:
            _write_notes(ingestion)
        if source.position is not None:
            journal.keep(load=ingestion.load.number, position=source.position(count), report=report.counts())
        on_progress(size)
    if source.covers_hub and report.read == report.quarantined:
        raise LoaderError("whole-hub-without-models", source=source.name)
    _ingest_deferred(ingestion)
    _write_notes(ingestion)
    released = lines - ingestion.quarantined_keys
    if released:
        release_lines(ingestion.flush_and_get_session(), released)


def _ingest_deferred(ingestion: Ingestion) -> None:
    """Ingest the deferred records, and put the Hub ids into quarantine that turn out to be no identity."""
    faulty = ingestion.journal.faulty_ids()
    ingestion.ingest_deferred(frozenset(each.hub_id for each in faulty if each.fault == SHARED))
    ingestion.load.report.hubIdsQuarantined = sum(each.names for each in faulty)
    note_faulty_ids(ingestion, faulty)


def _write_notes(ingestion: Ingestion) -> None:
    """Write what the source found out beside its records."""
    notes, mask = ingestion.source.notes.drain(), ingestion.rules.mask
    session = ingestion.flush_and_get_session()
    write_notes(session, ingestion.load, mask.notes(notes) if mask else notes)


def _complete(source: Source, session: Session, load: Load, journal: Journal, allow_gone: float) -> None:
    """Mark what is gone and reconcile names, once all records are written.

    Raises LoaderError, after all else is done, if too many models would be gone.
    """
    create_indexes(session)
    refusal = None
    if source.covers_hub:
        coverage = measure_coverage(session, journal, allow_gone)
        refusal = refusal_to_sweep(coverage, allow_gone)
        if refusal is None:
            load.report.gone = sweep(session, load, journal, coverage)
    load.report.add_reconciliation(reconcile(session, load))
    compare_names(session, load.number, is_first=load.is_first)
    if load.report.changes or source.live or not previous_load_is_complete(session, load):
        count_descendants(session)
    if refusal is not None:
        raise refusal
