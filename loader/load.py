"""One load: read, shape, write; then sweep what is gone, and settle what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from loader import write
from loader.alone import alone
from loader.errors import LoaderError
from loader.journal import Journal
from loader.model import Model, Quarantined
from loader.presence import sweep
from loader.record import Record
from loader.report import Report
from loader.settle import settle
from loader.shape import identify, shape
from loader.sources import Source

if TYPE_CHECKING:
    from neo4j import Driver, Session

Progress = Callable[[int], object]
"""Told of how many more records are written."""
Item = Record | Quarantined


def load(source: Source, driver: Driver, database: str | None, on_progress: Progress) -> Report:
    """Take every record of a source into the graph and note the load there, with its counts.

    A load that is broken off is marked incomplete, and what it has written stays; a later load of the same data
    completes it. Raises LoaderError where the source breaks, or where another load is under way.
    """
    with ExitStack() as stack:
        session = stack.enter_context(write.session(driver, database))
        write.schema(session)
        stack.enter_context(alone(driver, database, source.name))
        journal = stack.enter_context(Journal(source.journal)) if source.whole or source.journal else None
        run = _begin(source, session, journal)
        try:
            _read(source, run, on_progress)
            if journal is not None and source.whole:
                run.report.gone = sweep(session, run.number, journal)
            run.report.renamed += settle(session, run.number, source.name)
        except BaseException:
            # Where the database itself is gone, the load already stands there as not complete.
            with suppress(Exception):
                write.end(session, run.number, run.report, complete=False)
            raise
        write.end(session, run.number, run.report, complete=True)
        if journal is not None:
            journal.delete()
    return run.report


def _begin(source: Source, session: Session, journal: Journal | None) -> _Run:
    """A new load, or the one that the source goes on with."""
    state = journal.state if journal is not None and source.resumes else {}
    if journal is not None and not state:
        journal.begin()
    report = Report.restored(state["report"]) if state else Report()
    number = state["load"] if state else write.begin(session, source.name, source.scope)
    return _Run(session, number, source, report, journal)


class _Run:
    """The load under way: what it counts, and which models and broken lines it has come upon."""

    def __init__(self, session: Session, number: int, source: Source, report: Report, journal: Journal | None) -> None:
        self.session = session
        self.number = number
        self.source = source
        self.report = report
        self.journal = journal
        self.broken: set[str] = set()

    def take(self, batch: list[Item]) -> None:
        """Write a batch of records: those of them that the graph does not hold just so."""
        broken = [item for item in batch if isinstance(item, Quarantined)]
        records: list[tuple[str, Record]] = []
        for item in batch:
            if isinstance(item, Record):
                id = identify(item.raw)
                if isinstance(id, Quarantined):
                    broken.append(id)
                else:
                    records.append((id, item))
        held = write.changed(self.session, [[id, record.digest] for id, record in records])
        models = self._standing(records, held, broken)
        if self.journal is not None:
            self.journal.add(id for id, _ in records)
        if models or broken:
            resolved = write.batch(self.session, self.number, self.source.name, models, held, broken)
            for model, found in zip(models, resolved, strict=True):
                self.report.add(model, found)
        self.report.read += len(batch)
        self.report.quarantined += len(broken)
        self.broken |= {write.key(item) for item in broken}

    def _standing(
        self, records: list[tuple[str, Record]], held: dict[str, write.Held], broken: list[Quarantined]
    ) -> list[Model]:
        """The models to write: of each, the record that was modified last on the Hub, if the graph has it not."""
        standing: dict[str, Model] = {}
        for id, record in records:
            before = standing.get(id)
            known = held.get(id)
            if known is None or record.digest == (before.digest if before else known.digest):
                self.report.unchanged += 1
                continue
            model = shape(record.raw)
            if isinstance(model, Quarantined):
                broken.append(model)
                continue
            model.digest = record.digest
            modified = before.modified if before else known.modified
            if model.modified and modified and model.modified < modified:
                self.report.older += 1
                continue
            standing[id] = model
            self.report.updated += known.known or before is not None
            self.report.created += not known.known and before is None
        return list(standing.values())


def _read(source: Source, run: _Run, on_progress: Progress) -> None:
    """Take all records of the source, and release its lines from quarantine that are mended by now."""
    before = write.lines_in_quarantine(run.session, source.name)
    written = 0
    for batch in batches(source.records, source.at_once):
        run.take(batch)
        write.notes(run.session, source.notes.drain())
        written += len(batch)
        if run.journal is not None and source.position is not None:
            run.journal.keep(load=run.number, position=source.position(written), report=run.report.counts())
        on_progress(len(batch))
    write.notes(run.session, source.notes.drain())
    if before - run.broken:
        write.release(run.session, before - run.broken)


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items, so many at a time; where the source breaks off, first those that came before the break."""
    batch: list[Item] = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size:
                yield batch
                batch = []
    except LoaderError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
