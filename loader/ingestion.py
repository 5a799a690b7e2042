"""Takes the records of one load into the graph: reads batches, compares them, and writes what they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

from loader.change import NOT_STORED, StoredState
from loader.errors import LoaderError
from loader.id_filter import IdFilter
from loader.journal import Journal
from loader.load_node import Load
from loader.mask import Mask
from loader.plan import ComparedBatch, Item, PendingWrite, Rules, identify_batch, plan_batch
from loader.quarantine import key
from loader.sources import Source
from loader.stored import changed_records
from loader.write import ResolvedById, write_batch

if TYPE_CHECKING:
    from neo4j import Session


class Ingestion:
    """Ingests batches of records: while one is written, the next is compared with the graph, and one more is read.

    Erased names go no further than the reading of a record.
    """

    def __init__(
        self, open_session: Callable[[], Session], load: Load, source: Source, journal: Journal, mask: Mask
    ) -> None:
        self.load = load
        self.source = source
        self.journal = journal
        self.rules = Rules(datetime.now(UTC), mask)
        self.quarantined_keys: set[str] = set()
        """The keys of the broken records of this load."""
        self._open_session = open_session
        self._pending = PendingWrite()
        self._under_way: tuple[PendingWrite, Future[ResolvedById]] | None = None
        self._ids = IdFilter()
        """The ids that this load has read, if it is the first of its graph."""
        self._written_since_comparison: list[set[str]] = []
        """For each batch that is not accepted yet: the ids that were written after its comparison began."""

    def __enter__(self) -> Ingestion:
        with ExitStack() as stack:
            self._reading = stack.enter_context(self._open_session())
            self._writing = stack.enter_context(self._open_session())
            self._comparer = stack.enter_context(ThreadPoolExecutor(1))
            self._writer = stack.enter_context(ThreadPoolExecutor(1))
            self._open = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    def batches(self) -> Iterator[int]:
        """Ingest every record of the source; yields the size of each batch when it is accepted."""
        previous: Future[ComparedBatch] | None = None
        try:
            for items in _batches(self.source.records, self.source.batch_size):
                comparison = self._begin_comparison(items)
                if previous is not None:
                    yield self._accept(previous.result())
                previous = comparison
                if self.source.live:
                    yield self._accept(previous.result())
                    previous = None
        except LoaderError:
            # What was read before the source broke off is kept.
            if previous is not None:
                self._accept(previous.result())
                self.flush_and_get_session()
            raise
        if previous is not None:
            yield self._accept(previous.result())
        self.flush_and_get_session()

    def ingest_deferred(self, shared_ids: frozenset[str]) -> None:
        """Ingest the deferred records, once all others are read; `shared_ids` are the Hub ids that several names
        carry."""
        records = self.journal.deferred()
        while items := list(islice(records, self.source.batch_size)):
            compared = self._begin_comparison(items).result()
            namesakes = self.journal.carried_by([item.id for item in compared.batch.records])
            self.rules = replace(self.rules, shared_ids=shared_ids, namesakes=frozenset(namesakes))
            # They were counted, and noted in the journal, when they were deferred.
            batch = replace(compared.batch, read=0, identities=[])
            self._accept(replace(compared, batch=batch))
        self.flush_and_get_session()

    def flush_and_get_session(self) -> Session:
        """Write everything that was accepted; returns the session for writing."""
        self._begin_write()
        self._finish_write()
        return self._writing

    def _begin_comparison(self, items: Sequence[Item]) -> Future[ComparedBatch]:
        self._written_since_comparison.append(set())
        return self._comparer.submit(self._compare, items)

    def _compare(self, items: Sequence[Item]) -> ComparedBatch:
        batch = identify_batch(items, self.rules.mask)
        pairs = batch.pairs()
        stored: dict[str, StoredState] = {}
        if self.load.is_first:
            # The graph was empty: it holds only the models that this load has read.
            new = {id for id in dict.fromkeys(id for id, _ in pairs) if not self._ids.add(id)}
            stored = dict.fromkeys(new, NOT_STORED)
            pairs = [pair for pair in pairs if pair[0] not in new]
        if pairs:
            stored |= changed_records(self._reading, pairs)
        return ComparedBatch(batch, stored)

    def _accept(self, compared: ComparedBatch) -> int:
        """Queue what a batch changes; begin to write when the queue is full. Returns the size of the batch."""
        compared = self._refresh(compared)
        plan = plan_batch(compared, self.rules)
        self.journal.add(compared.batch.identities)
        for item in plan.deferred:
            self.journal.defer(item.id, item.record)
        self._pending.add(plan)
        self.quarantined_keys |= {key(item) for item in (*plan.replaced, *plan.quarantined)}
        self.load.report.add(plan.report)
        if len(self._pending.changes) >= self.source.batch_size or self.source.live:
            self._begin_write()
        return compared.batch.size

    def _refresh(self, compared: ComparedBatch) -> ComparedBatch:
        """The batch compared again if one of its models was written since, or is about to be."""
        batch = compared.batch
        if not batch.touches(self._written_since_comparison.pop(0) | self._unwritten()):
            return compared
        self.flush_and_get_session()
        # On the thread of the comparer, which alone uses the session for reading.
        return ComparedBatch(batch, self._comparer.submit(changed_records, self._reading, batch.pairs()).result())

    def _unwritten(self) -> set[str]:
        """The ids of the models that are queued, or being written."""
        return {*self._pending.changes, *(self._under_way[0].changes if self._under_way else ())}

    def _begin_write(self) -> None:
        """Begin to write what is queued, once the write before it has ended."""
        self._finish_write()
        pending, self._pending = self._pending, PendingWrite()
        if pending:
            self._under_way = pending, self._writer.submit(write_batch, self._writing, self.load, pending)

    def _finish_write(self) -> None:
        """Wait for the write that is under way, and count what it wrote."""
        if self._under_way is None:
            return
        pending, writing = self._under_way
        resolved = writing.result()
        for model in pending.models:
            self.load.report.add_statements(model, resolved[model.id])
        for ids in self._written_since_comparison:
            ids.update(pending.changes)
        self._under_way = None


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of a size; if the source breaks off, the items before the break come first."""
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
