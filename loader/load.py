"""One load: read, shape, write, sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from loader import write
from loader.earlier import add_earlier, again
from loader.model import WITNESSES, Model, Quarantined
from loader.report import Report
from loader.resolve import resolve
from loader.shape import shape
from loader.sources import Source
from loader.spool import Spool

if TYPE_CHECKING:
    from neo4j import Driver, Session

BATCH = 5_000
OLDEST = datetime.min.replace(tzinfo=UTC)
Progress = Callable[[str, int], None]
"""Told the step ("models", "references") and how many records it has come on."""


def load(source: Source, driver: Driver, database: str | None, on_progress: Progress) -> Report:
    """Take every record of a source into the graph and note the load there, with its counts.

    Nodes come first and what they state after, so that a name can mean any model of the load. A load that is broken
    off is marked incomplete; a later load of the same data completes it. Raises LoaderError where the source breaks.
    """
    report = Report()
    with write.session(driver, database) as session:
        write.schema(session)
        number = write.begin(session, source.name, "part")
    try:
        with write.session(driver, database) as session, Spool() as spool:
            run = _Run(session, number, source.name, report)
            for batch in batches(read(source, report)):
                spool.add(run.write_models(batch))
                on_progress("models", len(batch))
            # Before the references are read, so that a name that is found now is not taken for a withdrawn one.
            follow_found_parents(session, number)
            for models in spool.batches():
                run.write_references(models)
                on_progress("references", len(models))
            write.forget_unnamed(session)
    except BaseException:
        # Where the database itself is gone, the load already stands there as not complete.
        with suppress(Exception):
            _end(driver, database, number, report, complete=False)
        raise
    _end(driver, database, number, report, complete=True)
    return report


def read(source: Source, report: Report) -> Iterator[Model | Quarantined]:
    """Every record of the source, counted and shaped."""
    for record in source.records:
        report.read += 1
        yield record if isinstance(record, Quarantined) else shape(record)


def batches(items: Iterable[Model | Quarantined]) -> Iterator[list[Model | Quarantined]]:
    """The items, BATCH at a time."""
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def follow_found_parents(session: Session, number: int) -> None:
    """Follow the names that earlier loads left unresolved and that mean a model of this one.

    A parent may have been named, in another case, before it was seen as a model.
    """
    for child, parent in write.found_parents(session):
        model = again(child, write.stated(session, [child])[child])
        write.found(session, number, child, parent, resolve(model, write.known_names(session, [model])))


class _Run:
    """The load under way: which ids it has read, and what it counts."""

    def __init__(self, session: Session, number: int, source: str, report: Report) -> None:
        self.session = session
        self.number = number
        self.source = source
        self.report = report
        self.seen: set[str] = set()
        self.superseded: dict[str, str] = {}  # the digest of the record that stands, where a newer one came late

    def write_models(self, batch: list[Model | Quarantined]) -> list[Model]:
        """Write the nodes of a batch, and give the models whose references are still to be written."""
        models = self._once(batch)
        again = {model.id for model in models if model.id in self.seen}
        self.seen.update(model.id for model in models)
        changed = write.changed(self.session, models)
        for model in models:
            dates = [self.report.newest, model.properties.get("lastModified"), model.properties.get("createdAt")]
            self.report.newest = max((date for date in dates if date is not None), default=None)
        self._count([model for model in models if model.id not in again], changed)
        news = [model for model in models if model.id in changed and model.id not in again]
        newer = [model for model in models if model.id in again and _is_newer(model, changed.get(model.id))]
        self.superseded |= {model.id: model.digest for model in newer}
        pending = [model for model in (*news, *newer) if model.states_something or changed[model.id].known]
        write.models(self.session, self.number, [*news, *newer], pending={model.id for model in pending})
        quarantined = [item for item in batch if isinstance(item, Quarantined)]
        if quarantined:
            write.quarantine(self.session, self.number, self.source, quarantined)
        return pending

    def write_references(self, models: list[Model]) -> None:
        """Write what models state, once every node of the load is there."""
        models = [model for model in models if self.superseded.get(model.id, model.digest) == model.digest]
        partial = {model.id: model for model in models if len(model.speaking) < len(WITNESSES)}
        for id, stated in write.stated(self.session, partial).items():
            add_earlier(partial[id], stated)
        known = write.known_names(self.session, models)
        resolved = {model.id: (model, resolve(model, known)) for model in models}
        write.references(self.session, self.number, self.source, resolved)
        for model, found in resolved.values():
            self.report.parents += len(model.parents)
            self.report.parentsKnown += found.parents_known
            self.report.parentsUnseen += found.parents_unseen
            self.report.parentsQuarantined += found.parents_quarantined
            self.report.datasets += len(model.datasets)
            self.report.datasetsWritten += len(found.datasets)
            self.report.datasetsQuarantined += found.datasets_quarantined

    def _once(self, batch: list[Model | Quarantined]) -> list[Model]:
        """The models of a batch, each id once: of two records in it, the one modified last on the Hub."""
        models: dict[str, Model] = {}
        for item in batch:
            if isinstance(item, Quarantined):
                self.report.quarantined += 1
            elif item.id not in models:
                self.report.duplicate += item.id in self.seen
                models[item.id] = item
            else:
                self.report.duplicate += 1
                models[item.id] = max(models[item.id], item, key=_modified)
        return list(models.values())

    def _count(self, models: list[Model], changed: Mapping[str, write.Changed]) -> None:
        for model in models:
            if model.id in changed:
                self.report.updated += changed[model.id].known
                self.report.created += not changed[model.id].known
            else:
                self.report.unchanged += 1
                self.report.parents += len(model.parents)
                self.report.parentsUnchanged += len(model.parents)
                self.report.datasets += len(model.datasets)
                self.report.datasetsUnchanged += len(model.datasets)


def _is_newer(model: Model, changed: write.Changed | None) -> bool:
    """Whether a record whose model was read before in this load was modified after what the graph has of it."""
    return changed is not None and _modified(model) > (changed.modified or OLDEST)


def _modified(model: Model) -> datetime:
    modified: datetime | None = model.properties.get("lastModified")
    return modified or OLDEST


def _end(driver: Driver, database: str | None, number: int, report: Report, *, complete: bool) -> None:
    with write.session(driver, database) as session:
        write.end(session, number, report, complete=complete)
