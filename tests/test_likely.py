"""Likely derivations: what the names of models tell of their parents, kept apart from what is declared."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from factory import base_models, load_hub_models
from hub_ids import id_of
from neo4j import Driver

from cypher import Database
from loader.digest import digest
from loader.erase import erase
from loader.report import Report

Load = Callable[..., Report]
Rows = Callable[..., list[tuple[Any, ...]]]

LIKELY = """
MATCH (child)-[likely:LIKELY_DERIVED_FROM]->(parent)
RETURN child.id, parent.id, likely.relation, likely.witnesses, likely.evidence, likely.alternatives ORDER BY child.id
"""
SUPPORTED = """
MATCH (child)-[derivation:DERIVED_FROM]->(parent)
RETURN child.id, parent.id, derivation.supportedBy, derivation.evidence ORDER BY child.id
"""


def model(id: str, day: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": id, "createdAt": f"2025-01-{day:02}T00:00:00Z", **fields}


def declaring(id: str, parent: str, day: int = 9) -> dict[str, Any]:
    return model(id, day, baseModels=base_models(parent))


ORIGIN = model("microsoft/Phi-3-mini-4k-instruct")
COPY = model("unsloth/Phi-3-mini-4k-instruct-bnb-4bit", 2)
CHILDREN = [declaring(f"user{number}/tune", COPY["id"]) for number in range(3)]
FAMILY = [ORIGIN, COPY, *CHILDREN]
TOLD = (
    *(COPY["id"], ORIGIN["id"], "quantized", ["name"]),
    *(["name: quantized: format in the name: bnb, 4bit"], []),
)


def test_a_copy_that_declares_nothing_has_its_likely_origin(load_records: Load, rows: Rows) -> None:
    load_records(*FAMILY)
    assert rows(LIKELY) == [TOLD]
    assert rows("MATCH (:Model {id: $id})-[d:DERIVED_FROM]->() RETURN d", id=COPY["id"]) == []
    assert rows("MATCH (m:Unchecked) RETURN m.id") == []


def test_the_order_of_loads_does_not_matter(graph: Driver) -> None:
    digests = set()
    for order in permutations([ORIGIN, COPY, CHILDREN[0]]):
        graph.execute_query("MATCH (n) DETACH DELETE n")
        for each in order:
            load_hub_models(graph, each)
        digests.add(digest(Database(graph)))
    assert len(digests) == 1


def test_a_second_load_of_the_same_writes_nothing(load_records: Load, graph: Driver) -> None:
    load_records(*FAMILY)
    before = digest(Database(graph))
    assert load_records(*FAMILY).changes == 0
    assert digest(Database(graph)) == before


def test_what_is_declared_later_takes_the_likely_derivation_over_with_its_history(
    load_records: Load, rows: Rows
) -> None:
    load_records(ORIGIN, COPY)
    load_records(declaring(COPY["id"], ORIGIN["id"], 2))
    assert rows(LIKELY) == []
    assert rows(SUPPORTED) == [(COPY["id"], ORIGIN["id"], ["name"], TOLD[4])]
    assert rows("MATCH ()-[d:DERIVED_FROM]->() RETURN d.likelyIntervals") == [([1, 2],)]


def test_what_is_declared_no_more_is_likely_again(load_records: Load, rows: Rows) -> None:
    load_records(ORIGIN, declaring(COPY["id"], ORIGIN["id"], 2))
    assert rows(LIKELY) == []
    load_records(COPY | {"baseModels": None, "tags": [], "cardData": {}})
    assert rows(LIKELY) == [TOLD]


def test_a_publisher_that_is_erased_stands_in_no_likely_derivation(
    graph: Driver, load_records: Load, rows: Rows
) -> None:
    load_records(*FAMILY, model("microsoft-mirror/Phi-3-mini-4k-instruct", 5))
    erase("microsoft", Database(graph), bytes(32))
    told = repr(rows("MATCH ()-[r]->() RETURN properties(r)") + rows(LIKELY))
    assert "microsoft/" not in told
    assert rows("MATCH (m:Model) WHERE m.id STARTS WITH 'forgotten--' RETURN m.stem") == [(None,)]


def test_a_renamed_origin_stays_the_likely_origin(load_records: Load, rows: Rows) -> None:
    origin = ORIGIN | {"_id": id_of(ORIGIN["id"], ORIGIN["createdAt"])}
    load_records(origin, COPY)
    load_records(origin | {"id": "msft/Phi-3-mini-4k-instruct"})
    assert [row[:2] for row in rows(LIKELY)] == [(COPY["id"], "msft/Phi-3-mini-4k-instruct")]


@pytest.mark.parametrize(
    ("parameters", "expected"), [(3_800_000_000, 1), (1_000_000_000, 0)], ids=["as many", "fewer than the copy"]
)
def test_sizes_that_disagree_exclude_a_parent(load_records: Load, rows: Rows, parameters: int, expected: int) -> None:
    load_records(
        model("org/thing-v3-instruct", safetensors={"total": parameters}),
        model("other/thing-v3-instruct-GGUF", 2, gguf={"total": 3_800_000_000}),
        *(declaring(f"user{number}/tune", "org/thing-v3-instruct") for number in range(2)),
    )
    assert len(rows(LIKELY)) == expected
