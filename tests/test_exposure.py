"""Which models may hold what one of them holds: beside brute force on graphs of any shape, and as a user asks it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import networkx
import pytest
from factory import hub_model
from hypothesis import given
from hypothesis import strategies as st
from neo4j import Driver
from test_answers import READ
from test_command_line import BASE, LEAF, MISTRAL, ZEPHYR, drawn

import cypher
from cypher import Table
from formats import ALL_FORMATS
from ground.bands import BAND_OF_RELATION, BANDS, ORIGIN
from ground.vocabulary import ALL_RELATIONS
from rights.cases.freeze import Freeze
from rights.cases.standing import standing
from rights.exposure.exposure import Exposed, candidates, exposure
from rights.exposure.family import Family, read
from rights.exposure.observations import Observation

GEMMA = "google/gemma-2-9b-it"
Run = Callable[..., Any]
Edge = tuple[str, str, str, bool]
MODELS = [f"a/{number}" for number in range(7)]
STRONGEST_FIRST = tuple(BAND_OF_RELATION)


def family_of(edges: Iterable[Edge], models: Iterable[str] = MODELS) -> Family:
    """A family of these derivations: child, parent, relation, whether it holds."""
    return Family.from_rows(
        ({"id": id, "state": "listed"} for id in models),
        [
            {"child": child, "parent": parent, "relation": relation, "state": "holds" if holds else "withdrawn"}
            for child, parent, relation, holds in edges
        ],
        None,
        None,
    )


@st.composite
def edges(draw: st.DrawFn, acyclic: bool = False) -> list[Edge]:
    """Derivations among a few models, in circles too, some withdrawn."""
    pairs = st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] != ends[1])
    chosen = draw(st.sets(pairs, max_size=14))
    if acyclic:
        chosen = {(max(pair), min(pair)) for pair in chosen}
    return [
        (MODELS[child], MODELS[parent], draw(st.sampled_from(STRONGEST_FIRST)), draw(st.booleans()))
        for child, parent in sorted(chosen)
    ]


def by_brute_force(edges: list[Edge], origins: list[str]) -> dict[str, Exposed]:
    """Every exposed model, from every chain of derivations that leads to it from any of the origins."""
    graph = networkx.DiGraph((parent, child) for child, parent, _, _ in edges)
    graph.add_nodes_from(MODELS)
    rank = {(parent, child): STRONGEST_FIRST.index(relation) for child, parent, relation, _ in edges}
    holds = {(parent, child): holding for child, parent, _, holding in edges}
    found = {}
    for model in MODELS:
        chains = [
            (origin, list(pairwise(path)))
            for origin in origins
            for path in ([[model]] if origin == model else networkx.all_simple_paths(graph, origin, model))
        ]
        if chains:
            under = {origin for origin, _ in chains}
            weakest = [max((rank[hop] for hop in chain), default=-1) for _, chain in chains]
            found[model] = Exposed(
                model,
                list(BANDS)[min(weakest) + 1],
                tuple(origin for origin in origins if origin in under),
                len(under) == len(origins),
                min(len(chain) for _, chain in chains),
                not any(all(holds[hop] for hop in chain) for _, chain in chains),
            )
    return found


def test_a_band_stands_for_each_kind_of_derivation_strongest_first() -> None:
    assert [ORIGIN, *BAND_OF_RELATION.values()] == list(BANDS)
    assert set(STRONGEST_FIRST) == set(ALL_RELATIONS)


@given(edges(), st.lists(st.sampled_from(MODELS), min_size=1, max_size=4, unique=True))
def test_what_is_exposed_equals_brute_force_over_every_chain(edges: list[Edge], origins: list[str]) -> None:
    found = exposure(family_of(edges), origins)
    assert {each.model: each for each in found} == by_brute_force(edges, origins)
    order = list(BANDS)
    keys = [(not e.certain, -len(e.origins), order.index(e.band), e.distance, e.model) for e in found]
    assert keys == sorted(keys)


@given(edges(), st.sampled_from(MODELS))
def test_the_candidates_are_the_model_and_all_that_it_derives_from(edges: list[Edge], model: str) -> None:
    for former in (True, False):
        graph = networkx.DiGraph((child, parent) for child, parent, _, holds in edges if holds or former)
        graph.add_node(model)
        distances = networkx.single_source_shortest_path_length(graph, model)
        assert candidates(family_of(edges), model, former=former) == sorted(
            distances, key=lambda each: (distances[each], each)
        )


@given(edges(), st.sampled_from(MODELS))
def test_what_derives_from_a_model_is_exposed_wherever_the_data_entered(edges: list[Edge], model: str) -> None:
    family = family_of(edges)
    found = exposure(family, candidates(family, model))
    graph = networkx.DiGraph((parent, child) for child, parent, _, _ in edges)
    graph.add_node(model)
    assert {each.model for each in found if each.certain} >= {model, *networkx.descendants(graph, model)}


@given(edges(), st.lists(st.sampled_from(MODELS), min_size=1, max_size=4, unique=True))
def test_under_known_origins_every_exposed_model_is_certain(edges: list[Edge], origins: list[str]) -> None:
    family = family_of(edges)
    known, open_ = exposure(family, origins, known=True), exposure(family, origins)
    assert all(each.certain for each in known)
    assert {(e.model, e.band, e.origins, e.distance, e.former) for e in known} == {
        (e.model, e.band, e.origins, e.distance, e.former) for e in open_
    }


@given(edges())
def test_a_family_survives_its_json(edges: list[Edge]) -> None:
    family = family_of(edges)
    assert Family.from_json(json.loads(json.dumps(family.to_json()))) == family


def test_exposure_walks_a_ladder_with_more_chains_than_can_be_counted() -> None:
    rungs = [(f"a/{step}{side}", f"a/{step - 1}{other}") for step in range(1, 400) for side in "lr" for other in "lr"]
    models = {id for pair in rungs for id in pair}
    family = family_of([(child, parent, "merge", True) for child, parent in rungs], models)
    found = exposure(family, candidates(family, "a/399l"))
    assert len(found) == 800
    assert {each.band for each in found if each.model == "a/399r"} == {"mixed"}


def asked(graph: Driver) -> Callable[[str, Any], Table]:
    return cypher.Database(graph).ask_saved


@pytest.fixture
def changed(load_records: Run) -> None:
    """A family in which models have gone, a derivation is withdrawn, and two models are in a circle."""
    base = [
        hub_model("a/base", createdAt="2024-05-01T10:00:00.000Z"),
        hub_model("b/round", "b/about"),
        hub_model("b/about", "b/round"),
    ]
    load_records(
        *base,
        hub_model("a/seen", "a/base", "a/unseen"),
        hub_model("b/gone", "a/seen", downloads=9),
        hub_model("b/below", "b/gone", relation="quantized", downloads=1_000),
        hub_model("c/former", "a/seen", "b/about"),
        hub_model("z/apart"),
        whole=True,
    )
    load_records(
        *base,
        hub_model("a/seen", "a/base", "a/unseen"),
        hub_model("b/below", "b/gone", relation="quantized", downloads=1_000),
        hub_model("c/former", "b/about"),
        hub_model("z/apart"),
        whole=True,
    )


def test_a_family_is_all_above_and_all_below_that(changed: None, graph: Driver) -> None:
    family = read(asked(graph), ["a/seen"])
    assert list(family.models) == ["a/base", "a/seen", "a/unseen", "b/below", "b/gone", "c/former"]
    assert {(each.child, each.parent, each.state) for each in family.derivations} == {
        ("a/seen", "a/base", "holds"),
        ("a/seen", "a/unseen", "holds"),
        ("b/gone", "a/seen", "holds"),
        ("b/below", "b/gone", "holds"),
        ("c/former", "a/seen", "withdrawn"),
    }
    assert {id: each.state for id, each in family.models.items() if each.state != "listed"} == {
        "a/unseen": "unseen",
        "b/gone": "gone",
    }
    assert family.models["a/base"].row["createdAt"] == "2024-05-01T10:00:00Z"
    assert json.loads(json.dumps(family.to_json())) == family.to_json()
    assert set(read(asked(graph), ["c/former"]).models) >= {*family.models, "b/round", "b/about"}
    assert list(read(asked(graph), ["b/round"]).models) == ["b/about", "b/round", "c/former"]
    assert list(read(asked(graph), ["b/gone"], ancestors=False).models) == ["b/below", "b/gone"]
    assert list(read(asked(graph), [], publisher="b").models) == ["b/about", "b/below", "b/gone", "b/round", "c/former"]


def table(result: Any) -> dict[str, dict[str, str]]:
    return {row["model"]: row for row in READ["csv"](result.out)}


def test_gone_models_and_withdrawn_derivations_count_and_are_marked(changed: None, lineage_db: Run) -> None:
    rows = table(lineage_db("exposure", "a/seen", "--format", "csv"))
    assert {id: (row["band"], row["certain"], row["former"], row["state"]) for id, row in rows.items()} == {
        "a/seen": ("origin", "true", "false", "listed"),
        "b/gone": ("inherits", "true", "false", "gone"),
        "b/below": ("inherits", "true", "false", "listed"),
        "c/former": ("inherits", "true", "true", "listed"),
        "a/base": ("origin", "false", "false", "listed"),
        "a/unseen": ("origin", "false", "false", "unseen"),
    }
    found = READ["json"](lineage_db("exposure", "c/former", "--format", "json").out)
    former = {each["model"]: each["former"] for each in found["hypothesis"]["candidates"]}
    assert former == {
        "c/former": False,
        "b/about": False,
        "b/round": False,
        "a/seen": True,
        "a/base": True,
        "a/unseen": True,
    }


def test_a_withdrawn_derivation_is_in_the_picture(changed: None, graph: Driver, lineage_db: Run) -> None:
    nodes, drawn_edges = drawn(lineage_db("browse", "exposure", "a/seen", "--limit", "0").out, graph)
    assert ("c/former", "a/seen") in drawn_edges
    listed = READ["node-link"](lineage_db("exposure", "a/seen", "--format", "node-link").out)
    assert (nodes, drawn_edges) == (set(listed.nodes), set(listed.edges))


def test_the_saved_query_gives_the_same_models(changed: None, graph: Driver, lineage_db: Run) -> None:
    for arguments in (["a/seen"], ["c/former"], ["b/round"], ["z/apart"]):
        rows = table(lineage_db("exposure", *arguments, "--format", "csv"))
        query = table(lineage_db("query", "run", "exposed", *arguments, "--format", "csv"))
        assert {id: (row["exposedUnder"], row["distance"]) for id, row in rows.items()} == {
            id: (row["exposedUnder"], row["distance"]) for id, row in query.items()
        }


def test_what_was_loaded_in_part_is_said(load_records: Run, lineage_db: Run, graph: Driver) -> None:
    load_records(hub_model("a/base"), hub_model("a/child", "a/base"), hub_model("a/sibling", "a/base"))
    graph.execute_query("MATCH (m:Model {id: 'a/sibling'}) SET m:Frontier")
    assert "the children of 1 were not looked for" in lineage_db("exposure", "a/child").err


@pytest.mark.parametrize("format_", ALL_FORMATS)
def test_every_answer_names_its_hypothesis_and_that_bands_prove_nothing(
    sample_graph: Driver, lineage_db: Run, format_: str
) -> None:
    for arguments, hypothesis in (
        ([ZEPHYR], f"Origin unknown: the data entered at {ZEPHYR} or at its one ancestor."),
        ([LEAF], f"Origin unknown: the data entered at {LEAF} or at any of its 32 ancestors."),
        ([BASE, "--origin", BASE], f"Origin known: the data entered at {BASE}."),
        (
            ["--dataset", "HuggingFaceH4/ultrachat_200k"],
            "Origin known: the data entered at every model trained on HuggingFaceH4/ultrachat_200k (1 model).",
        ),
        (["--as-publisher", "allenai"], "Origin known: the data entered at every model of allenai (3 models)."),
        (
            ["--as-publisher", "google", "--origin", GEMMA],
            f"Origin known: the data entered at {GEMMA}, published by google.",
        ),
    ):
        result = lineage_db("exposure", *arguments, "--format", format_, "--limit", "5")
        if result.code:
            assert (format_, arguments[0][0]) == ("cyclonedx", "-")
            continue
        said = result.out if format_ in ("table", "json") else result.err
        assert hypothesis in said
        assert "they prove nothing" in said


def test_the_whole_list_is_there_and_a_limit_is_said(sample_graph: Driver, lineage_db: Run) -> None:
    ids = READ["ids"](lineage_db("exposure", ZEPHYR, "--format", "ids").out)
    below = READ["ids"](lineage_db("descendants", MISTRAL, "--format", "ids").out)
    assert set(ids) == {MISTRAL, *below}
    cut = lineage_db("exposure", ZEPHYR, "--limit", "3")
    assert f"… and {len(ids) - 3} more (--limit 0 gives all)." in cut.err
    assert f"{len(ids)} models exposed" in cut.out


def test_a_known_origin_says_whether_it_explains_what_was_seen(sample_graph: Driver, lineage_db: Run) -> None:
    assert f"{ZEPHYR} is among them: inherits, 1 hop from" in lineage_db("exposure", ZEPHYR, "--origin", MISTRAL).out
    apart = lineage_db("exposure", ZEPHYR, "--origin", "microsoft/phi-4")
    assert f"{ZEPHYR} is not among them" in apart.out
    found = READ["json"](lineage_db("exposure", ZEPHYR, "--origin", "microsoft/phi-4", "--format", "json").out)
    assert found["modelIsExposed"] is False


def test_a_publisher_sees_its_descendants_by_publisher(sample_graph: Driver, lineage_db: Run) -> None:
    rows = READ["csv"](lineage_db("exposure", "--as-publisher", "mistralai", "--format", "csv").out)
    publishers = [row["publisher"] for row in rows]
    groups = [one for one, two in zip(publishers, [*publishers[1:], None], strict=True) if one != two]
    assert len(groups) == len(set(publishers))
    assert groups[-1] == "mistralai"
    assert {row["model"] for row in rows} >= {MISTRAL, ZEPHYR}
    assert lineage_db("exposure", "--as-publisher", "MistralAI", "--format", "ids").out
    assert "Nearest: mistralai" in lineage_db("exposure", "--as-publisher", "mistral").err


def test_a_publisher_can_say_which_of_its_models_is_concerned(sample_graph: Driver, lineage_db: Run) -> None:
    of_publisher = READ["csv"](
        lineage_db("exposure", "--as-publisher", "google", "--origin", GEMMA, "--format", "csv").out
    )
    alone = READ["ids"](lineage_db("exposure", "--origin", GEMMA, "--format", "ids").out)
    assert {row["model"] for row in of_publisher} == set(alone)
    assert [row["model"] for row in of_publisher if row["publisher"] == "google"] == [GEMMA]
    foreign = lineage_db("exposure", "--as-publisher", "google", "--origin", MISTRAL)
    assert (foreign.code, f"{MISTRAL} is no model of google." in foreign.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give MODEL, --origin, --dataset or --as-publisher."),
        ([ZEPHYR, "--as-publisher", "mistralai"], "Give --as-publisher alone, or with --origin"),
    ],
)
def test_a_question_without_a_subject_or_with_two_is_refused(lineage_db: Run, arguments: list[str], said: str) -> None:
    result = lineage_db("exposure", *arguments)
    assert (result.code, said in result.err) == (2, True)


def test_what_derives_from_all_that_would_explain_one_of_two_unrelated_observations_is_certain() -> None:
    family = family_of(
        [("a/1", "a/0", "finetune", True), ("a/2", "a/1", "quantized", True), ("a/4", "a/3", "merge", True)]
    )
    seen = [Observation("a/1", "positive"), Observation("a/4", "positive")]
    stands = standing(Freeze("2026-11-20", None, family), "a/1", seen)
    assert not stands.remaining.explained
    assert {each.model for each in stands.exposed if each.certain} == {"a/1", "a/2", "a/4"}
    assert {each.model for each in stands.exposed if not each.certain} == {"a/0", "a/3"}
