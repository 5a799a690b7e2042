"""What a picture begins with: few models, all of them related by what is drawn, and the right count of the others."""

from __future__ import annotations

import random
from collections.abc import Callable

import networkx
import pytest
from factory import hub_model
from neo4j import Driver

from answers.neighbourhood import SIZE, Filters, Neighbourhood, Unfolded, neighbourhood
from cypher import Database
from loader.report import Report

Load = Callable[..., Report]
RELATIONS = ("finetune", "adapter", "merge", "quantized")


@pytest.fixture
def database(driver: Driver) -> Database:
    return Database(driver)


def drawn(found: Neighbourhood) -> networkx.DiGraph:
    made = networkx.DiGraph([(edge["child"], edge["parent"]) for edge in found.graph.edges])
    made.add_nodes_from(node["id"] for node in found.graph.nodes)
    return made


@pytest.mark.parametrize("seed", range(2))
def test_few_models_related_by_what_is_drawn_and_the_count_of_the_others(
    database: Database, load_records: Load, seed: int
) -> None:
    chance = random.Random(seed)
    ids = [f"a/{number}" for number in range(90)]
    edges = {id: chance.sample([each for each in ids if each != id], chance.choice([0, 1, 1, 2])) for id in ids}
    load_records(*(hub_model(id, *parents, relation=chance.choice(RELATIONS)) for id, parents in edges.items()))
    whole = networkx.DiGraph([(child, parent) for child, parents in edges.items() for parent in parents])
    for id in chance.sample(sorted(whole), 5):
        found = neighbourhood(database, id, Filters())
        picture = drawn(found)
        family = {id} | networkx.descendants(whole, id) | networkx.ancestors(whole, id)
        assert len(picture) == min(SIZE, len(family))
        assert set(picture) <= family
        near = {id} | networkx.descendants(picture, id) | networkx.ancestors(picture, id)
        assert set(picture) == near
        for each in picture:
            hidden = found.hidden.get(each, {})
            assert hidden.get("above", 0) == whole.out_degree(each) - picture.out_degree(each)
            assert hidden.get("below", 0) == whole.in_degree(each) - picture.in_degree(each)


def test_a_branch_unfolds_by_as_many_as_are_asked_for(database: Database, load_records: Load) -> None:
    load_records(hub_model("a/hub"), *(hub_model(f"b/{number}", "a/hub") for number in range(100)))
    assert neighbourhood(database, "a/hub", Filters()).hidden == {"a/hub": {"below": 100 - SIZE + 1}}
    more = neighbourhood(database, "a/hub", Filters(), [Unfolded("below", 60, "a/hub")])
    assert more.hidden == {"a/hub": {"below": 40}}
    assert neighbourhood(database, "a/hub", Filters(), [Unfolded("below", 300, "a/hub")]).hidden == {}


def test_the_most_important_come_first(database: Database, load_records: Load) -> None:
    parents = [hub_model(f"b/{number}", "a/hub") for number in range(60)]
    load_records(hub_model("a/hub"), *parents, *(hub_model(f"c/{number}", "b/59") for number in range(3)))
    assert "b/59" in drawn(neighbourhood(database, "a/hub", Filters(), size=5))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(relation=["quantized"]), {"a/base", "a/copy"}),
        (Filters(depth=1), {"a/base", "a/copy", "a/tuned"}),
        (Filters(), {"a/base", "a/copy", "a/tuned", "a/far"}),
        (Filters(states=["gone"]), {"a/base"}),
        (Filters(kinds=["person"]), {"a/base"}),
    ],
)
def test_filters_leave_out_what_they_say(
    database: Database, load_records: Load, filters: Filters, expected: set[str]
) -> None:
    load_records(
        hub_model("a/base"),
        hub_model("a/copy", "a/base", relation="quantized"),
        hub_model("a/tuned", "a/base"),
        hub_model("a/far", "a/tuned"),
    )
    assert set(drawn(neighbourhood(database, "a/base", filters))) == expected


def test_datasets_and_withdrawn_derivations_are_drawn_where_asked_for(database: Database, load_records: Load) -> None:
    child = {"id": "a/child", "cardData": {"datasets": ["d/data"]}}
    load_records(hub_model("a/base"), child | {"tags": ["base_model:a/base"]})
    load_records(child | {"tags": [], "sha": "later"})
    assert set(drawn(neighbourhood(database, "a/base", Filters()))) == {"a/base"}
    found = neighbourhood(database, "a/base", Filters(datasets=True, former=True))
    assert {(edge["child"], edge["parent"], edge.get("state")) for edge in found.graph.edges} == {
        ("a/child", "a/base", "withdrawn"),
        ("a/child", "d/data", None),
    }
