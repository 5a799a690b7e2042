"""The records of one load on their way into the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from ground.hub_id import NAMESAKE
from ground.names import OPAQUE
from loader import write
from loader.errors import LoaderError
from loader.journal import Journal
from loader.mask import Forgotten
from loader.model import Model, Quarantined
from loader.record import Record
from loader.report import Report
from loader.resolve import Resolved
from loader.shape import carried_id, identify, shape
from loader.sources import Source

if TYPE_CHECKING:
    from neo4j import Driver, Session

Item = Record | Quarantined | None
NO_DATE = datetime.min.replace(tzinfo=UTC)


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

    `size` counts all items, `read` those in which something stood. `carried` has a row for each record: the model, the
    Hub's own id that the record carries, and what is wrong with that.
    """

    size: int
    read: int
    records: list[tuple[str, Record]] = field(default_factory=list)
    broken: list[Quarantined] = field(default_factory=list)
    held: dict[str, write.Held] = field(default_factory=dict)
    carried: list[tuple[str, str | None, str | None]] = field(default_factory=list)


@dataclass
class Waiting:
    """What is to be written in one transaction."""

    models: dict[str, Model] = field(default_factory=dict)
    held: dict[str, write.Held] = field(default_factory=dict)
    broken: list[Quarantined] = field(default_factory=list)


class Run:
    """Takes batches of records: while one is written, the next is compared with the graph, and one more is read.

    Only records that the graph does not hold just so are looked into. A record whose id of the Hub's own contradicts
    that of the model of its name is deferred until all others are read: only then is it known which ids several names
    carry. Nothing that is `forgotten` goes further than the reading of a record. `is_first` says that the graph was
    empty.
    """

    def __init__(
        self,
        driver: Driver,
        database: str | None,
        number: int,
        source: Source,
        report: Report,
        journal: Journal,
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
        self.now = datetime.now(UTC)
        self.shared: frozenset[str] | None = None
        """The Hub's own ids that several names of this load carry; None as long as not all records are read."""
        self.namesakes: set[tuple[str, str]] = set()
        """Of the records that were deferred: pairs of a model and an id of the Hub's own that this load has read."""
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
        try:
            for batch in _batches(self.source.records, self.source.at_once):
                self.ahead.append(set())
                following = self.checker.submit(self._check, batch)
                if ahead is not None:
                    yield self._take(ahead.result())
                ahead = following
                if self.source.live:
                    yield self._take(ahead.result())
                    ahead = None
        except LoaderError:
            # What was read before the source broke off is kept.
            if ahead is not None:
                self._take(ahead.result())
                self.settled()
            raise
        if ahead is not None:
            yield self._take(ahead.result())
        self._flush()
        self._finish()

    def take_deferred(self, shared: frozenset[str]) -> None:
        """Take the records that were deferred, once all others are read; `shared` are the ids that several names
        carry."""
        self.shared = shared
        records = self.journal.deferred()
        while batch := list(islice(records, self.source.at_once)):
            self.ahead.append(set())
            checked = self.checker.submit(self._check, [*batch]).result()
            self.namesakes = self.journal.carried_by([id for id, _ in checked.records])
            self._take(replace(checked, read=0, carried=[]))
        self._flush()
        self._finish()

    def _check(self, batch: list[Item]) -> Checked:
        checked = Checked(len(batch), sum(item is not None for item in batch))
        for item in batch:
            id = identify(item.raw) if isinstance(item, Record) else item
            if isinstance(id, str) and isinstance(item, Record):
                checked.records.append((id, item))
            elif isinstance(id, Quarantined):
                checked.broken.append(replace(id, line=item.line) if isinstance(item, Record) else id)
        checked.carried = [(id, *carried_id(record.raw)) for id, record in checked.records]
        if self.forgotten:
            checked.carried = [self.forgotten.carried(*row) for row in checked.carried]
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
        self.journal.add(checked.carried)
        for model in self._standing(checked):
            self.waiting.models[model.id] = model
            self.waiting.held[model.id] = checked.held[model.id]
        self.waiting.broken += checked.broken
        self.broken |= {write.key(item) for item in checked.broken}
        self.report.read += checked.read
        self.report.quarantined += len(checked.broken)
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
                checked.broken.append(replace(model, line=record.line))
                continue
            model.digest, model.line = record.digest, record.line
            rival = write.Held(True, before.digest, before.modified, before.hub_id) if before else known
            if self.shared is None and _contradicts(model, rival):
                self.journal.defer(id, record)
                continue
            if (id, rival.hub_id) in self.namesakes and _contradicts(model, rival):
                # Both were read in this load: which of them stands must not depend on their order.
                if (model.modified or NO_DATE, model.hub_id or "") < (rival.modified or NO_DATE, rival.hub_id or ""):
                    checked.broken.append(Quarantined(id, "_id", model.hub_id or "", NAMESAKE))
                    continue
                replaced = Quarantined(id, "_id", rival.hub_id or "", NAMESAKE)
                self.waiting.broken.append(replaced)
                self.broken.add(write.key(replaced))
                checked.held[id] = replace(known, hub_id=None, replaced=True)
            elif model.modified and rival.modified and model.modified < rival.modified:
                self.report.older += 1
                continue
            standing[id] = model
            self.report.updated += known.known or before is not None
            self.report.created += not known.known and before is None
        return list(standing.values())

    def _shaped(self, record: Record) -> Model | Quarantined:
        made = shape(record.raw, self.now)
        if isinstance(made, Quarantined):
            return self.forgotten.quarantined(made) if self.forgotten else made
        model = self.forgotten.model(made) if self.forgotten else made
        if self.shared and model.hub_id in self.shared:
            del model.properties["hubId"]
        return model

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


def _contradicts(model: Model, held: write.Held) -> bool:
    """Whether the Hub's own ids tell a model from the one that is held under its name.

    Those of models that are hidden are not compared: to put one off would be to keep what is forgotten for a while.
    """
    return bool(model.hub_id and held.hub_id and model.hub_id != held.hub_id) and OPAQUE not in model.id


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
