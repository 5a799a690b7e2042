"""The observations of a case, and the origins that they leave."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver
from sample_case import DAY, family

from rights.cases.case import Case, Subject
from rights.cases.freeze import Freeze
from rights.exposure.observations import Observation

Run = Callable[..., Any]


def test_positives_intersect_and_negatives_lower(case: Case) -> None:
    assert case.standing().remaining.candidates == ["m/seen", "b/base", "b/older"]
    case.observe(Observation("n/other", "positive"))
    assert case.standing().remaining.candidates == ["b/older"]
    assert {each.model for each in case.standing().exposed} == set(family().models)
    case.observe(Observation("b/older", "negative"))
    assert case.standing().remaining.candidates == ["b/older"]
    assert case.standing(strict=True).remaining.candidates == []


def test_where_no_single_origin_explains_all_everything_that_may_be_exposed_is_kept(case: Case) -> None:
    case.observe(Observation("c/copy", "positive"))
    case.observe(Observation("x/elsewhere", "positive"))
    stands = case.standing()
    assert not stands.remaining.explained
    assert stands.remaining.by_positive["x/elsewhere"] == ["x/elsewhere"]
    assert {each.model for each in stands.exposed} == {*family().models, "x/elsewhere"}


def test_negatives_taken_strictly_leave_nothing_of_what_they_rule_out_and_say_so(case: Case, lineage_db: Run) -> None:
    for seen in ("c/copy", "n/other"):
        case.observe(Observation(seen, "positive"))
    case.observe(Observation("b/older", "negative"))
    stands = case.standing(strict=True)
    assert (stands.remaining.explained, stands.remaining.ruled_out) == (False, ["b/older"])
    assert stands.remaining.by_positive == {"c/copy": ["c/copy", "m/seen", "b/base"], "n/other": ["n/other"]}
    assert set(stands.origins) == {"c/copy", "m/seen", "b/base", "n/other"}
    assert "b/older" not in {each.model for each in stands.exposed}
    said = lineage_db("case", "show", "--strict", "--case", str(case.path)).out
    assert "taken strictly, rule out every candidate origin that explains all that was seen: b/older." in said
    for language, words in {"en": "I leave out `b/older`, which", "fr": "J’écarte le modèle `b/older`, qui"}.items():
        command = ("case", "letters", "--right", "access", "--lang", language, "--case", str(case.path))
        assert lineage_db(*command, "--strict").code == 0
        assert words in (case.path / "letters" / f"access-{language}-m.md").read_text("utf-8")


def test_negatives_taken_strictly_that_leave_nothing_leave_nobody_to_write_to(case: Case, lineage_db: Run) -> None:
    case.observe(Observation("m/seen", "negative"))
    command = ("case", "letters", "--right", "access", "--case", str(case.path))
    result = lineage_db(*command, "--strict")
    assert (result.code, "rule out every place" in result.err) == (1, True)
    assert "rule out every candidate" in lineage_db("case", "show", "--strict", "--case", str(case.path)).out
    assert lineage_db(*command).code == 0


def test_a_known_origin_that_does_not_explain_what_was_seen_is_said(tmp_path: Path) -> None:
    case = Case.new(tmp_path / "case", DAY, Subject(origins=["m/seen"]))
    case.freeze(Freeze(DAY, ["m/seen"], family()))
    case.observe(Observation("c/copy", "positive"))
    assert (case.standing().known, case.standing().unexplained) == (True, [])
    case.observe(Observation("n/other", "positive"))
    assert case.standing().unexplained == ["n/other"]
    assert {each.model for each in case.standing().exposed} == {"m/seen", "c/copy"}


def test_an_observation_can_be_taken_back(case: Case, lineage_db: Run) -> None:
    for kind in ("positive", "negative", "negative"):
        case.observe(Observation("m/seen", kind))  # type: ignore[arg-type]
    observe = ("case", "observe", "--case", str(case.path), "m/seen")
    assert "Took back 2 observations of m/seen." in lineage_db(*observe, "negative", "--remove").out
    assert [each.kind for each in Case.open(case.path).observations] == ["positive"]
    assert "Took back 1 observation of m/seen." in lineage_db(*observe, "--remove").out
    nothing = lineage_db(*observe, "--remove")
    assert (nothing.code, "No observation of 'm/seen' is in this case." in nothing.err) == (1, True)
    assert lineage_db(*observe).code == 2


def test_an_observation_says_what_it_leaves(case_command: Run) -> None:
    assert "2 of 2" in case_command("observe", "HuggingFaceH4/zephyr-7b-beta", "positive", "--date", DAY).out
    assert "1 of 2" in case_command("observe", "teknium/OpenHermes-2.5-Mistral-7B", "positive", "--date", DAY).out
    nothing = case_command("observe", "meta-llama/Llama-3.1-8B", "positive", "--date", DAY)
    assert "No single origin explains what was seen" in nothing.out
    assert "would come from: mistralai/Mistral-7B-v0.1" not in nothing.out.splitlines()[-1]
    assert "case freeze takes it in" in nothing.err
    assert case_command("freeze", "--date", DAY).code == 0
    shown = json.loads(case_command("show", "--format", "json").out)
    assert (shown["explained"], shown["remaining"]) == (False, [])
    assert len(shown["byPositive"]) == 3
    assert "meta-llama/Llama-3.1-8B-Instruct" in {each["model"] for each in shown["exposed"]}


def test_a_model_that_is_not_found_is_told_the_nearest(case_command: Run) -> None:
    result = case_command("observe", "HuggingFaceH4/zephyr-7b-betta", "positive")
    assert result.code == 1
    assert "HuggingFaceH4/zephyr-7b-beta" in result.err


@pytest.mark.parametrize(
    ("hypothesis", "candidates"),
    [
        (["--dataset", "HuggingFaceH4/ultrachat_200k"], ["HuggingFaceH4/zephyr-7b-beta"]),
        (["--origin", "Sakalti/magro-7B", "--origin", "mistralai/Mistral-7B-v0.1"], 2),
    ],
)
def test_a_case_of_a_known_origin_needs_no_test_to_find_it(
    sample_graph: Driver, lineage_db: Run, tmp_path: Path, hypothesis: list[str], candidates: Any
) -> None:
    folder = str(tmp_path / "case")
    assert lineage_db("case", "new", folder, *hypothesis).code == 0
    shown = json.loads(lineage_db("case", "show", "--case", folder, "--format", "json").out)
    assert candidates in (shown["hypothesis"]["candidates"], len(shown["hypothesis"]["candidates"]))
    assert shown["certain"] == shown["count"] > 0
    assert "Sakalti/Magro-7b-v1.1" in {each["model"] for each in shown["exposed"]}
    assert "origin is known" in lineage_db("case", "probe-next", "--case", folder).err
    assert lineage_db("case", "letters", "--case", folder, "--right", "erasure").code == 0
