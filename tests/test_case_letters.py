"""The letters of a case: what they say, and when they are written anew."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver
from sample_case import DAY, family, with_more_of_c, write_letters

from rights.cases.case import Case
from rights.cases.correspondence import letter_to, mark
from rights.cases.freeze import Freeze
from rights.cases.writing import Order, write
from rights.exposure.observations import Observation
from rights.letters.contacts import contacts
from rights.letters.letters import Letter, pdf

Run = Callable[..., Any]


def test_a_letter_that_cannot_be_written_leaves_a_case_that_can_be_opened(case: Case) -> None:
    (case.path / "letters").write_text("in the way")
    with pytest.raises(FileExistsError):
        write_letters(case)
    assert Case.open(case.path).letters == []


def test_a_letter_that_someone_changed_is_not_written_over(case: Case) -> None:
    write_letters(case)
    file = case.path / "letters" / "access-en-c.md"
    file.write_text("mine")
    outcomes = {each.letter["publisher"]: each.outcome for each in write_letters(case, with_pdf=True)}
    assert outcomes == dict.fromkeys("bmn", "written") | {"c": "kept as changed by hand"}
    assert file.read_text() == "mine"
    assert file.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_the_text_and_the_pdf_are_made_from_the_markdown_that_someone_changed(case: Case) -> None:
    write_letters(case, with_pdf=True)
    file = case.path / "letters" / "access-en-c.md"
    before = file.with_suffix(".pdf").read_bytes()
    file.write_text("# Mine\n\nIt is **so**.\n")
    (c,) = [each for each in write_letters(case) if each.letter["publisher"] == "c"]
    assert (c.outcome, c.astray) == ("kept as changed by hand", ())
    assert file.with_suffix(".txt").read_text() == "Mine\n====\n\nIt is so.\n"
    assert file.with_suffix(".pdf").read_bytes() != before


def test_a_text_that_someone_changed_is_kept_and_it_is_said_where_changes_belong(case: Case, lineage_db: Run) -> None:
    write_letters(case)
    text = case.path / "letters" / "access-en-c.txt"
    text.write_text("mine")
    command = ("case", "letters", "--right", "access", "--case", str(case.path))
    result = lineage_db(*command, "--pdf")
    assert (result.code, text.read_text()) == (0, "mine")
    assert "letters/access-en-c.txt was changed, and stays. But the .md is the letter" in result.err
    assert text.with_suffix(".pdf").read_bytes() == pdf_of(case, "c")
    text.unlink()
    assert "was changed" not in lineage_db(*command).err
    assert text.read_text().startswith("[____ your name")


def pdf_of(case: Case, publisher: str) -> bytes:
    markdown = (case.path / "letters" / f"access-en-{publisher}.md").read_text()
    return pdf(Letter(publisher, "", "en", markdown))


def test_a_letter_that_was_sent_stays_and_the_next_to_the_same_publisher_stands_beside_it(case: Case) -> None:
    write_letters(case)
    file = case.path / "letters" / "access-en-c.md"
    mark(letter_to(case.letters, "c"), "sent", DAY)
    assert [each.outcome for each in write_letters(case) if each.letter["publisher"] == "c"] == ["sent already"]
    sent = file.read_bytes()
    case.freeze(Freeze(DAY, None, replace(family(), hub_as_of="2026-11-21")))
    outcomes = {each.letter["publisher"]: each.outcome for each in write_letters(case)}
    assert outcomes == {"b": "written", "m": "written", "n": "written", "c": "sent already"}
    case.freeze(Freeze(DAY, None, with_more_of_c()))
    assert [each.files[0] for each in write_letters(case) if each.letter["publisher"] == "c"] == [
        "letters/2/access-en-c.md"
    ]
    assert file.read_bytes() == sent
    assert len([each for each in case.letters if each["publisher"] == "c"]) == 2
    write_letters(case)
    assert len([each for each in case.letters if each["publisher"] == "c"]) == 2


def test_a_letter_of_which_anything_is_noted_is_never_written_over_and_what_says_more_stands_beside_it(
    case: Case,
) -> None:
    write_letters(case)
    file = case.path / "letters" / "access-en-c.md"
    letter = letter_to(case.letters, "c")
    letter["replied"] = DAY
    written = file.read_bytes()
    case.observe(Observation("m/seen", "positive", "c0ffee", DAY, "another prompt"))
    (again,) = [each for each in write_letters(case) if each.letter["publisher"] == "c"]
    assert (again.outcome, again.files[0]) == ("written", "letters/2/access-en-c.md")
    assert "another prompt" in (case.path / again.files[0]).read_text("utf-8")
    assert file.read_bytes() == written


SUPPOSED = {
    "nothing seen": (
        [],
        "one of the models from which it derives. The possible points of entry are m/seen, b/base and b/older: any",
    ),
    "narrowed": ([("n/other", "positive")], "In view of all that was observed, I assume that it was b/older: any"),
    "contradicted": ([("x/elsewhere", "positive")], "No single model explains all that was observed"),
    "the model alone": ([("b/base", "negative")], "I assume that it was m/seen, in view of all that was observed: any"),
}


@pytest.mark.parametrize("case_of", SUPPOSED)
def test_a_letter_supposes_no_more_than_what_was_seen_allows(case: Case, case_of: str) -> None:
    seen, words = SUPPOSED[case_of]
    for model_seen, kind in seen:
        case.observe(Observation(model_seen, kind))  # type: ignore[arg-type]
    stands = case.standing(strict=True)
    some = contacts(stands.family, stands.exposed)
    for language in ("fr", "en"):
        written = list(write(case, stands, some, Order("access", language, DAY)))
    text = (case.path / written[0].files[1]).read_text(encoding="utf-8")
    assert words in " ".join(text.replace("\xa0", " ").split())


def test_a_name_that_nobody_has_is_named(case: Case, lineage_db: Run) -> None:
    result = lineage_db("case", "letters", "--case", str(case.path), "--right", "access", "--to", "c", "--to", "nobody")
    assert (result.code, "is called 'nobody'" in result.err) == (1, True)


def test_a_publisher_tells_those_who_build_on_its_models(case_command: Run, lineage_db: Run, tmp_path: Path) -> None:
    folder = str(tmp_path / "ours")
    assert lineage_db("case", "new", folder, "--as-publisher", "mistralai").code == 0
    assert lineage_db("case", "letters", "--case", folder, "--right", "inform").code == 0
    opened = Case.open(tmp_path / "ours")
    whom = {letter["publisher"] for letter in opened.letters}
    assert "teknium" in whom
    assert "mistralai" not in whom
    deadlines = lineage_db("case", "deadlines", "--case", folder, "--format", "csv").out
    assert {row["counted"] for row in csv.DictReader(io.StringIO(deadlines))} == {"no period by law"}


def test_a_publisher_s_letters_name_only_the_models_concerned_and_what_derives_from_them(
    sample_graph: Driver, lineage_db: Run, tmp_path: Path
) -> None:
    case = str(tmp_path / "ours")
    of = ("--as-publisher", "google", "--origin", "google/gemma-2-9b-it")
    assert "published by google" in lineage_db("case", "new", case, *of).out
    assert lineage_db("case", "letters", "--case", case, "--right", "inform").code == 0
    letters = [file.read_text("utf-8") for file in (tmp_path / "ours" / "letters").glob("*.md")]
    assert len(letters) == 6
    assert all("under the name `google`, the model `google/gemma-2-9b-it`. A person" in text for text in letters)
    assert not any("`google/gemma-2-9b`" in text or "google/gemma-2-2b" in text for text in letters)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("right", ["access", "erasure", "objection", "inform"])
def test_a_letter_of_the_other_side_is_refused(case: Case, lineage_db: Run, right: str, language: str) -> None:
    command = ("case", "letters", "--case", str(case.path), "--right", right, "--lang", language)
    if right != "inform":
        case.content["hypothesis"]["publisher"] = "b"
        case.save("as a publisher")
    result = lineage_db(*command)
    assert (result.code, result.out, (case.path / "letters").exists()) == (1, "", False)
    assert ("case new FOLDER MODEL" if right != "inform" else "case new FOLDER --as-publisher NAME") in result.err
