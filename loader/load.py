"""One load: read, shape, write; then sweep what is gone, and settle what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from ground.hub_id import SHARED
from loader import write
from loader.erase import forgotten_in
from loader.errors import LoaderError
from loader.exclusive_load import alone
from loader.faults import note_faulty_ids
from loader.journal import Journal
from loader.ownership import prepare
from loader.reconcile import count_descendants, settle
from loader.report import Report
from loader.run import Run
from loader.sources import Source
from loader.sweep import ALLOWED_GONE, refuse_to_sweep, sweep

if TYPE_CHECKING:
    from neo4j import Driver, Session

Progress = Callable[[int], object]
"""Told of how many more records are read."""


def load(
    source: Source,
    driver: Driver,
    database: str | None,
    on_progress: Progress,
    *,
    key: bytes | None = None,
    allow_gone: float = ALLOWED_GONE,
) -> Report:
    """Take every record of a source into the graph and note the load there, with its counts.

    A load that is broken off is marked incomplete, and what it has written stays; a later load of the same data
    completes it. Those who are forgotten stay so, for which `key` is needed where there are any. `allow_gone` is the
    share of the listed models, from 0 to 1, that a load of the whole Hub may mark as gone.

    Raises LoaderError where the database holds data that is not lineage-db's, where the key is not the one with which
    publishers were forgotten, where the source breaks, where too many models would be gone, or where another load is
    under way.
    """
    with ExitStack() as stack:
        session = stack.enter_context(write.session(driver, database))
        stack.enter_context(alone(driver, database, source.name))
        prepare(session)
        forgotten = forgotten_in(session, key)
        source = forgotten.source(source) if forgotten else source
        is_first = write.is_empty(session)
        if not is_first:
            write.indexes(session)
        journal = stack.enter_context(Journal(source.journal))
        number, report = _begin(source, session, journal)
        try:
            run = stack.enter_context(
                Run(driver, database, number, source, report, journal, forgotten, is_first=is_first)
            )
            _read(source, run, on_progress)
            write.indexes(session)
            refusal = refuse_to_sweep(session, journal, allow_gone) if source.whole else None
            if source.whole and refusal is None:
                report.gone = sweep(session, number, journal)
            report.settle(settle(session, number, source.name))
            if report.changes or source.live or not write.is_whole_before(session, number):
                count_descendants(session)
            if refusal is not None:
                raise refusal
        except BaseException:
            # Where the database itself is gone, the load already stands there as not complete.
            with suppress(Exception):
                write.indexes(session)
                write.end(session, number, report, complete=False)
            raise
        write.end(session, number, report, complete=True)
        journal.delete()
    return report


def _begin(source: Source, session: Session, journal: Journal) -> tuple[int, Report]:
    """The number and the report of a new load, or of the one that the source goes on with."""
    state = journal.state if source.resumes else {}
    if state:
        return state["load"], Report.restored(state["report"])
    journal.begin()
    return write.begin(session, source.name, source.scope), Report()


def _read(source: Source, run: Run, on_progress: Progress) -> None:
    """Take all records of the source, and release its lines from quarantine that are mended by now."""
    before = write.lines_in_quarantine(run.writing, source.name)
    written = 0
    for size in run.batches():
        written += size
        if source.live:
            _note(source, run)
        if source.position is not None:
            run.journal.keep(load=run.number, position=source.position(written), report=run.report.counts())
        on_progress(size)
    if source.whole and run.report.read == run.report.quarantined:
        raise LoaderError("whole-hub-without-models", source=source.name)
    _take_deferred(source, run)
    _note(source, run)
    if before - run.broken:
        write.release(run.writing, before - run.broken)


def _take_deferred(source: Source, run: Run) -> None:
    """Take what was deferred, and note which of the Hub's own ids turned out to be no identity."""
    faulty = run.journal.faulty_ids()
    run.take_deferred(frozenset(each.hub_id for each in faulty if each.fault == SHARED))
    run.report.hubIdsQuarantined = sum(each.names for each in faulty)
    note_faulty_ids(run, faulty)


def _note(source: Source, run: Run) -> None:
    """Write down what the source has found out beside its records."""
    noted = source.notes.drain()
    write.notes(run.settled(), run.number, run.forgotten.notes(noted) if run.forgotten else noted)
