"""The queries for investigators: whole answers, those on a lineage beside the ones that a graph library gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from conftest import plan_of
from factory import hub_model
from hub_ids import oid
from neo4j import Driver

import cypher
from loader.report import Report
from loader.sources import Notes

Load = Callable[..., Report]
Rows = Callable[..., list[tuple[Any, ...]]]
Answer = Callable[..., list[tuple[Any, ...]]]

EXPLORE = cypher.queries("explore")
FORBIDDEN = ("Repeat(Trail)", "VarLengthExpand(All)", "VarLengthExpand(Into)", "CartesianProduct")
SECONDS = 20
GIVEN = {"words": "*:*", "before": 1, "after": 1, "model": "a/0"}
"""Values for the params that have no default."""


@pytest.fixture
def answer(graph: Driver) -> Answer:
    """Asks the test's own graph a saved query."""

    def ask(name: str, /, **params: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in cypher.run(graph, cypher.get(name), params, timeout=SECONDS).rows]

    return ask


@pytest.mark.parametrize("query", EXPLORE, ids=lambda query: query.name)
def test_an_explore_query_never_enumerates_paths(query: cypher.Query, graph: Driver) -> None:
    params = query.values(given(query))
    plan = plan_of(graph, query.text, params)
    assert [operator for operator in _operators(plan) if operator.startswith(FORBIDDEN)] == []


def given(query: cypher.Query) -> dict[str, Any]:
    return {param.name: GIVEN[param.name] for param in query.params if param.required}


def _operators(plan: Any) -> Any:
    yield plan["operatorType"]
    for child in plan.get("children", []):
        yield from _operators(child)


@pytest.mark.parametrize("query", EXPLORE, ids=lambda query: query.name)
def test_a_limit_of_an_explore_query_is_held_and_0_is_all(query: cypher.Query, sample_graph: Driver) -> None:
    def rows(limit: int) -> list[list[Any]]:
        return list(cypher.run(sample_graph, query, given(query) | ({"limit": limit} if limited else {})).rows)

    limited = any(param.name == "limit" for param in query.params)
    assert rows(2) == (rows(0)[:2] if limited else rows(0))


def test_every_explore_query_answers_where_paths_are_beyond_number(load_records: Load, answer: Answer) -> None:
    rungs = 40
    ladder = [
        hub_model(
            f"{side}/{rung}", *(f"{below}/{rung - 1}" for below in "ab"), cardData={"datasets": ["d/data"]}, gated=False
        )
        for rung in range(1, rungs)
        for side in "ab"
    ]
    feet = [hub_model("a/0", gated=True, createdAt="2024-01-01T00:00:00Z"), hub_model("b/0", f"a/{rungs - 1}")]
    load_records(*ladder, *feet, hub_model("x/gone"), whole=True)
    load_records(*ladder, *feet[1:], whole=True)
    told = {query.name: answer(query.name, **given(query)) for query in EXPLORE}
    assert told["largest-families"][0] == ("a/0", 2 * rungs - 1, 2, "a")
    assert told["dataset-reach"] == [("d/data", 2 * rungs - 2, 1)]
    assert len(told["derived-from-gone"]) == 2 * rungs - 1
    assert {row[:2] for row in told["cycles"]} == {(1, 2 * rungs - 2)}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_counted_over_a_lineage_is_what_a_graph_library_counts(
    load_records: Load, answer: Answer, seed: int
) -> None:
    chance = random.Random(seed)
    ids = [f"{publisher}/{number}" for number, publisher in enumerate(chance.choices("abcde", k=50))]
    parents = {id: chance.sample([each for each in ids if each != id], chance.choice([0, 0, 1, 1, 2])) for id in ids}
    datasets = {id: chance.sample(["d/one", "d/two", "d/three"], chance.choice([0, 0, 0, 1, 2])) for id in ids}
    load_records(*(hub_model(id, *parents[id], cardData={"datasets": datasets[id]}) for id in ids))

    library = networkx.DiGraph()
    library.add_nodes_from(ids)
    library.add_edges_from((child, parent) for child in ids for parent in parents[child])
    ancestors = {id: networkx.descendants(library, id) for id in ids}
    descendants = {id: networkx.ancestors(library, id) for id in ids}

    knots = {frozenset(knot) for knot in networkx.strongly_connected_components(library) if len(knot) > 1}
    told = answer("cycles", limit=0)
    assert {frozenset(row[2] for row in told if row[0] == cycle) for cycle in {row[0] for row in told}} == knots
    assert {(row[2], row[3]) for row in told} == {
        edge for edge in library.edges for knot in knots if knot.issuperset(edge)
    }

    others = {id: {each.split("/")[0] for each in descendants[id]} - {id.split("/")[0]} for id in ids}
    assert {row[:3] for row in answer("across-publishers", limit=0)} == {
        (id, len(others[id]), len(descendants[id])) for id in ids if others[id]
    }

    reached = {
        publisher: {id for id in ids if id[0] != publisher and any(each[0] == publisher for each in ancestors[id])}
        for publisher in "abcde"
    }
    assert {(row[0], row[3]) for row in answer("publisher-reach")} == {
        (publisher, len(models)) for publisher, models in reached.items() if models
    }

    holding = {
        dataset: {id for id in ids if any(dataset in datasets[each] for each in {id} | ancestors[id])}
        for dataset in ("d/one", "d/two", "d/three")
    }
    named = {dataset: [id for id in ids if dataset in datasets[id]] for dataset in holding}
    assert set(answer("dataset-reach")) == {
        (dataset, len(named[dataset]), len(models) - len(named[dataset]))
        for dataset, models in holding.items()
        if models
    }

    farthest = {id: max(networkx.single_source_shortest_path_length(library, id).values()) for id in ids}
    assert {row[:2] for row in answer("longest-lines", least=3, limit=0)} == {
        (id, distance) for id, distance in farthest.items() if distance >= 3
    }


