"""No record stops a load or poisons the graph: what cannot be taken goes to quarantine, and all beside it loads."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from conftest import plan_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import Driver
from odd_records import DAY, LONG, TEXTS, good, odd, spellings
from test_shaping import is_kept, statements, stating

import cypher
from cypher import Database
from loader.load import load
from loader.record import record
from loader.report import Report
from loader.sources import Source

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

GOOD = [good(number) for number in range(5)]
CHAIN = [(f"good/{number}", f"good/{number - 1}") for number in range(1, 5)]
CHAIN_NOW = """
MATCH (c:Model)-[d:DERIVED_FROM]->(p:Model) WHERE c.id STARTS WITH 'good/' RETURN c.id, p.id ORDER BY c.id
"""
FAILED = "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name"


def reconciles(report: Report) -> bool:
    records = report.created + report.updated + report.unchanged + report.older + report.quarantined
    parents = report.parentsWritten + report.parentsQuarantined
    datasets = report.datasetsWritten + report.datasetsQuarantined
    return (report.read, report.parents, report.datasets) == (records, parents, datasets)


def takes(load_records: Load, rows: Rows, *records: Any) -> list[tuple[Any, ...]]:
    """Load records between good ones; all good ones are there, counts add up, and the next load works. Gives what is in
    quarantine."""
    report = load_records(*GOOD[:3], *records, *GOOD[3:])
    assert reconciles(report)
    assert rows(CHAIN_NOW) == CHAIN
    assert rows(FAILED) == []
    again = load_records(*GOOD, {"id": "next/one"}, source="next")
    assert (again.created, again.unchanged) == (1, 5)
    return rows("MATCH (q:Quarantined) RETURN q.field, q.reason, size(q.value) <= 200 ORDER BY q.field, q.reason")


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"id": f"o/{LONG}"}, "id", "too long"),
        ({"_id": LONG}, "_id", "not an id of the Hub"),
        ({"author": LONG}, "author", "too long"),
        ({"author": 7}, "author", "not a text"),
        ({"sha": LONG}, "sha", "too long"),
        ({"pipeline_tag": LONG}, "pipeline_tag", "too long"),
        ({"library_name": LONG}, "library_name", "too long"),
        ({"cardData": {"license": LONG}}, "cardData.license", "too long"),
        ({"tags": [f"license:{LONG}"]}, "tags", "too long"),
        ({"tags": [f"base_model:o/{LONG}"]}, "tags", "too long"),
        ({"tags": [f"dataset:o/{LONG}"]}, "tags", "too long"),
        ({"cardData": {"base_model": LONG}}, "cardData.base_model", "too long"),
        ({"baseModels": {"models": [{"id": f"o/{LONG}"}]}}, "baseModels", "too long"),
        ({"baseModels": {"models": [{"id": "o/a", "_id": LONG}]}}, "baseModels.models._id", "not an id of the Hub"),
        ({"createdAt": "9999-12-31T00:00:00Z"}, "createdAt", "a date that is yet to come"),
        ({"lastModified": "9999-12-31T00:00:00Z"}, "lastModified", "a date that is yet to come"),
    ],
)
def test_what_is_beyond_its_bound_goes_to_quarantine_and_the_rest_loads(
    load_records: Load, rows: Rows, fields: dict[str, Any], field: str, reason: str
) -> None:
    assert takes(load_records, rows, {"id": "odd/one"} | fields) == [(field, reason, True)]


def test_a_text_at_its_bound_is_taken(load_records: Load, rows: Rows) -> None:
    name = "o/" + "é" * 253
    record = {"id": name, "author": "\U0001f600" * 255, "tags": ["base_model:o/" + "a" * 253]}
    assert takes(load_records, rows, record, {"id": "odd/child", "cardData": {"base_model": "good/0"}}) == []
    assert rows("MATCH (p:Publisher)-[:PUBLISHED]->(m {id: $id}) RETURN size(p.name)", id=name) == [(255,)]


def test_a_parent_in_many_spellings_is_one_parent(load_records: Load, rows: Rows) -> None:
    written = spellings("parentname", 129)
    assert takes(load_records, rows, {"id": "odd/one", "tags": [f"base_model:{name}" for name in written]}) == []
    load_records({"id": written[0]}, source="parent")
    query = """
    MATCH ({id: 'odd/one'})-[d:DERIVED_FROM]->(p)
    RETURN p.id, size([s IN d.statements WHERE size(split(s, ': ')) > 2]), d.writtenOtherwise
    """
    assert rows(query) == [(written[0], 128, True)]


def test_tags_that_are_json_are_read_and_what_is_neither_is_in_quarantine(load_records: Load, rows: Rows) -> None:
    read = {"id": "odd/one", "tags": '["base_model:good/0", "license:mit"]'}
    broken = {"id": "odd/two", "tags": '["base_model:good/0"'}
    assert takes(load_records, rows, read, broken) == [("tags", "not JSON", True)]
    assert rows("MATCH (m {id: 'odd/one'})-[:DERIVED_FROM]->(p) RETURN p.id, m.license") == [("good/0", "mit")]


@pytest.mark.parametrize(
    ("written", "access"),
    [("false", "open"), ("False", "open"), ("auto", "gated"), (False, "open"), (None, "unknown")],
)
def test_access_in_words_is_read(load_records: Load, rows: Rows, written: Any, access: str) -> None:
    load_records({"id": "odd/one", "gated": written})
    assert rows("MATCH (m:Model) RETURN m.gated") == [(access,)]


def test_no_date_of_the_data_is_yet_to_come(load_records: Load, rows: Rows, lineage_db: Callable[..., Any]) -> None:
    late = {"id": "odd/one", "lastModified": "9999-12-31T00:00:00Z", "createdAt": "2101-01-01T00:00:00Z"}
    load_records(*GOOD, late)
    assert rows("MATCH (l:Load) RETURN toString(l.newest)") == [("2024-01-01T00:00:00Z",)]
    assert "9999" not in lineage_db("status").out


def test_a_record_with_thousands_of_parents_may_change_and_withdraw_them(load_records: Load, rows: Rows) -> None:
    parents = [f"p/{number}" for number in range(3_000)]
    card = {"base_model": parents, "datasets": [f"d/{number}" for number in range(3_000)]}
    report = load_records({"id": "odd/one", "cardData": card, "tags": []})
    assert (report.parentsWritten, report.datasetsWritten) == (3_000, 3_000)
    load_records({"id": "odd/one", "cardData": {"base_model": parents[:10]}, "tags": []})
    assert rows(
        "MATCH (m {id: 'odd/one'}) RETURN COUNT { (m)-[:DERIVED_FROM]->() }, COUNT { (m)-[:TRAINED_ON]->() }"
    ) == [(10, 0)]


@pytest.mark.parametrize(
    "name", ["withdrawn-datasets", "withdrawn-derivations", "left-derivations", "moved-derivations", "own-names"]
)
def test_between_two_given_models_nothing_else_is_looked_at(graph: Driver, load_records: Load, name: str) -> None:
    load_records(*GOOD)
    query = cypher.get(name)
    plan = plan_of(graph, query.body, {param.name: [] for param in query.params})
    assert "Expand(All)" not in repr(plan)
    assert "LabelScan" not in repr(plan)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from([*TEXTS, DAY]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FIELDS = (
    *("_id", "id", "modelId", "author", "sha", "createdAt", "lastModified", "downloads", "likes", "tags"),
    *("cardData", "baseModels", "pipeline_tag", "library_name", "gated", "disabled"),
)
RECORDS = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8)
    | VALUES
    | st.builds(odd, st.integers(0, 9), st.randoms(use_true_random=False)),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(records=RECORDS, at_once=st.sampled_from([1, 4, 1_000]))
def test_records_of_every_kind_load_beside_good_ones(graph: Driver, records: list[Any], at_once: int) -> None:
    graph.execute_query("MATCH (n) DETACH DELETE n")

    def put(*items: Any) -> Report:
        read = (record(item, f"test:{line}") for line, item in enumerate(items, 1))
        return load(Source("test", read, batch_size=at_once), Database(graph), lambda count: None)

    report = put(*GOOD[:2], *records, *GOOD[2:])
    assert report.read == len(records) + len(GOOD)
    assert reconciles(report)
    assert [tuple(row) for row in graph.execute_query(CHAIN_NOW).records] == CHAIN
    assert graph.execute_query(FAILED).records == []
    again = put(*GOOD, {"id": "next/one"})
    assert (again.created, again.unchanged) == (1, 5)


OF_EACH_RECORD = """
MATCH (m:Model) WHERE m.id STARTS WITH 's/'
RETURN
  m.id AS id,
  COLLECT { MATCH (m)-[said:DERIVED_FROM|TRAINED_ON]->(other) RETURN [other.id, properties(said)] } AS stated,
  COLLECT { MATCH (item:Quarantined {record: m.id}) RETURN properties(item) } AS quarantined
"""


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(records=st.lists(stating, min_size=10, max_size=40))
def test_each_statement_of_a_parent_a_relation_or_a_dataset_is_in_the_graph(
    graph: Driver, records: list[dict[str, Any]]
) -> None:
    graph.execute_query("MATCH (n) DETACH DELETE n")
    named = [item | {"id": f"s/{number}"} for number, item in enumerate(records)]
    read = (record(item, f"test:{line}") for line, item in enumerate(named, 1))
    report = load(Source("test", read), Database(graph), lambda count: None)
    assert reconciles(report)
    found = {
        row["id"]: repr([row["stated"], row["quarantined"]]) for row in graph.execute_query(OF_EACH_RECORD).records
    }
    assert found.keys() == {item["id"] for item in named}
    for item in named:
        assert [each for each in statements(item) if not is_kept(each, found[item["id"]])] == []


def test_thousands_of_odd_records_load_beside_good_ones(graph: Driver, load_records: Load, rows: Rows) -> None:
    chance = random.Random(14)
    records = [*(odd(number, chance) for number in range(300)), *GOOD]
    chance.shuffle(records)
    report = load_records(*records)
    assert reconciles(report)
    assert rows(CHAIN_NOW) == CHAIN
    assert load_records(*records).unchanged == report.created
