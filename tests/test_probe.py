"""What observations leave of the candidate origins, and what to test next: beside brute force on any graph."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_exposure import MODELS, Edge, edges, family_of

from benchmarks.probing import Orders, compare, probes
from benchmarks.probing import family_of as shaped
from loader.sources import sample
from rights.exposure.exposure import candidates
from rights.exposure.family import Family
from rights.exposure.observations import Observation, Remaining, remaining
from rights.exposure.probe import probe_next

OBSERVED = st.lists(
    st.builds(Observation, st.sampled_from(MODELS), st.sampled_from(["positive", "negative", "cleared"])), max_size=5
)


def above(edges: list[Edge], model: str) -> set[str]:
    """The model and all that it derives from."""
    graph = networkx.DiGraph((child, parent) for child, parent, _, _ in edges)
    graph.add_node(model)
    return {model, *networkx.descendants(graph, model)}


def chain(length: int, **more: Any) -> Family:
    """A family in which each model derives from the one before."""
    family = family_of([(f"a/{at}", f"a/{at - 1}", "finetune", True) for at in range(1, length)])
    models = [{"id": f"a/{at}", "state": "listed"} | more.get(f"a/{at}", {}) for at in range(length)]
    return replace(family, models=Family.from_rows(models, [], None, None).models)


@given(edges(), st.sampled_from(MODELS), OBSERVED, st.booleans())
def test_what_is_left_is_what_the_observations_allow(
    edges: list[Edge], model: str, observed: list[Observation], strict: bool
) -> None:
    family = family_of(edges)
    left = remaining(family, candidates(family, model), observed, strict)
    shown = {each.model for each in observed if each.kind == "positive"}
    refuted = {each.model for each in observed if each.kind == "negative"} - shown
    silent = {each.model for each in observed} - shown
    out = {origin for each in refuted for origin in above(edges, each)} if strict else set()
    fitting = {origin for origin in above(edges, model) if all(origin in above(edges, each) for each in shown)}
    assert (set(left.candidates), set(left.ruled_out)) == (fitting - out, fitting & out)
    assert left.explained == bool(left.candidates)
    assert {each: set(origins) for each, origins in left.by_positive.items()} == {
        each: above(edges, each) - out for each in shown
    }
    assert left.negatives == {
        origin: sum(origin in above(edges, each) for each in silent) for origin in left.candidates
    }
    counts = [left.negatives[origin] for origin in left.candidates]
    assert counts == sorted(counts)


def test_two_models_without_a_common_ancestor_have_no_single_origin() -> None:
    family = family_of([("a/1", "a/0", "finetune", True), ("a/3", "a/2", "finetune", True)])
    seen = [Observation("a/1", "positive"), Observation("a/3", "positive")]
    left = remaining(family, candidates(family, "a/1"), seen)
    assert left == Remaining([], {}, False, {"a/1": ["a/1", "a/0"], "a/3": ["a/3", "a/2"]})


@pytest.mark.parametrize(
    ("kind", "strict", "left"),
    [
        ("negative", False, ["a/2", "a/1", "a/0"]),
        ("negative", True, ["a/2"]),
        ("cleared", True, ["a/2", "a/1", "a/0"]),
    ],
)
def test_a_negative_lowers_and_removes_only_where_it_is_strict(kind: Any, strict: bool, left: list[str]) -> None:
    family = chain(3)
    assert remaining(family, candidates(family, "a/2"), [Observation("a/1", kind)], strict).candidates == left


def test_a_model_that_showed_the_data_once_is_not_refuted_by_a_test_that_failed() -> None:
    family = chain(3)
    seen = [Observation("a/1", "negative", "old"), Observation("a/1", "positive", "new")]
    assert remaining(family, candidates(family, "a/2"), seen, strict=True).candidates == ["a/1", "a/0"]


@given(edges(), st.sampled_from(MODELS), OBSERVED)
def test_the_next_probe_splits_the_weight_of_what_is_left_best(
    edges: list[Edge], model: str, observed: list[Observation]
) -> None:
    family = family_of(edges)
    left = remaining(family, candidates(family, model), observed)
    weights = {origin: 2.0 ** -left.negatives[origin] for origin in left.candidates}

    def lesser_part(probe: str) -> float:
        yes = sum(weights[origin] for origin in above(edges, probe) & set(weights))
        return min(yes, sum(weights.values()) - yes)

    free = set(MODELS) - {each.model for each in observed}
    best = max(map(lesser_part, free), default=0)
    probe = probe_next(family, left, observed)
    if probe is None:
        assert best == 0
    else:
        assert lesser_part(probe.model) == best > 0
        assert probe.if_positive == [each for each in left.candidates if each in above(edges, probe.model)]
        assert probe.if_negative == [each for each in left.candidates if each not in probe.if_positive]


@given(edges(), st.sampled_from(MODELS), st.data())
def test_probing_to_the_end_leaves_what_no_model_tells_from_the_origin(
    edges: list[Edge], model: str, data: st.DataObject
) -> None:
    family = family_of(edges)
    origin = data.draw(st.sampled_from(candidates(family, model)))
    seen = [Observation(model, "positive")]
    while True:
        left = remaining(family, candidates(family, model), seen, strict=True)
        probe = probe_next(family, left, seen)
        if probe is None:
            break
        shows = origin in above(edges, probe.model)
        seen.append(Observation(probe.model, "positive" if shows else "negative"))
    same = {
        other
        for other in candidates(family, model)
        if all((other in above(edges, each)) == (origin in above(edges, each)) for each in MODELS)
    }
    assert set(left.candidates) == same


def test_a_chain_is_halved() -> None:
    family = chain(9)
    left = remaining(family, candidates(family, "a/8"), [])
    probe = probe_next(family, left, [])
    assert probe is not None
    assert {len(probe.if_positive), len(probe.if_negative)} == {4, 5}


def test_negatives_halve_the_weight_of_what_they_count_against() -> None:
    family = chain(9)
    seen = [Observation(f"a/{at}", "negative") for at in (4, 5, 6)]
    # a/0 to a/4 weigh an eighth each, a/5 a quarter, a/6 a half, a/7 and a/8 one each.
    probe = probe_next(family, remaining(family, candidates(family, "a/8"), seen), seen)
    assert probe is not None
    assert (probe.model, probe.if_negative) == ("a/7", ["a/8"])


@pytest.mark.parametrize(
    "change",
    [{"state": "gone"}, {"state": "unseen"}, {"gated": "gated"}, {"gated": True}],
    ids=["gone", "unseen", "gated", "gated in an old freeze"],
)
def test_a_model_that_nobody_can_get_is_not_probed(change: dict[str, Any]) -> None:
    family = chain(3, **{"a/0": change})
    left = remaining(family, candidates(family, "a/2"), [])
    probe = probe_next(family, left, [])
    assert probe is not None
    assert probe.model == "a/1"
    assert probe_next(chain(3, **{"a/0": change, "a/1": change}), left, []) is None
    assert probe_next(family, left, [Observation("a/1", "negative")]) is None


def test_an_origin_that_is_found_needs_no_probe() -> None:
    family = chain(1)
    assert probe_next(family, remaining(family, ["a/0"], []), []) is None


def test_on_the_families_of_the_sample_bisection_needs_fewest_probes() -> None:
    family = shaped(sample())
    compared = [found for model in sorted(family.parents) if (found := compare(family, model))]
    assert len(compared) > 80
    assert all(found["best"] is None or found["best"] <= found["bisection"] for found in compared)
    for other in ("popularity", "chance"):
        assert sum(each["bisection"] for each in compared) < sum(each[other] for each in compared)


def test_the_best_order_is_that_of_a_balanced_tree() -> None:
    orders = Orders(chain(8), "a/7")
    assert orders.best(orders.candidates) == probes(orders.bisection, orders.candidates) == 8 * 3