def test_a_cycle_is_listed_once_round_from_its_first_name(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("b/two", "c/three", relation="merge"),
        hub_model("c/three", "a/one", "o/outside"),
        hub_model("a/one", "b/two"),
        hub_model("x/of-it", "a/one"),
        hub_model("y/one", "y/two"),
        hub_model("y/two", "y/one"),
    )
    assert answer("cycles") == [
        (1, 3, "a/one", "b/two", "finetune", ["tag"]),
        (1, 3, "b/two", "c/three", "merge", ["tag"]),
        (1, 3, "c/three", "a/one", "finetune", ["tag"]),
        (2, 2, "y/one", "y/two", "finetune", ["tag"]),
        (2, 2, "y/two", "y/one", "finetune", ["tag"]),
    ]


def test_what_derives_from_a_model_that_is_gone_is_found_and_what_it_leaves_behind(
    load_records: Load, answer: Answer
) -> None:
    base, dead = hub_model("g/base"), hub_model("h/dead", "g/base")
    staying = [
        hub_model("a/adapter", "g/base", relation="adapter", downloads=5),
        hub_model("a/unseen", "u/never", relation="adapter", downloads=9),
        hub_model("b/near", "g/base", downloads=70),
        hub_model("b/far", "h/dead", "b/near", relation="quantized"),
        hub_model("c/apart"),
    ]
    load_records(base, dead, *staying, whole=True)
    load_records(*staying, whole=True)
    assert answer("derived-from-gone") == [
        ("g/base", "b/near", 1, 70),
        ("g/base", "a/adapter", 1, 5),
        ("h/dead", "b/far", 1, None),
        ("g/base", "b/far", 2, None),
    ]
    assert answer("derived-from-gone", publisher="h") == [("h/dead", "b/far", 1, None)]
    assert answer("derived-from-gone", relation=["adapter"]) == [("g/base", "a/adapter", 1, 5)]
    assert answer("missing-parents") == [
        ("g/base", "gone", 3, 4, None),
        ("h/dead", "gone", 1, 1, None),
        ("u/never", "unseen", 1, 1, None),
    ]
    assert answer("missing-parents", publisher="u") == [("u/never", "unseen", 1, 1, None)]
    assert answer("adapters-without-base") == [
        ("a/unseen", "u/never", "unseen", 9),
        ("a/adapter", "g/base", "gone", 5),
    ]


def test_an_old_name_leads_to_its_model_and_says_who_still_uses_it(load_records: Load, answer: Answer) -> None:
    moved, other = {"_id": oid(1), "id": "old/name"}, {"_id": oid(2), "id": "old/other"}
    child = {"id": "c/child", "cardData": {"base_model": ["old/name", "old/other"]}, "tags": []}
    load_records(moved, other, child, whole=True)
    taken = {"_id": oid(3, "2025-01-01T00:00:00Z"), "id": "old/other", "createdAt": "2025-01-01T00:00:00Z"}
    load_records(moved | {"id": "new/name"}, taken, child, whole=True)
    assert answer("old-names") == [
        ("old/name", "new/name", "listed", False, 1),
        ("old/other", f"old/other@{oid(2)}", "gone", True, 0),
    ]
    assert answer("old-names", name="old/name") == [("old/name", "new/name", "listed", False, 1)]
    assert answer("old-names", publisher="new") == []
    assert ("old/name", "new/name", "old name", ["card"], 1) in answer("other-spellings")


