"""Every walk, path and relationship is that of a graph library, on graphs of any shape, cycles included."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import networkx
import pytest
from factory import load_hub_models
from neo4j import Driver

import cypher
from ground.vocabulary import ALL_RELATIONS

KINDS = ("finetune", "adapter", "merge", "quantized")
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module", params=range(3))
def library(request: pytest.FixtureRequest, driver: Driver, held: list[str]) -> networkx.DiGraph:
    """A random graph from child to parent, which the database holds too; the edges know their relation."""
    chance = random.Random(request.param)
    ids = [f"m/{number:02}" for number in range(45)]
    made = networkx.DiGraph()
    made.add_nodes_from(ids)
    for child in ids:
        for parent in chance.sample(ids, chance.choice([0, 1, 1, 1, 2, 3])):
            # Most go back to older models; now and then one names a younger one, which makes cycles.
            if parent != child and (parent < child or chance.random() < 0.12):
                made.add_edge(child, parent, relation=chance.choice(KINDS))
    records = [
        {
            "id": id,
            "downloads": chance.randrange(5),
            "tags": [f"base_model:{edge['relation']}:{parent}" for parent, edge in made[id].items()]
            + [f"dataset:d/{number}" for number in range(3) if chance.random() < 0.1],
        }
        for id in ids
    ]
    driver.execute_query("MATCH (n) DETACH DELETE n")
    held[:] = ["random"]
    load_hub_models(driver, *records, source="random")
    for item in records:
        made.nodes[item["id"]]["datasets"] = {tag[8:] for tag in item["tags"] if tag.startswith("dataset:")}
    return made


@pytest.fixture
def ask(driver: Driver) -> Ask:
    """The rows of a saved query, fetched one by one and in batches, which must be the same."""

    def rows(name: str, **params: Any) -> list[dict[str, Any]]:
        one_by_one, in_batches = (
            list(cypher.run(driver, cypher.get(name), params, batched=batched).records()) for batched in (False, True)
        )
        if name != "path" and name != "any-direction":
            assert one_by_one == in_batches
        return in_batches

    return rows


def narrowed(library: networkx.DiGraph, relation: list[str], avoid: tuple[str, ...] = ()) -> networkx.DiGraph:
    """The part of the graph that filters leave."""
    made = networkx.DiGraph()
    made.add_nodes_from(id for id in library if id not in avoid)
    edges = ((c, p, edge) for c, p, edge in library.edges(data=True) if edge["relation"] in relation)
    made.add_edges_from((c, p, edge) for c, p, edge in edges if not {c, p} & set(avoid))
    return made


FILTERS = [list(ALL_RELATIONS), ["finetune", "merge"]]


def nearest(library: networkx.DiGraph, models: list[str]) -> dict[str, int]:
    """The fewest hops from any of the models to each that can be reached from one of them; not from itself."""
    found: dict[str, int] = {}
    for model in models:
        for id, hops in networkx.single_source_shortest_path_length(library, model).items():
            if id != model:
                found[id] = min(found.get(id, hops), hops)
    return found


@pytest.mark.parametrize("relation", FILTERS, ids=len)
@pytest.mark.parametrize("models", [["m/44"], ["m/00"], ["m/30", "m/41", "m/07"]], ids=len)
def test_ancestors_and_descendants(library: networkx.DiGraph, ask: Ask, models: list[str], relation: list[str]) -> None:
    up = narrowed(library, relation)
    for kind, walked in (("ancestors", up), ("descendants", up.reverse())):
        expected = nearest(walked, models)
        rows = ask(kind, models=models, relation=relation)
        assert {row["model"]: row["distance"] for row in rows} == expected
        assert len(rows) == len(expected)
        for row in rows:
            reached = {walked.edges[near, row["model"]]["relation"] for near in walked.predecessors(row["model"])}
            last = {
                walked.edges[near, row["model"]]["relation"]
                for near in walked.predecessors(row["model"])
                for start in models
                if start != row["model"]
                and networkx.has_path(walked, start, near)
                and networkx.shortest_path_length(walked, start, near) == row["distance"] - 1
            }
            assert set(row["relation"]) == last <= reached
            assert row["descendants"] == len(networkx.ancestors(library, row["model"]))
        order = [(-row["descendants"], -library_downloads(row), row["model"]) for row in rows]
        assert order == sorted(order)
        within = {model for model, hops in expected.items() if hops <= 2}
        assert {row["model"] for row in ask(kind, models=models, relation=relation, depth=2)} == within
        assert ask(f"count-{kind}", models=models, relation=relation) == [{"count": len(expected)}]
        assert ask(kind, models=models, relation=relation, limit=3) == rows[:3]
    ids = ask("descendant-ids", models=models, relation=relation)
    assert sorted(row["model"] for row in ids) == sorted(nearest(up.reverse(), models))


def library_downloads(row: dict[str, Any]) -> int:
    return -1 if row["downloads"] is None else int(row["downloads"])


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_roots_and_siblings(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    up = narrowed(library, relation)
    for model in library:
        distances = networkx.single_source_shortest_path_length(up, model)
        expected = {id: hops for id, hops in distances.items() if not up.out_degree(id)}
        assert {row["model"]: row["distance"] for row in ask("roots", models=[model], relation=relation)} == expected
        shared: dict[str, set[str]] = {}
        for parent in up[model]:
            for sibling in up.predecessors(parent):
                if sibling != model:
                    shared.setdefault(sibling, set()).add(parent)
        rows = ask("siblings", model=model, relation=relation)
        assert {row["model"]: set(row["sharedParents"]) for row in rows} == shared
        for row in rows:
            assert set(row["relation"]) == {
                up.edges[row["model"], parent]["relation"] for parent in shared[row["model"]]
            }


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_common_ancestors(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    up = narrowed(library, relation)
    chance = random.Random(9)
    for size in [2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4]:
        models = chance.sample(sorted(id for id in library if library.out_degree(id)), size)
        shared = set.intersection(*(networkx.descendants(up, model) - {model} for model in models))
        farther = {
            far
            for far in shared
            for near in shared
            if networkx.has_path(up, near, far) and not networkx.has_path(up, far, near)
        }
        rows = ask("common-ancestors", models=models, relation=relation, all=True)
        assert {row["model"]: row["nearest"] for row in rows} == {id: id not in farther for id in shared}
        for row in rows:
            hops = [networkx.shortest_path_length(up, model, row["model"]) for model in models]
            assert row["distances"] == hops
        nearest_ones = ask("common-ancestors", models=models, relation=relation)
        assert nearest_ones == [row for row in rows if row["nearest"]]


def pairs(library: networkx.DiGraph, number: int) -> list[tuple[str, str]]:
    chance = random.Random(number)
    return [tuple(chance.sample(sorted(library), 2)) for _ in range(number)]  # type: ignore[misc]


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_paths(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    for child, parent in pairs(library, 60):
        avoid = ["m/03"] if "m/03" not in (child, parent) else []
        up = narrowed(library, relation, tuple(avoid))
        simple = sorted(networkx.all_simple_paths(up, child, parent), key=len)
        for number in (1, 3):
            rows = ask("path", child=child, parent=parent, relation=relation, avoid=avoid, shortest=number)
            found = paths(rows, child)
            assert all(path in simple for path in found)
            assert [len(path) for path in found] == [len(path) for path in simple[:number]]
            assert len({tuple(path) for path in found}) == len(found)
            assert all(row["several"] == (len(simple) > number) for row in rows)
            assert all(row["relation"] == up.edges[row["child"], row["parent"]]["relation"] for row in rows)
        short = ask("path", child=child, parent=parent, relation=relation, avoid=avoid, depth=2)
        assert bool(short) == bool(simple and len(simple[0]) <= 3)


def paths(rows: list[dict[str, Any]], start: str) -> list[list[str]]:
    """The models that each path passes, from its start on."""
    found: dict[int, list[str]] = {}
    for row in rows:
        path = found.setdefault(row["path"], [start])
        path.append(row["parent"] if row["child"] == path[-1] else row["child"])
    return list(found.values())


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_paths_in_any_direction(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    around = narrowed(library, relation).to_undirected()
    for model, other in pairs(library, 40):
        rows = ask("any-direction", model=model, other=other, relation=relation)
        if not networkx.has_path(around, model, other):
            assert rows == []
            continue
        (path,) = paths(rows, model)
        assert (path[0], path[-1]) == (model, other)
        assert all(around.has_edge(*hop) for hop in pairwise(path))
        assert len(path) == networkx.shortest_path_length(around, model, other) + 1


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_all_paths_as_a_graph(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    for child, parent in pairs(library, 60):
        avoid = ["m/03"] if "m/03" not in (child, parent) else []
        up = narrowed(library, relation, tuple(avoid))
        start = networkx.single_source_shortest_path_length(up, child)
        end = networkx.single_source_shortest_path_length(up.reverse(), parent)
        expected = {(c, p): start[c] + 1 + end[p] for c, p in up.edges if c in start and p in end and c in end}
        expected = expected if parent in start else {}
        rows = ask("all-paths", child=child, parent=parent, relation=relation, avoid=avoid)
        assert {(row["child"], row["parent"]): row["hops"] for row in rows} == expected
        assert len(rows) == len(expected)
        near = ask("all-paths", child=child, parent=parent, relation=relation, avoid=avoid, depth=4)
        assert {(row["child"], row["parent"]) for row in near} == {edge for edge, hops in expected.items() if hops <= 4}


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_how_two_models_are_related(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    up = narrowed(library, relation)
    down = up.reverse()
    for model, other in pairs(library, 60):
        ways = {
            row["kind"]: (row["distance"], row["otherDistance"])
            for row in ask("relation", model=model, other=other, relation=relation)
        }
        if networkx.has_path(up, model, other) or networkx.has_path(up, other, model):
            expected = {}
            if networkx.has_path(up, model, other):
                expected["derives from"] = (networkx.shortest_path_length(up, model, other), 0)
            if networkx.has_path(up, other, model):
                expected["is derived from"] = (0, networkx.shortest_path_length(up, other, model))
            assert ways == expected
            continue
        for kind, walked in (("shares an ancestor", up), ("shares a descendant", down)):
            one, two = (networkx.single_source_shortest_path_length(walked, each) for each in (model, other))
            fewest = min((one[id] + two[id] for id in one.keys() & two.keys()), default=None)
            assert (sum(ways[kind]) if kind in ways else None) == fewest


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_what_a_dataset_reached(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    down = narrowed(library, relation).reverse()
    for dataset in {name for id in library for name in library.nodes[id]["datasets"]}:
        trained = [id for id in library if dataset in library.nodes[id]["datasets"]]
        expected = nearest(down, trained) | dict.fromkeys(trained, 0)
        rows = ask("dataset", dataset=dataset, relation=relation)
        assert {row["model"]: row["distance"] for row in rows} == expected
        assert ask("count-dataset", dataset=dataset, relation=relation, depth=0) == [{"count": len(expected)}]
        assert {row["model"] for row in rows if row["witnesses"]} == set(trained)


@pytest.mark.parametrize("relation", FILTERS, ids=len)
def test_parents_and_children(library: networkx.DiGraph, ask: Ask, relation: list[str]) -> None:
    up = narrowed(library, relation)
    every = sorted(library)
    for kind, walked in (("ancestors", up), ("descendants", up.reverse())):
        rows = ask(f"direct-{kind}", models=every, relation=relation)
        assert {(row["child"], row["parent"], row["relation"]) for row in rows} == {
            (child, parent, edge["relation"]) for child, parent, edge in up.edges(data=True)
        }
        for row in rows:
            here, there = (row["child"], row["parent"]) if kind == "ancestors" else (row["parent"], row["child"])
            assert (row["all"], row["next"]) == (walked.out_degree(here), walked.out_degree(there))
        first = [
            row["parent" if kind == "descendants" else "child"]
            for row in ask(f"direct-{kind}", models=every, relation=relation, each=1)
        ]
        assert sorted(first) == [id for id in every if walked.out_degree(id)]


def test_a_model_is_shown_with_all_that_is_next_to_it(library: networkx.DiGraph, ask: Ask) -> None:
    for model in library:
        (row,) = ask("show", model=model)
        assert {parent["model"]: parent["relation"] for parent in row["parents"]} == {
            parent: edge["relation"] for parent, edge in library[model].items()
        }
        assert row["ancestors"] == len(networkx.descendants(library, model))
        assert row["descendants"] == len(networkx.ancestors(library, model))
        assert row["childCount"] == library.in_degree(model)
        assert {child["model"] for child in row["children"]} <= set(library.predecessors(model))
        assert len(row["children"]) == min(row["childCount"], 10)
        assert {item["dataset"] for item in row["datasets"]} == library.nodes[model]["datasets"]
