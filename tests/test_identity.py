"""Who is who: renames, names given to others, models that vanish and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import pytest
from factory import base_models, hub_model
from hub_ids import oid
from neo4j import Driver
from refusals import refusal

from cypher import Database
from loader.errors import LoaderError
from loader.load import load
from loader.model import Quarantined
from loader.record import Record, record
from loader.report import Report
from loader.sources import Source

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

CREATED = ("2023-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
ONE, TWO = oid(1, CREATED[0]), oid(2, CREATED[1])
MODELS = "MATCH (m:Model) RETURN m.id, m:Unseen, m:Gone, m.intervals ORDER BY m.id"
EDGES = """
MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, p.id, d.witnesses, d.statements, d.intervals ORDER BY c.id, p.id
"""
FORMER = "MATCH (c)-[d:FORMERLY_DERIVED_FROM]->(p) RETURN c.id, p.id, d.intervals ORDER BY c.id, p.id"
ALIASES = "MATCH (a:Alias)-[:ALIAS_OF]->(m) RETURN a.id, m.id ORDER BY a.id"


def child(*parents: str, hub: tuple[str, str] | None = None, **fields: Any) -> dict[str, Any]:
    """A child whose card names parents, and of which the Hub knows one by its own id."""
    base = base_models(hub[1], hub_id=lambda name: hub[0]) if hub else None
    return hub_model("c/child", *parents, witnesses=("card",), baseModels=base, tags=[]) | fields


def test_a_renamed_model_keeps_its_history_and_its_old_name_answers(load_records: Load, rows: Rows) -> None:
    parent = {"_id": ONE, "id": "old/parent", "tags": ["base_model:merge:r/root"]}
    load_records(parent, child("old/parent"), whole=True)
    report = load_records(parent | {"id": "new/parent"}, child("old/parent"), whole=True)
    assert rows(MODELS) == [
        ("c/child", False, False, [1]),
        ("new/parent", False, False, [1]),
        ("r/root", True, False, None),
    ]
    assert rows(EDGES) == [
        ("c/child", "new/parent", ["card"], ["card: named: old/parent"], [1]),
        ("new/parent", "r/root", ["tag"], ["tag: merge"], [1]),
    ]
    assert rows(ALIASES) == [("old/parent", "new/parent")]
    assert rows(FORMER) == []
    assert (report.renamed, report.gone) == (1, 1)


def test_a_rename_is_recognised_without_a_load_of_the_whole_hub(load_records: Load, rows: Rows) -> None:
    load_records({"_id": ONE, "id": "old/parent"}, child("old/parent"))
    load_records({"_id": ONE, "id": "new/parent"})
    assert [row[:3] for row in rows(EDGES)] == [("c/child", "new/parent", ["card"])]
    load_records(child("new/parent"))
    assert rows(EDGES) == [("c/child", "new/parent", ["card"], ["card: named"], [1])]
    assert rows(ALIASES) == [("old/parent", "new/parent")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_hub_s_own_id_of_a_parent_leads_to_it_under_any_name(
    load_records: Load, rows: Rows, order: tuple[int, ...]
) -> None:
    records = [
        child("old/parent", hub=(ONE, "old/parent")),
        {"_id": ONE, "id": "new/parent"},
        {"id": "d/other", "cardData": {"base_model": "old/parent"}},
    ]
    for position in order:
        load_records(records[position])
    assert [row[:4] for row in rows(EDGES)] == [
        ("c/child", "new/parent", ["card", "hub"], ["card: named: old/parent", "hub: finetune: old/parent"]),
        ("d/other", "new/parent", ["card"], ["card: named: old/parent"]),
    ]
    assert rows(ALIASES) == [("old/parent", "new/parent")]
    assert [row[0] for row in rows(MODELS)] == ["c/child", "d/other", "new/parent"]


def test_a_name_that_is_given_to_another_model_is_a_new_model(load_records: Load, rows: Rows) -> None:
    first = {"_id": ONE, "id": "a/name", "createdAt": CREATED[0]}
    load_records(first, child("a/name", hub=(ONE, "a/name"), lastModified="2023-06-01T00:00:00Z"), whole=True)
    second = {"_id": TWO, "id": "a/name", "createdAt": CREATED[1]}
    late = {"id": "d/late", "cardData": {"base_model": "a/name"}, "lastModified": "2025-06-01T00:00:00Z"}
    same = child("a/name", hub=(ONE, "a/name"), lastModified="2023-06-01T00:00:00Z", downloads=5)
    load_records(second, same, late, whole=True)
    assert rows("MATCH (m:Model) RETURN m.id, m.hubId, m:Gone ORDER BY m.id") == [
        ("a/name", TWO, False),
        (f"a/name@{ONE}", ONE, True),
        ("c/child", None, False),
        ("d/late", None, False),
    ]
    assert [row[:2] for row in rows(EDGES)] == [("c/child", f"a/name@{ONE}"), ("d/late", "a/name")]
    load_records(second, first | {"id": "b/moved"}, same, late, whole=True)
    assert [row[:2] for row in rows(EDGES)] == [("c/child", "b/moved"), ("d/late", "a/name")]
    assert rows(ALIASES) == [("a/name", "b/moved")]


def test_two_models_that_swap_their_names_keep_their_children(load_records: Load, rows: Rows) -> None:
    one, two = {"_id": ONE, "id": "a/one"}, {"_id": TWO, "id": "a/two"}
    load_records(one, two, child("a/one", hub=(ONE, "a/one")))
    load_records(one | {"id": "a/two"}, two | {"id": "a/one"})
    assert rows("MATCH (m:Model) RETURN m.id, m.hubId ORDER BY m.id") == [
        ("a/one", TWO),
        ("a/two", ONE),
        ("c/child", None),
    ]
    assert [row[:2] for row in rows(EDGES)] == [("c/child", "a/two")]


def test_a_name_in_another_case_follows_the_models_there_are(load_records: Load, rows: Rows) -> None:
    load_records({"id": "Foo/bar"}, child("foo/Bar"))
    assert [row[:2] for row in rows(EDGES)] == [("c/child", "Foo/bar")]
    load_records({"id": "FOO/BAR"})
    assert rows(EDGES) == [("c/child", "foo/Bar", ["card"], ["card: named"], [1])]
    load_records({"id": "foo/Bar"})
    assert [row[:2] for row in rows(EDGES)] == [("c/child", "foo/Bar")]
    assert rows("MATCH (m:Unseen) RETURN m.id") == []
    assert rows(FORMER) == []


def test_words_about_one_parent_under_two_spellings_come_apart_when_both_are_models(
    load_records: Load, rows: Rows
) -> None:
    load_records({"id": "P/one"}, child("p/ONE", hub=(None, "P/one")), {"id": "x/y"})
    assert rows(EDGES) == [("c/child", "P/one", ["card", "hub"], ["card: named: p/ONE", "hub: finetune"], [1])]
    load_records({"id": "p/ONE"})
    assert rows(EDGES) == [
        ("c/child", "P/one", ["hub"], ["hub: finetune"], [1]),
        ("c/child", "p/ONE", ["card"], ["card: named"], [1]),
    ]


def test_a_load_of_the_whole_hub_marks_what_it_does_not_list_and_no_other_load_does(
    load_records: Load, rows: Rows
) -> None:
    one, two = {"id": "a/one"}, {"id": "a/two", "tags": ["base_model:merge:a/one"]}
    load_records(one, two, whole=True)
    assert load_records(two).gone == 0
    assert load_records(two, whole=True).gone == 1
    assert rows(MODELS) == [("a/one", False, True, [1, 3]), ("a/two", False, False, [1])]
    assert [row[:2] for row in rows(EDGES)] == [("a/two", "a/one")]
    assert load_records(two, whole=True).gone == 0
    report = load_records(one, two, whole=True)
    assert rows(MODELS) == [("a/one", False, False, [1, 3, 5]), ("a/two", False, False, [1])]
    assert (report.updated, report.unchanged) == (1, 1)


def test_a_load_of_the_whole_hub_that_breaks_off_marks_nothing_gone(
    graph: Driver, load_records: Load, rows: Rows
) -> None:
    def breaking() -> Iterator[Record | Quarantined]:
        yield record({"id": "a/one"}, "")
        raise LoaderError("file-breaks-off", file="a file", reason="a test")

    load_records({"id": "a/one"}, {"id": "a/two"}, whole=True)
    with pytest.raises(LoaderError):
        load(Source("breaking", breaking(), covers_hub=True), Database(graph), lambda records: None)
    assert [row[2] for row in rows(MODELS)] == [False, False]
    assert rows("MATCH (l:Load) RETURN l.complete, l.scope ORDER BY l.number") == [
        (True, "whole Hub"),
        (False, "whole Hub"),
    ]


def test_two_loads_at_once_are_refused_and_a_broken_one_is_not_in_the_way(graph: Driver, load_records: Load) -> None:
    def meanwhile() -> Iterator[Record | Quarantined]:
        yield record({"id": "a/one"}, "")
        load_records({"id": "a/two"})

    with refusal(LoaderError, "Another load is under way (of first)"):
        load(Source("first", meanwhile(), batch_size=1), Database(graph), lambda records: None)
    assert load_records({"id": "a/two"}).created == 1


def test_a_dataset_that_nobody_names_any_more_and_a_publisher_of_nothing_are_gone(
    load_records: Load, rows: Rows
) -> None:
    model = {"id": "a/one", "author": "ann", "cardData": {"datasets": ["d/data"]}, "tags": []}
    load_records(model)
    load_records(model | {"author": "bob", "cardData": {}})
    assert rows("MATCH (d:Dataset) RETURN d") == []
    assert rows("MATCH (p:Publisher)-[:PUBLISHED]->(m) RETURN p.name, m.id") == [("bob", "a/one")]
    assert rows("MATCH (p:Publisher) RETURN p.name") == [("bob",)]


def test_a_load_without_cards_releases_nothing_that_a_card_states_from_quarantine(
    load_records: Load, rows: Rows
) -> None:
    load_records({"id": "a/one", "cardData": {"base_model": ["None"]}, "tags": [7]})
    load_records({"id": "a/one", "tags": []})
    assert rows("MATCH (q:Quarantined) RETURN q.value") == [("None",)]


def test_a_line_that_is_mended_leaves_quarantine(load_records: Load, rows: Rows) -> None:
    report = load_records({"id": "a/one"}, "rubbish", {"id": 7})
    assert (report.quarantined, len(rows("MATCH (q:Quarantined) RETURN q"))) == (2, 2)
    load_records({"id": "a/one"}, {"id": "a/two"}, {"id": 7})
    assert rows("MATCH (q:Quarantined) RETURN q.record") == [("test:3",)]