def test_a_name_in_another_case_is_counted_by_those_who_write_it(load_records: Load, answer: Answer) -> None:
    load_records(
        {"id": "p/Parent"},
        hub_model("a/one", "P/parent"),
        {"id": "a/two", "cardData": {"base_model": "P/parent"}, "tags": ["base_model:p/PARENT"]},
    )
    assert answer("other-spellings") == [
        ("P/parent", "p/Parent", "case", ["card", "tag"], 2),
        ("p/PARENT", "p/Parent", "case", ["tag"], 1),
    ]


def test_what_a_publisher_took_back_or_calls_otherwise_is_remembered(load_records: Load, answer: Answer) -> None:
    load_records(hub_model("a/child", "b/one", "b/two"), hub_model("c/child", "b/one"), hub_model("c/same", "b/one"))
    load_records(hub_model("a/child", "b/one", relation="merge"), hub_model("c/child"), hub_model("c/same", "b/one"))
    assert answer("withdrawn-parents") == [
        ("c/child", "b/one", "finetune", ["tag"], 2, 0),
        ("a/child", "b/two", "finetune", ["tag"], 2, 1),
    ]
    assert answer("relabelled") == [("a/child", "b/one", "merge", ["finetune"], 2)]
    assert answer("relabelled", publisher="c") == []


def test_a_quantization_of_a_quantization_is_shown_with_what_both_come_from(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("q/twice", "q/once", relation="quantized", downloads=3),
        hub_model("q/once", "p/plain", relation="quantized"),
        hub_model("f/tuned", "q/once"),
    )
    assert answer("requantized") == [("q/twice", "q/once", "p/plain", 3)]


def test_a_gated_model_is_listed_with_what_derives_from_it_and_is_open(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("g/gated", gated="manual"),
        hub_model("a/open", "g/gated", gated=False, downloads=1),
        hub_model("a/gated", "g/gated", gated="auto"),
        hub_model("a/unknown", "g/gated"),
        hub_model("b/open", "a/gated", relation="quantized", gated=False, downloads=8),
    )
    assert answer("ungated-derivatives") == [("g/gated", 2, 4, "b/open", 2), ("a/gated", 1, 1, "b/open", 1)]
    assert answer("ungated-derivatives", relation=["finetune"]) == [("g/gated", 1, 4, "a/open", 1)]


def test_a_licence_is_compared_as_it_is_declared_and_no_licence_is_no_other_licence(
    load_records: Load, answer: Answer
) -> None:
    def under(id: str, license: list[str], *parents: str, downloads: int = 0) -> dict[str, Any]:
        return {"id": id, "cardData": {"license": license, "base_model": list(parents)}, "downloads": downloads}

    load_records(
        under("p/strict", ["cc-by-nc-4.0"]),
        under("p/free", ["mit"]),
        under("a/loosened", ["apache-2.0", "mit"], "p/strict", downloads=2),
        under("a/half", ["apache-2.0", "other"], "p/strict", downloads=1),
        under("a/free", ["apache-2.0"], "p/free", downloads=3),
        under("a/same", ["mit"], "p/free"),
        under("a/silent", [], "p/strict"),
    )
    loosened = ("a/loosened", "p/strict", "unknown", "apache-2.0, mit", "cc-by-nc-4.0", 2)
    assert answer("licence-changes") == [
        ("a/free", "p/free", "unknown", "apache-2.0", "mit", 3),
        loosened,
        ("a/half", "p/strict", "unknown", "apache-2.0, other", "cc-by-nc-4.0", 1),
    ]
    assert answer("licence-changes", loosened=True) == [loosened]
    assert [row[0] for row in answer("licence-changes", loosened=True, permissive=["apache-2.0"])] == ["a/free"]


def test_what_a_load_did_not_follow_is_listed(load_records: Load, answer: Answer) -> None:
    records = hub_model("a/followed", "p/root"), hub_model("a/child", "a/followed", "x/never")
    load_records(*records, notes=Notes(frontier=["a/child", "a/followed", "x/never"]))
    assert answer("families-in-part") == [
        ("a/followed", "its children", 1, 1, None),
        ("x/never", "the model itself", 1, 1, None),
        ("a/child", "its children", 0, 0, None),
    ]
    load_records(*records, whole=True)
    assert answer("families-in-part") == []


def test_every_load_is_listed_with_what_it_did(load_records: Load, answer: Answer, rows: Rows) -> None:
    load_records(hub_model("a/one"), hub_model("a/two"), source="first", whole=True)
    load_records(hub_model("a/one", likes=1), {"id": 7}, source="second", whole=True)
    told = [(*row[:3], row[5], *row[7:]) for row in answer("loads")]
    assert told == [
        (2, "second", "whole Hub", True, 0, 1, 0, 1, 0, 1),
        (1, "first", "whole Hub", True, 2, 0, 0, 0, 0, 0),
    ]
    assert all(began <= ended for _, _, _, began, ended, *_ in answer("loads"))
    rows("MATCH (load:Load {number: 2}) SET load.complete = false")
    assert [row[0] for row in answer("loads", unfinished=True)] == [2]


