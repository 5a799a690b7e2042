"""The records of one load on their way into the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from loader import write
from loader.errors import LoaderError
from loader.forgotten import Forgotten
from loader.journal import Journal
from loader.model import Model, Quarantined
from loader.record import Record
from loader.report import Report
from loader.resolve import Resolved
from loader.shape import identify, shape
from loader.sources import Source

if TYPE_CHECKING:
    from neo4j import Driver, Session

Item = Record | Quarantined | None


class Seen:
    """Which ids may have been added before: never wrong where it says no, and of one size however many there are."""

    def __init__(self) -> None:
        self._bytes = bytearray(1 << 26)

    def add(self, id: str) -> bool:
        """Add an id; whether it, or one that looks like it here, may have been added before."""
        number = hash(id) & 0x1FFFFFFF
        place, bit = number >> 3, 1 << (number & 7)
        before = self._bytes[place]
        self._bytes[place] = before | bit
        return bool(before & bit)


@dataclass
class Checked:
    """A batch of items: records by the id of their model, what is broken, and what the graph holds otherwise.

    `size` counts all items, `read` those in which something stood.
    """

    size: int
    read: int
    records: list[tuple[str, Record]] = field(default_factory=list)
    broken: list[Quarantined] = field(default_factory=list)
    held: dict[str, write.Held] = field(default_factory=dict)


@dataclass
class Waiting:
    """What is to be written in one transaction."""

    models: dict[str, Model] = field(default_factory=dict)
    held: dict[str, write.Held] = field(default_factory=dict)
    broken: list[Quarantined] = field(default_factory=list)


class Run:
    """Takes batches of records: while one is written, the next is compared with the graph, and one more is read.

    Only records that the graph does not hold just so are looked into. Nothing that is `forgotten` goes further than the
    reading of a record. `is_first` says that the graph was empty.
    """

    def __init__(
        self,
        driver: Driver,
        database: str | None,
        number: int,
        source: Source,
        report: Report,
        journal: Journal | None,
        forgotten: Forgotten,
        *,
        is_first: bool,
    ) -> None:
        self.driver = driver
        self.database = database
        self.number = number
        self.source = source
        self.report = report
        self.journal = journal
        self.forgotten = forgotten
        self.is_first = is_first
        self.broken: set[str] = set()
        self.waiting = Waiting()
        self.under_way: tuple[Waiting, Future[list[Resolved]]] | None = None
        self.seen = Seen()
        self.ahead: list[set[str]] = []
        """For each batch that is compared or was, and is not taken yet: the models that were written meanwhile."""

    def __enter__(self) -> Run:
        with ExitStack() as stack:
            self.reading = stack.enter_context(write.session(self.driver, self.database))
            self.writing = stack.enter_context(write.session(self.driver, self.database))
            self.checker = stack.enter_context(ThreadPoolExecutor(1))
            self.writer = stack.enter_context(ThreadPoolExecutor(1))
            self.open = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self.open.close()

    def batches(self) -> Iterator[int]:
        """Take every record of the source; gives the size of each batch when it is taken."""
        ahead: Future[Checked] | None = None
        for batch in _batches(self.source.records, self.source.at_once):
            self.ahead.append(set())
            following = self.checker.submit(self._check, batch)
            if ahead is not None:
                yield self._take(ahead.result())
            ahead = following
            if self.source.live:
                yield self._take(ahead.result())
                ahead = None
        if ahead is not None:
            yield self._take(ahead.result())
        self._flush()
        self._finish()

    def _check(self, batch: list[Item]) -> Checked:
        checked = Checked(len(batch), sum(item is not None for item in batch))
        for item in batch:
            id = identify(item.raw) if isinstance(item, Record) else item
            if isinstance(id, str) and isinstance(item, Record):
                checked.records.append((id, item))
            elif isinstance(id, Quarantined):
                checked.broken.append(id)
        if self.forgotten:
            checked.records = [self.forgotten.record(id, record) for id, record in checked.records]
            checked.broken = [self.forgotten.quarantined(item) for item in checked.broken]
        pairs = [[id, record.digest] for id, record in checked.records]
        if self.is_first:
            # What is in an empty graph is what this load has put there.
            new = {id for id in dict.fromkeys(id for id, _ in pairs) if not self.seen.add(id)}
            checked.held = dict.fromkeys(new, write.NOT_HELD)
            pairs = [pair for pair in pairs if pair[0] not in new]
        if pairs:
            checked.held |= write.changed(self.reading, pairs)
        return checked

    def _take(self, checked: Checked) -> int:
        """Put what is new in a batch to what waits to be written; where there is enough of it, begin to write."""
        meanwhile = self.ahead.pop(0)
        if any(id in meanwhile or self._is_pending(id) for id, _ in checked.records):
            # The graph has changed, or will, since these records were compared with it.
            self._flush()
            self._finish()
            pairs = [[id, record.digest] for id, record in checked.records]
            checked.held = self.checker.submit(write.changed, self.reading, pairs).result()
        for model in self._standing(checked):
            self.waiting.models[model.id] = model
            self.waiting.held[model.id] = checked.held[model.id]
        self.waiting.broken += checked.broken
        self.broken |= {write.key(item) for item in checked.broken}
        self.report.read += checked.read
        self.report.quarantined += len(checked.broken)
        if self.journal is not None:
            self.journal.add(id for id, _ in checked.records)
        if len(self.waiting.models) >= self.source.at_once or self.source.live:
            self._flush()
        return checked.size

    def _is_pending(self, id: str) -> bool:
        return id in self.waiting.models or (self.under_way is not None and id in self.under_way[0].models)

    def _standing(self, checked: Checked) -> list[Model]:
        """The models to write: of each, the record that was modified last on the Hub, if the graph has it not."""
        standing: dict[str, Model] = {}
        for id, record in checked.records:
            before = standing.get(id)
            known = checked.held.get(id)
            if known is None or record.digest == (before.digest if before else known.digest):
                self.report.unchanged += 1
                continue
            model = self._shaped(record)
            if isinstance(model, Quarantined):
                checked.broken.append(model)
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

    def _shaped(self, record: Record) -> Model | Quarantined:
        made = shape(record.raw)
        if not self.forgotten:
            return made
        return self.forgotten.model(made) if isinstance(made, Model) else self.forgotten.quarantined(made)

    def _flush(self) -> None:
        """Begin to write what waits; all that was begun before is written then."""
        self._finish()
        waiting, self.waiting = self.waiting, Waiting()
        if waiting.models or waiting.broken:
            self.under_way = waiting, self.writer.submit(self._write, waiting)

    def _write(self, waiting: Waiting) -> list[Resolved]:
        return write.batch(
            self.writing,
            self.number,
            self.source.name,
            list(waiting.models.values()),
            waiting.held,
            waiting.broken,
            is_first=self.is_first,
        )

    def _finish(self) -> None:
        """Wait for what is being written, and count it."""
        if self.under_way is None:
            return
        waiting, written = self.under_way
        for model, found in zip(waiting.models.values(), written.result(), strict=True):
            self.report.add(model, found)
        for meanwhile in self.ahead:
            meanwhile.update(waiting.models)
        self.under_way = None

    def settled(self) -> Session:
        """The session for writing, once all that was taken is written."""
        self._flush()
        self._finish()
        return self.writing


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
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
