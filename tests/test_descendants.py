"""Every model knows how many derive from it, and a derivation what relation it had before."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import networkx
import pytest
from factory import hub_model

from loader.report import Report

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

COUNTED = "MATCH (m:Model) WHERE m.descendants IS NOT NULL RETURN m.id, m.descendants"


@pytest.mark.parametrize("seed", range(3))
def test_the_count_of_descendants_is_that_of_a_graph_library(load_records: Load, rows: Rows, seed: int) -> None:
    chance = random.Random(seed)
    ids = [f"a/{number}" for number in range(60)]
    for _ in range(3):
        # Any model may name any: there are cycles, and what was named before may be named no more.
        edges = {id: chance.sample([each for each in ids if each != id], chance.choice([0, 0, 1, 1, 2])) for id in ids}
        load_records(*(hub_model(id, *parents) for id, parents in edges.items()))
        library = networkx.DiGraph([(child, parent) for child, parents in edges.items() for parent in parents])
        library.add_nodes_from(ids)
        assert dict(rows(COUNTED)) == {id: len(networkx.ancestors(library, id)) for id in library}


def test_a_load_that_completes_a_broken_one_counts_anew(load_records: Load, rows: Rows) -> None:
    load_records(hub_model("a/child", "a/parent"))
    rows("MATCH (l:Load) SET l.complete = false WITH l MATCH (m:Model) SET m.descendants = 7")
    assert load_records(hub_model("a/child", "a/parent")).changes == 0
    assert dict(rows(COUNTED)) == {"a/parent": 1, "a/child": 0}


def test_a_relation_that_changes_is_kept_as_former(load_records: Load, rows: Rows) -> None:
    history = "MATCH ()-[d:DERIVED_FROM]->() RETURN d.relation, d.formerRelations, d.relationChanges"
    load_records(hub_model("a/child", "a/parent"))
    assert rows(history) == [("finetune", None, None)]
    load_records(hub_model("a/child", "a/parent", relation="quantized"))
    load_records(hub_model("a/child", "a/parent", relation="quantized") | {"likes": 3})
    load_records(hub_model("a/child"))
    load_records(hub_model("a/child", "a/parent", relation="merge"))
    assert rows(history) == [("merge", ["finetune", "quantized"], [2, 5])]
