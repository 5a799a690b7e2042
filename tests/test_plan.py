"""What a batch of records changes is decided without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hub_ids import oid
from hypothesis import given
from hypothesis import strategies as st

from loader.change import NOT_STORED, StoredState
from loader.mask import NO_MASK
from loader.model import Quarantined
from loader.plan import BatchPlan, ComparedBatch, PendingWrite, Rules, identify_batch, plan_batch
from loader.record import Record, record

NOW = datetime(2026, 11, 27, tzinfo=UTC)
DAYS = [f"2026-01-{day:02}T00:00:00+00:00" for day in range(1, 6)]
HUB_IDS = [oid(1), oid(2)]

RAW = st.fixed_dictionaries(
    {"id": st.sampled_from(["a/one", "a/two", "no name"]), "likes": st.integers(0, 2)},
    optional={"lastModified": st.sampled_from(DAYS), "_id": st.sampled_from(HUB_IDS)},
)
STATES = st.builds(
    StoredState,
    is_listed=st.just(True),
    digest=st.sampled_from(["another digest", None]),
    modified=st.sampled_from([None, *map(datetime.fromisoformat, DAYS)]),
    hub_id=st.sampled_from([None, *HUB_IDS]),
)
STORED = st.fixed_dictionaries(
    {"a/one": st.one_of(st.just(NOT_STORED), STATES), "a/two": st.one_of(st.just(NOT_STORED), STATES)}
)


def items(raws: list[dict[str, Any]]) -> list[Record | Quarantined]:
    return [record(raw, f"test:{line}", line) for line, raw in enumerate(raws, 1)]


def plan(raws: list[dict[str, Any]], stored: dict[str, StoredState], rules: Rules | None = None) -> BatchPlan:
    return plan_batch(ComparedBatch(identify_batch(items(raws), NO_MASK), stored), rules or Rules(NOW))


@given(raws=st.lists(RAW, max_size=8), stored=STORED)
def test_every_record_is_counted_once(raws: list[dict[str, Any]], stored: dict[str, StoredState]) -> None:
    result = plan(raws, stored)
    report = result.report
    counted = report.created + report.updated + report.unchanged + report.older + report.quarantined
    assert report.read == len(raws) == counted + len(result.deferred)


@given(raws=st.lists(RAW, max_size=8), stored=STORED)
def test_what_is_written_is_no_older_than_what_it_replaces(
    raws: list[dict[str, Any]], stored: dict[str, StoredState]
) -> None:
    for id, (model, before) in plan(raws, stored).changes.items():
        assert (model.id, before) == (id, stored[id])
        if before.modified and all("lastModified" in raw for raw in raws):
            assert model.modified is not None
            assert model.modified >= before.modified


@given(raws=st.lists(RAW, max_size=8), stored=STORED)
def test_what_contradicts_the_stored_model_waits_until_all_records_are_read(
    raws: list[dict[str, Any]], stored: dict[str, StoredState]
) -> None:
    result = plan(raws, stored)
    assert result.replaced == []
    if all("_id" in raw for raw in raws):
        assert not any(before.is_of_another(model) for model, before in result.changes.values())
    later = plan(raws, stored, Rules(NOW, shared_ids=frozenset()))
    assert later.deferred == []


@given(raws=st.lists(RAW, max_size=8), stored=STORED)
def test_records_that_the_graph_holds_change_nothing(
    raws: list[dict[str, Any]], stored: dict[str, StoredState]
) -> None:
    result = plan(raws, {})
    assert (result.changes, result.deferred) == ({}, [])
    first = identify_batch(items(raws[:1]), NO_MASK).records
    same = {item.id: replace(NOT_STORED, digest=item.record.digest) for item in first}
    assert plan(raws[:1], same).changes == {}


@given(data=st.data(), stored=STORED)
def test_the_order_of_records_does_not_matter_where_they_say_when_they_changed(
    data: st.DataObject, stored: dict[str, StoredState]
) -> None:
    days = data.draw(st.lists(st.sampled_from(DAYS), unique=True))
    raws = [{"id": "a/one", "likes": number, "lastModified": day} for number, day in enumerate(days)]
    shuffled = data.draw(st.permutations(raws))
    one, other = plan(raws, stored), plan(shuffled, stored)
    assert {id: change.model.digest for id, change in one.changes.items()} == {
        id: change.model.digest for id, change in other.changes.items()
    }


@given(days=st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)))
def test_which_of_two_models_of_one_name_stays_does_not_depend_on_their_order(days: tuple[str, str]) -> None:
    raws = [{"id": "a/one", "_id": hub_id, "lastModified": day} for hub_id, day in zip(HUB_IDS, days, strict=True)]
    rules = Rules(NOW, shared_ids=frozenset(), namesakes=frozenset(("a/one", hub_id) for hub_id in HUB_IDS))
    results = [plan(order, {"a/one": NOT_STORED}, rules) for order in (raws, raws[::-1])]
    (stays, _) = results[0].changes["a/one"]
    assert stays.hub_id == max(raws, key=lambda raw: (raw["lastModified"], raw["_id"]))["_id"]
    assert [result.changes["a/one"].model.hub_id for result in results] == [stays.hub_id] * 2
    loses = [[item.value for item in (*result.replaced, *result.quarantined)] for result in results]
    assert loses == [[hub_id for hub_id in HUB_IDS if hub_id != stays.hub_id]] * 2


def test_a_pending_write_knows_which_of_its_models_were_listed() -> None:
    pending = PendingWrite()
    assert not pending
    listed = StoredState(is_listed=True, digest=None, modified=None, hub_id=None)
    pending.add(plan([{"id": "a/one"}, {"id": "a/two"}], {"a/one": NOT_STORED, "a/two": listed}))
    assert pending
    assert [model.id for model in pending.models] == ["a/one", "a/two"]
    assert [model.id for model in pending.listed] == ["a/two"]
