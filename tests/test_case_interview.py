"""What a person is asked for the letters."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rights.cases.case import Case

Run = Callable[..., Any]


ANSWERS = {
    "name": ["Zoé"],
    "address": ["7 rue Cachée", "75000 Paris", ""],
    "email": ["zoe", "zoe@example.org"],
    "data": ["My street", ""],
    "ground": ["z", "b and D"],
    "situation": [
        "",
    ],
    "authority": ["CNIL"],
}
"""What a person types at each question; what is not valid is asked again."""


KEPT = {
    "name": "Zoé",
    "address": "7 rue Cachée\n75000 Paris",
    "email": "zoe@example.org",
    "data": "My street",
    "ground": "b, d",
    "authority": "CNIL",
}


def typed(*answers: str) -> io.StringIO:
    return io.StringIO("".join(f"{answer}\n" for answer in answers))


def test_a_person_answers_what_is_asked_and_leaves_out_what_is_not_wanted(
    case_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in ANSWERS.values() for line in lines)))
    result = case_command("person")
    assert result.out == "Kept in the case: address, authority, data, email, ground, name.\n"
    assert Case.open(tmp_path / "mine").content["person"] == KEPT
    assert "'zoe' is no e-mail address. Answer again" in result.err
    assert "'z' is none of the letters a to f. Answer again" in result.err
    assert "  d  the data was used unlawfully" in result.err
    monkeypatch.setattr("sys.stdin", typed("-", *[""] * 9))
    assert case_command("person").out == "Kept in the case: address, authority, data, email, ground.\n"


@pytest.mark.parametrize("answered", range(1, len(ANSWERS)))
def test_an_interview_that_is_broken_off_keeps_each_answer_and_goes_on_from_there(
    case_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    questions = list(ANSWERS.values())
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in questions[:answered] for line in lines)))
    broken = case_command("person")
    assert (broken.code, "What you answered so far is kept" in broken.err) == (130, True)
    kept = Case.open(tmp_path / "mine").content["person"]
    assert kept == {name: KEPT[name] for name in list(ANSWERS)[:answered] if name in KEPT}
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in questions[answered:] for line in lines)))
    result = case_command("person")
    assert f"goes on where it was left, at question {answered + 1} of 7" in result.err
    assert Case.open(tmp_path / "mine").content["person"] == KEPT
    assert "interview" not in Case.open(tmp_path / "mine").content
    monkeypatch.setattr("sys.stdin", typed(*[""] * 9))
    assert "goes on" not in case_command("person").err


def test_several_grounds_stand_in_the_letter(case_command: Run, tmp_path: Path) -> None:
    (tmp_path / "me.json").write_text('{"ground": ["d", "b"]}')
    assert case_command("person", "--from", str(tmp_path / "me.json")).code == 0
    assert case_command("letters", "--right", "erasure", "--to", "Sakalti").code == 0
    text = next((tmp_path / "mine" / "letters").glob("*.md")).read_text("utf-8").replace("\xa0", " ")
    assert "on the following grounds:\n\n- Article 17(1)(b): I withdraw" in text
    assert "- Article 17(1)(d): the data" in text
    (tmp_path / "me.json").write_text('{"ground": "x"}')
    refused = case_command("person", "--from", str(tmp_path / "me.json"))
    assert (refused.code, "'x' is none of the letters a to f" in refused.err) == (1, True)


def test_questions_that_nobody_answers_change_nothing(
    case: Case, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    result = lineage_db("case", "person", "--case", str(case.path))
    assert (result.code, "Nothing was changed." in result.err) == (130, True)
