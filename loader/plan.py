"""Decides what a batch of records changes in the graph. Pure: what the graph holds of the records is given."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import NamedTuple

from ground.hub_id import NAMESAKE
from ground.names import OPAQUE
from loader.change import Change, StoredState
from loader.mask import NO_MASK, Mask
from loader.model import Model, Quarantined
from loader.record import Record
from loader.report import Report
from loader.shape import Identity, identify, shape

Item = Record | Quarantined | None
"""What a source yields: a record, a record that cannot be read, or None for one that is not there."""
NO_DATE = datetime.min.replace(tzinfo=UTC)


class IdentifiedRecord(NamedTuple):
    """A record, the id under which the graph knows its model, and the identity that the record itself states."""

    id: str
    record: Record
    stated: Identity


@dataclass
class Batch:
    """A batch of items, sorted into records and what is broken.

    `size` counts all items, `read` those that are not None. `identities` holds what the journal keeps of each record.
    """

    size: int = 0
    read: int = 0
    records: list[IdentifiedRecord] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)

    def pairs(self) -> list[list[str]]:
        """The id and the digest of each record."""
        return [[item.id, item.record.digest] for item in self.records]

    def touches(self, ids: Collection[str]) -> bool:
        """Whether a record of the batch is of one of these models."""
        return any(item.id in ids for item in self.records)


@dataclass
class ComparedBatch:
    """A batch, and the state of each of its models whose digest differs in the graph."""

    batch: Batch
    stored: dict[str, StoredState]


@dataclass(frozen=True)
class Rules:
    """What a plan depends on beside the batch and the graph.

    `now` is when the load began. `shared_ids` are the Hub ids that several names of this load carry; None until all
    records are read: a record whose Hub id contradicts that of the stored model is deferred until then. `namesakes`
    are, for deferred records, the pairs of a model and a Hub id that this load has read.
    """

    now: datetime
    mask: Mask = NO_MASK
    shared_ids: frozenset[str] | None = None
    namesakes: frozenset[tuple[str, str]] = frozenset()

    def shape(self, item: IdentifiedRecord) -> Model | Quarantined:
        """The model of a record as the graph may hold it, or why the record describes none."""
        model = shape(item.record.raw, self.now, item.stated)
        if isinstance(model, Quarantined):
            return replace(self.mask.quarantined(model) if self.mask else model, line=item.record.line)
        if self.mask:
            model = self.mask.model(model)
        if self.shared_ids and model.hub_id in self.shared_ids:
            del model.properties["hubId"]
        model.digest, model.line = item.record.digest, item.record.line
        return model

    def defers(self, model: Model) -> bool:
        """Whether a model that contradicts the stored one waits until all records are read.

        A masked model does not: the journal would keep the erased names.
        """
        return self.shared_ids is None and OPAQUE not in model.id


@dataclass
class BatchPlan:
    """What a batch changes: models to write, statements for quarantine, and records to defer; counted in `report`.

    `replaced` are statements for quarantine about models that lose their name to another of this load. Their records
    are counted already.
    """

    changes: dict[str, Change] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)
    replaced: list[Quarantined] = field(default_factory=list)
    deferred: list[IdentifiedRecord] = field(default_factory=list)
    report: Report = field(default_factory=Report)


@dataclass
class PendingWrite:
    """What one transaction is to write: changes by the id of the model, and statements for quarantine."""

    changes: dict[str, Change] = field(default_factory=dict)
    quarantined: list[Quarantined] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes or self.quarantined)

    def add(self, plan: BatchPlan) -> None:
        """Add what another batch changes; none of its models may be among the changes yet."""
        self.changes |= plan.changes
        self.quarantined += [*plan.replaced, *plan.quarantined]

    @property
    def models(self) -> list[Model]:
        """The models to write."""
        return [change.model for change in self.changes.values()]

    @property
    def listed(self) -> list[Model]:
        """The models to write that a source has listed before."""
        return [change.model for change in self.changes.values() if change.stored.is_listed]


def identify_batch(items: Iterable[Item], mask: Mask) -> Batch:
    """Sort the items of a batch, with masked names."""
    batch = Batch()
    for item in items:
        batch.size += 1
        batch.read += item is not None
        identity = identify(item.raw) if isinstance(item, Record) else item
        if isinstance(identity, Identity) and isinstance(item, Record):
            batch.records.append(IdentifiedRecord(identity.id, item, identity))
        elif isinstance(identity, Quarantined):
            batch.quarantined.append(replace(identity, line=item.line) if isinstance(item, Record) else identity)
    batch.identities = [item.stated for item in batch.records]
    if mask:
        batch.identities = [Identity(*mask.identity(*identity)) for identity in batch.identities]
        batch.records = [IdentifiedRecord(*mask.record(id, record), stated) for id, record, stated in batch.records]
        batch.quarantined = [mask.quarantined(item) for item in batch.quarantined]
    return batch


def plan_batch(compared: ComparedBatch, rules: Rules) -> BatchPlan:
    """Decide what each record of a batch changes.

    Of several records of a model, the one that was modified last on the Hub is written. Records whose digest matches
    the graph are skipped.
    """
    plan = BatchPlan(quarantined=list(compared.batch.quarantined))
    for item in compared.batch.records:
        _plan_record(item, compared.stored.get(item.id), rules, plan)
    plan.report.read = compared.batch.read
    plan.report.quarantined = len(plan.quarantined)
    return plan


def _plan_record(item: IdentifiedRecord, stored: StoredState | None, rules: Rules, plan: BatchPlan) -> None:
    if stored is None:
        plan.report.unchanged += 1
        return
    previous = plan.changes.get(item.id, None)
    rival = StoredState.of(previous.model) if previous else stored
    if item.record.digest == rival.digest:
        plan.report.unchanged += 1
        return
    model = rules.shape(item)
    if isinstance(model, Quarantined):
        plan.quarantined.append(model)
        return
    if previous:
        stored = previous.stored
    if rival.is_of_another(model) and rules.defers(model):
        plan.deferred.append(item)
        return
    if rival.is_of_another(model) and (item.id, rival.hub_id) in rules.namesakes:
        # Both were read in this load: which of them stays must not depend on their order.
        if _precedence(model) < _precedence(rival):
            plan.quarantined.append(_namesake(item.id, model.hub_id))
            return
        plan.replaced.append(_namesake(item.id, rival.hub_id))
        stored = replace(stored, hub_id=None, is_replaced=True)
    elif model.modified and rival.modified and model.modified < rival.modified:
        plan.report.older += 1
        return
    plan.changes[item.id] = Change(model, stored)
    if stored.is_listed or previous:
        plan.report.updated += 1
    else:
        plan.report.created += 1


def _precedence(state: Model | StoredState) -> tuple[datetime, str]:
    """The order of two models of one name: the later of them keeps it."""
    return state.modified or NO_DATE, state.hub_id or ""


def _namesake(id: str, hub_id: str | None) -> Quarantined:
    return Quarantined(id, "_id", hub_id or "", NAMESAKE)
