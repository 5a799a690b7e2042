"""Names, relations and datasets as people write them: each means what it says, in any order of loads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import clear
from hypothesis import example, given
from hypothesis import strategies as st
from neo4j import Driver

from cypher import Database
from ground.names import is_name
from loader.digest import digest
from loader.readings import LONGEST_STATEMENT, Reading, readings
from loader.report import Report

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases/names.jsonl").read_text("utf-8").splitlines()]
MODELS = ["org/a", "org/b", "Org/Big-Model", "gpt2"]
WORLD = [{"id": id} for id in MODELS]
Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]


def children() -> list[dict[str, Any]]:
    """A model for each case, whose card says what the case does."""
    return [
        {"id": f"child/{number}", "cardData": {"base_model": "org/b"} | {case["field"]: case["written"]}}
        if case["field"] == "base_model_relation"
        else {"id": f"child/{number}", "cardData": {case["field"]: case["written"]}}
        for number, case in enumerate(CASES)
    ]


def of(field: str) -> list[tuple[str, Any]]:
    return [(f"child/{number}", case["means"]) for number, case in enumerate(CASES) if case["field"] == field]


def check(rows: Rows) -> None:
    """Assert that the graph holds what the cases mean, and no other node."""
    stated: dict[str, list[str]] = {}
    for child, parent in rows("MATCH (c:Model)-[:DERIVED_FROM]->(p:Model) RETURN c.id, p.id ORDER BY p.id"):
        stated.setdefault(child, []).append(parent)
    assert {id: stated.get(id) for id, _ in of("base_model")} == dict(of("base_model"))
    relations = dict(rows("MATCH (c:Model)-[d:DERIVED_FROM]->() RETURN c.id, d.relation"))
    assert {id: relations[id] for id, _ in of("base_model_relation")} == {
        id: means or "unknown" for id, means in of("base_model_relation")
    }
    trained: dict[str, list[str]] = {}
    for child, dataset in rows("MATCH (c:Model)-[:TRAINED_ON]->(d:Dataset) RETURN c.id, d.id ORDER BY d.id"):
        trained.setdefault(child, []).append(dataset)
    assert {id: trained.get(id) for id, _ in of("datasets")} == dict(of("datasets"))
    assert {id for (id,) in rows("MATCH (m:Model) WHERE NOT m.id STARTS WITH 'child/' RETURN m.id")} == set(MODELS)
    assert {id for (id,) in rows("MATCH (d:Dataset) RETURN d.id")} == {"org/data", "org/more"}


def test_each_is_read_in_any_order_of_records_and_loads(load_records: Load, rows: Rows, graph: Driver) -> None:
    orders = [[WORLD, children()], [children(), WORLD], [children() + WORLD], [WORLD[:1], children(), WORLD[1:]]]
    digests = set()
    for loads in orders:
        clear(graph)
        for records in loads:
            report = load_records(*records)
            assert report.parents == report.parentsWritten + report.parentsQuarantined
        check(rows)
        digests.add(digest(Database(graph)))
    assert len(digests) == 1


def test_what_was_written_and_how_it_was_read_stand_with_the_edge(load_records: Load, lineage_db: Any) -> None:
    load_records(*WORLD, {"id": "x/child", "cardData": {"base_model": "hf.co/org/a:Q4_K_M, org/gone"}})
    shown = lineage_db("edges", "x/child", "--format", "json").out
    (edge,) = json.loads(shown)
    written = "card: named (org/a by list, address, quantisation): hf.co/org/a:Q4_K_M, org/gone"
    assert (edge["parent"], edge["statements"]) == ("org/a", [written])
    quarantine = lineage_db("query", "run", "quarantine", "--format", "json").out
    assert json.loads(quarantine) == [
        {
            "source": "test",
            "record": "x/child",
            "line": None,
            "field": "cardData.base_model",
            "value": "hf.co/org/a:Q4_K_M, org/gone",
            "reason": "reads like a model that no source lists",
            "readsLike": ["org/gone"],
            "howMany": 1,
        }
    ]
    assert "reads like a model that no source lists: org/gone" in lineage_db("show", "x/child").out


def test_a_name_that_is_listed_as_it_stands_needs_no_rule(load_records: Load, rows: Rows) -> None:
    load_records({"id": "x/child", "cardData": {"base_model": "old--name"}}, {"id": "old/name"})
    assert rows("MATCH (:Model {id: 'x/child'})-[:DERIVED_FROM]->(p) RETURN p.id") == [("old/name",)]
    load_records({"id": "old--name"})
    assert rows("MATCH (:Model {id: 'x/child'})-[:DERIVED_FROM]->(p) RETURN p.id") == [("old--name",)]


def test_a_reading_is_withdrawn_with_what_was_written(load_records: Load, rows: Rows) -> None:
    load_records(*WORLD, {"id": "x/child", "cardData": {"base_model": "org/a@main"}})
    load_records({"id": "x/child", "cardData": {"base_model": "org/gone@main"}})
    assert rows("MATCH (:Model {id: 'x/child'})-[d]->(p) RETURN type(d), p.id") == [("FORMERLY_DERIVED_FROM", "org/a")]
    assert rows("MATCH (q:Quarantined) RETURN q.value, q.readings") == [("org/gone@main", ["revision: org/gone"])]
    load_records({"id": "x/child", "cardData": {}})
    assert rows("MATCH (q:Quarantined) RETURN q") == []


def test_what_a_list_without_cards_does_not_say_stays(load_records: Load, rows: Rows) -> None:
    load_records({"id": "x/child", "cardData": {"base_model": "org/a@main", "base_model_relation": "gguf"}, "tags": []})
    load_records({"id": "x/child", "tags": ["base_model:org/a@main"]})
    load_records({"id": "org/a"})
    assert rows("MATCH ()-[d:DERIVED_FROM]->(p) RETURN p.id, d.witnesses, d.relation, d.declaredAs") == [
        ("org/a", ["card", "tag"], "quantized", "gguf")
    ]
    assert rows("MATCH (q:Quarantined) RETURN q") == []


def test_a_model_that_reads_like_its_own_parent_is_in_quarantine(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/self", "cardData": {"base_model": "a/self@main"}})
    assert rows("MATCH (q:Quarantined) RETURN q.value, q.reason") == [("a/self@main", "names itself")]


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*"/@:,;+ -.<>()[]{}'\"\\%#?&\n", "org", "a", "hf.co"])).map("".join)
)
@example("a" * LONGEST_STATEMENT)
@example("[" * 500)
@example("[" * 490 + '"org/a"' + "]" * 490)
@example("{[1]: 2}")
@example("org/a," * 160)
@example("%25" * 300)
def test_whatever_is_written_reads_as_names_or_not_at_all(text: str) -> None:
    for kind in ("model", "dataset"):
        for reading in readings(text, kind):
            assert is_name(reading.name)
            assert reading.rule
            assert Reading.parse(str(reading)) == reading


@pytest.mark.parametrize("text", ["org/a@main", "models--org--a", "org/a, org/b", "org/a/tree/main"])
def test_what_is_read_is_read_again_as_it_stands(text: str) -> None:
    found = readings(text, "model")
    assert found
    assert all(is_name(reading.name) for reading in found)