def test_publishers_are_counted_by_what_the_hub_says_they_are(
    load_records: Load, answer: Answer, graph: Driver
) -> None:
    load_records(
        hub_model("lab/base", cardData={"datasets": ["lab/data"]}), hub_model("ann/child", "lab/base", "u/never")
    )
    kinds = [["lab", "Organization"], ["ann", "Person"]]
    graph.execute_query(cypher.get("publisher-kinds").text, kinds=kinds)
    assert answer("who-publishes") == [
        ("organisation", 1, 1, 1, 0, 1),
        ("person", 1, 1, 0, 1, 0),
        (None, 1, 0, 0, 0, 0),
    ]
    assert answer("publisher-reach") == [("lab", "organisation", 1, 1), ("u", None, 0, 1)]
    assert answer("publisher-reach", publisher="u") == [("u", None, 0, 1)]


def test_a_model_older_than_its_parent_is_listed_by_how_much(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("p/parent", createdAt="2024-03-01T12:00:00Z"),
        hub_model("a/day", "p/parent", createdAt="2024-02-29T06:00:00Z"),
        hub_model("a/year", "p/parent", createdAt="2023-03-01T12:00:00Z"),
        hub_model("a/same", "p/parent", createdAt="2024-03-01T12:00:00Z"),
        hub_model("a/undated", "p/parent"),
    )
    assert [(row[0], row[1], row[5]) for row in answer("older-than-parents")] == [
        ("a/year", "p/parent", 366.0),
        ("a/day", "p/parent", 1.3),
    ]
    assert [row[0] for row in answer("older-than-parents", least=2)] == ["a/year"]


def test_a_declaration_that_a_size_a_name_or_a_date_contradicts_is_doubted(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("lab/big-9b", createdAt="2024-03-01T12:00:00Z", safetensors={"total": 9_000_000_000}),
        hub_model("lab/big-9b-chat", "lab/big-9b", createdAt="2024-03-02T12:00:00Z"),
        hub_model("lab/small-1b", createdAt="2024-03-01T12:00:00Z", safetensors={"total": 1_000_000_000}),
        hub_model("a/old", "lab/small-1b", createdAt="2023-03-01T12:00:00Z"),
        hub_model("b/grown", "lab/small-1b", createdAt="2024-05-01T12:00:00Z", safetensors={"total": 3_000_000_000}),
        hub_model("c/big-9b-GGUF", "lab/small-1b", createdAt="2024-05-01T12:00:00Z"),
        hub_model("d/big-9b-chat-GGUF", "lab/big-9b", createdAt="2024-05-01T12:00:00Z"),
        hub_model("e/big-9b-AWQ", "lab/big-9b", createdAt="2024-05-01T12:00:00Z"),
    )
    assert [(row[0], row[1], row[3], row[4]) for row in answer("doubts")] == [
        ("b/grown", "lab/small-1b", "it has more parameters than the parent", None),
        ("c/big-9b-GGUF", "lab/small-1b", "the name tells another parent", "lab/big-9b"),
        ("a/old", "lab/small-1b", "it is older than the parent", None),
        ("d/big-9b-chat-GGUF", "lab/big-9b", "the name tells a nearer parent", "lab/big-9b-chat"),
    ]


def test_a_model_that_names_no_origin_is_listed_if_it_is_used(load_records: Load, answer: Answer) -> None:
    load_records(
        hub_model("a/unknown", downloads=5_000),
        hub_model("a/child", "a/unknown", downloads=9_000),
        hub_model("a/trained", cardData={"datasets": ["d/data"]}, downloads=9_000),
        hub_model("a/unused", downloads=10),
    )
    assert answer("no-origin-stated") == [("a/unknown", 5_000, 1, 1, "a")]
    assert answer("no-origin-stated", least=0) == [("a/unknown", 5_000, 1, 1, "a"), ("a/unused", 10, 0, 0, "a")]


def test_a_model_counts_its_parents_by_the_kinds_of_derivation_asked_for(load_records: Load, answer: Answer) -> None:
    load_records(
        {"id": "a/mixed", "tags": ["base_model:merge:p/one", "base_model:merge:p/two", "base_model:p/three"]},
        hub_model("a/merged", "p/one", "p/two", relation="merge", downloads=4),
        hub_model("a/tuned", "p/one"),
    )
    assert answer("most-parents") == [
        ("a/mixed", 3, ["merge", "unknown"], None, "a"),
        ("a/merged", 2, ["merge"], 4, "a"),
    ]
    assert [row[:3] for row in answer("most-parents", relation=["merge"])] == [
        ("a/merged", 2, ["merge"]),
        ("a/mixed", 2, ["merge"]),
    ]
