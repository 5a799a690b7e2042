"""The Hub's own ids speak for identity where they can be trusted; else names decide, and the quarantine says why."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hub_ids import id_of, oid
from hypothesis import given
from hypothesis import strategies as st
from neo4j import Driver

from cypher import Database
from ground.hub_id import (
    ALL_ZEROS,
    FIRST_DATE,
    NAMESAKE,
    NO_HUB_ID,
    OTHER_TIME,
    SHARED,
    ZERO,
    creation,
    hub_id,
)
from loader.digest import digest
from loader.report import Report

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

DAY = "2024-01-01T00:00:00.000Z"
HUB_IDS = "MATCH (m:Model) RETURN m.id, m.hubId ORDER BY m.id"
FAULTY = "MATCH (q:Quarantined {field: '_id'}) RETURN q.value, q.reason, q.names, q.record ORDER BY q.value"
EDGES = "MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, p.id ORDER BY c.id, p.id"
EMPTY = "MATCH (n) DETACH DELETE n"


def told(seconds: float) -> datetime:
    return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("written", "created", "carried", "fault"),
    [
        (None, None, None, None),
        ("", None, None, None),
        (oid(1), None, oid(1), None),
        (oid(1), told(0), oid(1), None),
        (oid(1), told(59), oid(1), None),
        (oid(1), told(-60), oid(1), None),
        (oid(1), told(61), oid(1), OTHER_TIME),
        (f" {oid(10).upper()} ", told(0), oid(10), None),
        (ZERO, None, ZERO, ALL_ZEROS),
        (ZERO, datetime(1970, 1, 1, tzinfo=UTC), ZERO, ALL_ZEROS),
        ("1", None, "1", NO_HUB_ID),
        (oid(1)[:-1], None, oid(1)[:-1], NO_HUB_ID),
        (oid(1) + "0", None, oid(1) + "0", NO_HUB_ID),
        ("g" * 24, None, "g" * 24, NO_HUB_ID),
        ("\u0661" * 24, None, "\u0661" * 24, NO_HUB_ID),
        (7, None, "7", NO_HUB_ID),
        ({"$oid": oid(1)}, None, f"{{'$oid': '{oid(1)}'}}", NO_HUB_ID),
        (oid(1, "2019-05-01T00:00:00Z"), FIRST_DATE, oid(1, "2019-05-01T00:00:00Z"), None),
        (oid(1, "2023-05-01T00:00:00Z"), FIRST_DATE, oid(1, "2023-05-01T00:00:00Z"), OTHER_TIME),
    ],
)
def test_an_id_speaks_where_it_is_well_formed_and_of_the_time_of_createdAt(  # noqa: N802
    written: Any, created: datetime | None, carried: str | None, fault: str | None
) -> None:
    assert hub_id(written, created) == (carried, fault)


@given(st.text() | st.integers() | st.lists(st.text()) | st.dictionaries(st.text(), st.text()), st.datetimes())
def test_whatever_is_written_as_an_id_is_read_and_is_short(written: Any, created: datetime) -> None:
    carried, fault = hub_id(written, created.replace(tzinfo=UTC))
    assert (carried is None) == (written == "")
    assert len(carried or "") <= 200
    assert fault in (None, NO_HUB_ID, ALL_ZEROS, OTHER_TIME)


def test_an_id_tells_when_its_repository_was_created() -> None:
    assert creation(oid(3, "2025-02-03T04:05:06Z")) == datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC)


def family(*ids: str | None) -> list[dict[str, Any]]:
    """Models under a name each, each the parent of a child that knows it by the id."""
    records: list[dict[str, Any]] = []
    for number, id in enumerate(ids):
        records += [
            {"id": f"p/{number}", "_id": id},
            {"id": f"c/{number}", "baseModels": {"models": [{"id": f"p/{number}", "_id": id}]}, "_id": id},
        ]
    return records


def test_ids_of_zeros_lead_nowhere_after_other_data(load_records: Load, rows: Rows) -> None:
    good = [{"id": f"p/{number}", "_id": oid(number + 1)} for number in range(3)]
    load_records(*good, source="good")
    report = load_records(*family(ZERO, ZERO, ZERO), source="zeros")
    assert rows(EDGES) == [("c/0", "p/0"), ("c/1", "p/1"), ("c/2", "p/2")]
    assert rows(HUB_IDS) == [
        *((f"c/{number}", None) for number in range(3)),
        *((f"p/{number}", oid(number + 1)) for number in range(3)),
    ]
    assert rows(FAULTY) == [(ZERO, ALL_ZEROS, 6, "c/0")]
    assert report.hubIdsQuarantined == 6
    assert rows("MATCH (l:Load {source: 'zeros'}) RETURN l.hubIdsQuarantined") == [(6,)]


@pytest.mark.parametrize("batch_size", [1, 2, 100])
def test_an_id_that_several_names_of_a_load_carry_is_no_identity_in_any_order(
    graph: Driver, load_records: Load, rows: Rows, batch_size: int
) -> None:
    records = [
        {"id": "a/one", "_id": oid(1)},
        {"id": "b/two", "_id": oid(1).upper()},
        {"id": "c/three", "_id": oid(3)},
        {"id": "d/child", "baseModels": {"models": [{"id": "b/two", "_id": oid(1)}, {"id": "e/gone", "_id": oid(1)}]}},
    ]
    digests = set()
    for order in permutations(records):
        graph.execute_query(EMPTY)
        report = load_records(*order, batch_size=batch_size)
        digests.add(digest(Database(graph)))
        assert report.hubIdsQuarantined == 2
    assert len(digests) == 1
    assert rows(FAULTY) == [(oid(1), SHARED, 2, "a/one")]
    assert rows(EDGES) == [("d/child", "b/two"), ("d/child", "e/gone")]
    assert rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN m.id, m.hubId ORDER BY m.id") == [
        ("a/one", None),
        ("b/two", None),
        ("c/three", oid(3)),
        ("d/child", None),
    ]
    assert rows("MATCH (a:Alias) RETURN a.id") == []


def test_one_id_for_a_whole_file_moves_no_model_aside(graph: Driver, load_records: Load, rows: Rows) -> None:
    load_records(*family(*[oid(number) for number in range(1, 20)]), source="good")
    before = rows(EDGES)
    load_records(*family(*[oid(99)] * 19), source="one id")
    assert rows(EDGES) == before
    assert [row for row in rows(HUB_IDS) if "@" in row[0]] == []
    assert rows("MATCH (q:Quarantined {source: 'one id', field: '_id'}) RETURN q.names") == [(38,)]


def test_an_id_of_another_time_than_its_record_leaves_the_known_one(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one", "_id": oid(1), "createdAt": DAY})
    load_records({"id": "a/one", "_id": oid(1, "2020-01-01T00:00:00Z"), "createdAt": DAY, "likes": 1})
    assert rows(HUB_IDS) == [("a/one", oid(1))]
    assert rows(FAULTY) == [(oid(1, "2020-01-01T00:00:00Z"), OTHER_TIME, 1, "a/one")]


def test_the_same_id_under_another_name_in_a_later_load_is_a_rename(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one", "_id": oid(1), "createdAt": DAY})
    assert load_records({"id": "b/two", "_id": oid(1), "createdAt": DAY}).renamed == 1
    assert rows(HUB_IDS) == [("b/two", oid(1))]


def test_the_same_id_beside_its_old_name_is_no_rename_even_where_the_old_name_is_unchanged(
    load_records: Load, rows: Rows
) -> None:
    one = {"id": "a/one", "_id": oid(1), "createdAt": DAY}
    load_records(one)
    assert load_records({"id": "b/two", "_id": oid(1), "createdAt": DAY}, one).renamed == 0
    assert rows(HUB_IDS) == [("a/one", None), ("b/two", None)]
    assert rows(FAULTY) == [(oid(1), SHARED, 2, "a/one")]


def test_what_is_an_identity_again_leaves_quarantine(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one", "_id": oid(1)}, {"id": "b/two", "_id": oid(1)}, {"id": "c/three", "_id": "rubbish"})
    load_records({"id": "a/one", "_id": oid(1)}, {"id": "b/two", "_id": oid(2)}, {"id": "c/three", "_id": oid(3)})
    assert rows(FAULTY) == []
    assert ("b/two", oid(2)) in rows(HUB_IDS)


@pytest.mark.parametrize("batch_size", [1, 5_000])
@pytest.mark.parametrize("times", [1, 4])
def test_one_name_with_two_ids_in_a_load_is_the_newer_repository_in_any_order(
    graph: Driver, load_records: Load, rows: Rows, times: int, batch_size: int
) -> None:
    older = {"id": "x/y", "_id": oid(1, "2023-01-01T00:00:00Z"), "tags": ["base_model:p/older"]}
    newer = {"id": "x/y", "_id": oid(2, "2024-01-01T00:00:00Z"), "tags": ["base_model:p/newer"]}
    digests = set()
    for pair in ([older, newer], [newer, older]):
        graph.execute_query(EMPTY)
        load_records(*pair * times, batch_size=batch_size)
        digests.add(digest(Database(graph)))
        load_records(*pair * times, batch_size=batch_size)
        digests.add(digest(Database(graph)))
    assert len(digests) == 1
    assert rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN m.id, m.hubId") == [("x/y", newer["_id"])]
    assert rows(EDGES) == [("x/y", "p/newer")]
    assert rows("MATCH (q:Quarantined) RETURN q.record, q.value, q.reason") == [("x/y", older["_id"], NAMESAKE)]


def test_ids_that_come_back_in_separate_loads_are_followed(load_records: Load, rows: Rows) -> None:
    one, two = {"id": "x/y", "_id": oid(1)}, {"id": "x/y", "_id": oid(2)}
    for record in (one, two, one, two, one):
        load_records(record, {"id": "c/d", "tags": ["base_model:x/y"]})
    assert ("x/y", oid(1)) in rows(HUB_IDS)
    assert rows(EDGES) == [("c/d", "x/y")]


def test_a_load_that_was_broken_off_between_two_ids_is_not_in_the_way(load_records: Load, rows: Rows) -> None:
    one, two = {"id": "x/y", "_id": oid(1)}, {"id": "x/y", "_id": oid(2)}
    load_records(one)
    load_records(two)
    # What a load leaves behind that is killed before it settles: the same model aside and under its name.
    rows("MATCH (m:Model {id: 'x/y'}) SET m.hubId = $id", id=oid(1))
    assert load_records(two | {"likes": 1}).updated == 1
    assert ("x/y", oid(2)) in rows(HUB_IDS)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_name_that_went_over_to_another_model_means_the_one_that_the_hub_told(
    load_records: Load, rows: Rows, order: tuple[int, ...]
) -> None:
    records = [
        {"id": "c/child", "baseModels": {"models": [{"id": "a/name", "_id": oid(1)}]}},
        {"id": "b/moved", "_id": oid(1)},
        {"id": "a/name", "_id": oid(2)},
    ]
    load_records(*(records[position] for position in order))
    assert rows(EDGES) == [("c/child", "b/moved")]
    for position in order:
        load_records(records[position] | {"likes": 1})
    assert rows(EDGES) == [("c/child", "b/moved")]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_an_id_that_is_told_of_a_model_without_one_is_the_same_in_every_order(
    graph: Driver, load_records: Load, rows: Rows, order: tuple[int, ...]
) -> None:
    records = [
        {"id": "c/one", "baseModels": {"models": [{"id": "p/listed", "_id": oid(1)}]}},
        {"id": "c/two", "baseModels": {"models": [{"id": "p/listed", "_id": oid(2)}]}},
        {"id": "c/three", "baseModels": {"models": [{"id": "p/gone", "_id": oid(3)}]}},
        {"id": "p/listed"},
    ]
    for position in order:
        load_records(records[position])
    assert rows(
        "MATCH (m:Model) WHERE m.hubId IS NOT NULL RETURN m.id, m.hubId, toString(m.createdAt) ORDER BY m.id"
    ) == [
        ("p/gone", oid(3), "2024-01-01T00:00:00Z"),
        ("p/listed", oid(2), None),
    ]


def test_when_a_parent_that_is_gone_was_created_is_shown(load_records: Load, lineage_db: Callable[..., Any]) -> None:
    load_records({"id": "c/d", "baseModels": {"models": [{"id": "p/gone", "_id": oid(1, "2023-05-06T07:08:09Z")}]}})
    shown = lineage_db("show", "p/gone")
    assert shown.code == 0
    assert "2023-05-06" in shown.out


def test_loads_of_good_and_faulty_ids_come_to_the_same_graph_in_any_order_of_records(
    graph: Driver, load_records: Load
) -> None:
    chance = random.Random(14)
    names = [f"o/{number}" for number in range(60)]
    ids = [id_of(name) for name in names]
    records = [
        {
            "id": name,
            "_id": chance.choice([id, id, id, ZERO, chance.choice(ids), "rubbish", None]),
            "createdAt": chance.choice([None, DAY, "2020-01-01T00:00:00Z"]),
            "baseModels": {
                "models": [
                    {"id": other, "_id": chance.choice([id_of(other), ZERO, chance.choice(ids)])}
                    for other in chance.sample(names, chance.randrange(3))
                    if other != name
                ]
            },
        }
        for name, id in zip(names, ids, strict=True)
    ]
    digests = set()
    for turn in range(4):
        graph.execute_query(EMPTY)
        chance.shuffle(records)
        load_records(*json.loads(json.dumps(records)), batch_size=[7, 1000, 20, 3][turn])
        digests.add(digest(Database(graph)))
    assert len(digests) == 1
