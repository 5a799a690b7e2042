"""The folder of a case: what it holds, how it is opened, locked, exported and deleted."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from neo4j import Driver
from sample_case import DAY, PERSON, family, write_letters

from messages import sentences_on
from rights.cases import folder, schema
from rights.cases.case import Case, Subject
from rights.errors import RightsError
from rights.exposure.observations import Observation

Run = Callable[..., Any]
HOUSE = Path(__file__).parent.parent


def test_a_case_is_made_only_in_a_new_or_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RightsError, match="case-folder-is-not-empty"):
        Case.new(tmp_path, DAY, Subject("m/seen"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_schema_is_one_and_describes_every_field() -> None:
    written = json.loads(schema.SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(written)
    assert written["properties"]["version"]["const"] == schema.VERSION
    document = (HOUSE / "docs" / "reference" / "case.md").read_text(encoding="utf-8")

    def fields(part: dict[str, Any]) -> Iterator[str]:
        for name, value in part.get("properties", {}).items():
            yield name
            yield from fields(value)
        yield from fields(part["items"]) if "items" in part else ()

    assert [name for name in fields(written) if f"`{name}`" not in document] == []


BROKEN: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "a field that is not known": (("secret",), 1),
    "a newer version": (("version",), 3),
    "no version": (("version",), None),
    "another language": (("language",), "de"),
    "a day that is none": (("created",), "2026-02-30"),
    "a day otherwise written": (("created",), "20260924"),
    "a hypothesis about nothing": (("hypothesis", "model"), None),
    "an observation of no kind": (("observations", 0, "kind"), "perhaps"),
    "an observation without a model": (("observations", 0, "model"), ""),
    "a letter outside of its folder": (("letters", 0, "files", "../../secret"), "0" * 64),
    "a letter from no freeze": (("letters", 0, "freeze"), 0),
    "a person that is a text": (("person",), "secret"),
    "a name that is a number": (("person", "name"), 7),
    "days out of order": (("letters", 0), {"sent": "2026-02-02", "received": "2026-02-01"}),
    "a letter without its Markdown": (("letters", 0), {"files": {}}),
    "an unknown ground": (("person", "ground"), "secret"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_case_that_breaks_its_schema_is_refused_without_saying_what_stands_there(case: Case, broken: str) -> None:
    case.observe(Observation("m/seen", "positive"))
    write_letters(case)
    content = json.loads((case.path / "case.json").read_text())
    place, value = BROKEN[broken]
    inner = content
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = inner[place[-1]] | value if place == ("letters", 0) else value
    (case.path / "case.json").write_text(json.dumps(content))
    with pytest.raises(RightsError) as error:
        Case.open(case.path)
    assert "secret" not in sentences_on(error.value).what.replace("../../secret", "").lower()
    assert sentences_on(error.value).next


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff", b"null", b"[]", b'"secret"'])
def test_what_is_no_case_file_is_refused(case: Case, content: bytes) -> None:
    (case.path / "case.json").write_bytes(content)
    with pytest.raises(RightsError) as error:
        Case.open(case.path)
    assert "secret" not in sentences_on(error.value).what


def test_a_case_that_would_break_its_schema_is_not_written(case: Case) -> None:
    before = (case.path / "case.json").read_bytes()
    for broken in ({"name": 7}, {"age": "7"}, {"ground": "z"}):
        with pytest.raises(RightsError):
            case.describe_person(broken)  # type: ignore[arg-type]
    with pytest.raises(RightsError):
        Case.open(case.path).observe(Observation("m/seen", "positive", date="yesterday"))
    assert (case.path / "case.json").read_bytes() == before


def test_a_case_opens_as_it_was_left(case: Case) -> None:
    seen = [Observation("m/seen", "positive", "c0ffee", DAY, "a prompt"), Observation("b/base", "cleared")]
    for each in seen:
        case.observe(each)
    case.describe_person(PERSON)
    write_letters(case)
    opened = Case.open(case.path)
    assert opened.content == case.content
    assert opened.observations == seen
    assert (opened.frozen.date, opened.frozen.family) == (DAY, family())
    assert opened.standing() == case.standing()


@pytest.mark.parametrize("content", ["{", "[]", '{"version": 9}'])
def test_a_damaged_case_can_be_deleted_and_nothing_else_with_it(case: Case, lineage_db: Run, content: str) -> None:
    write_letters(case, with_pdf=True)
    (case.path / "case.json").write_text(content)
    others = ["mine.txt", "family-1.json.bak", "letters/answer.pdf", "letters/access-en-c.docx"]
    for name in others:
        (case.path / name).write_text("mine")
    result = lineage_db("case", "delete", "--yes", "--case", str(case.path))
    assert (result.code, "can be deleted all the same" in result.err) == (0, True)
    left = {str(path.relative_to(case.path)) for path in case.path.rglob("*")}
    assert left == {*others, "letters"}


def test_a_folder_that_only_has_a_file_of_that_name_is_not_taken_for_a_case(lineage_db: Run, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text("{}")
    result = lineage_db("case", "delete", "--yes", "--case", str(tmp_path))
    assert (result.code, "is no case" in result.err) == (1, True)
    assert (tmp_path / "case.json").exists()


def test_commands_at_the_same_time_lose_nothing(case: Case) -> None:
    command = [sys.executable, "-m", "cli", "case", "observe", "m/seen", "negative", "--case", str(case.path)]
    running = [
        subprocess.Popen([*command, "--how", str(number)], stdout=subprocess.DEVNULL, cwd=HOUSE) for number in range(4)
    ]
    assert [each.wait() for each in running] == [0] * 4
    assert sorted(each.how or "" for each in Case.open(case.path).observations) == ["0", "1", "2", "3"]


def test_a_command_that_waited_in_vain_says_so_and_reading_waits_for_nobody(
    case: Case, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "SECONDS_IN_SILENCE", 0.1)
    monkeypatch.setattr(folder, "SECONDS_TO_WAIT", 0.1)
    with Case.locked(case.path):
        result = lineage_db("case", "observe", "m/seen", "positive", "--case", str(case.path))
        assert (result.code, result.err.splitlines()) == (
            1,
            [
                "Another command is at work on this case: waiting for it …",
                "Another command is at work on this case.",
                "Run this one again when that has ended.",
            ],
        )
        assert lineage_db("case", "show", "--case", str(case.path)).code == 0


def test_an_export_holds_the_whole_case_and_overwrites_nothing(case: Case, tmp_path: Path) -> None:
    write_letters(case)
    (case.path / "mine.txt").write_text("mine")
    archive = tmp_path / "case.zip"
    case.export(archive)
    with zipfile.ZipFile(archive) as packed:
        assert {Path(name).name for name in packed.namelist()} == {path.name for path in case.files()}
        packed.extractall(tmp_path / "out")
    assert Case.open(tmp_path / "out" / "case").standing() == case.standing()
    with pytest.raises(RightsError, match="case-output-exists"):
        case.export(archive)


def test_deleting_a_case_deletes_what_is_of_the_case_and_nothing_else(case: Case, tmp_path: Path) -> None:
    write_letters(case)
    outside = tmp_path / "outside.md"
    outside.write_text("mine")
    (case.path / "letters" / "answer.pdf").write_text("mine")
    (case.path / "letters" / "access-en-b.md").unlink()
    (case.path / "letters" / "access-en-b.md").symlink_to(outside)
    left = {str(path.relative_to(case.path)) for path in case.delete()}
    assert left == {"letters", "letters/answer.pdf", "letters/access-en-b.md"}
    assert outside.read_text() == "mine"


def test_a_case_with_nothing_else_in_its_folder_is_gone_with_it(case: Case) -> None:
    write_letters(case)
    with Case.locked(case.path) as same:
        assert same.delete() == []
    assert not case.path.exists()


def test_a_case_is_deleted_only_when_that_is_confirmed(
    case_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    refused = case_command("delete")
    assert (refused.code, "Nothing was changed." in refused.err) == (130, True)
    assert (tmp_path / "mine" / "case.json").exists()
    monkeypatch.chdir(tmp_path)
    assert case_command("delete", "--case", "mine", "--yes").code == 0
    assert not (tmp_path / "mine").exists()


def test_a_case_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RightsError, match="case-has-no-parent-folder"):
        Case.new(tmp_path / "a" / "b", DAY, Subject("m/seen"))


@pytest.mark.parametrize("command", ["show", "delete", "export", "letters"])
def test_a_folder_without_a_case_is_refused(lineage_db: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    more = {"export": [str(tmp_path / "out.zip")], "letters": ["--right", "access"], "delete": ["--yes"]}
    result = lineage_db("case", command, "--case", str(tmp_path), *more.get(command, []))
    assert result.code == 1
    assert "is no case" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--calendar", "XX"),
        ("--calendar", "secret holidays"),
        ("--origin", "no/such"),
        ("--date", "soon"),
        ("--date", "9999-01-01"),
    ],
)
def test_a_case_that_cannot_be_made_leaves_no_folder(
    sample_graph: Driver, lineage_db: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = lineage_db("case", "new", str(tmp_path / "case"), "HuggingFaceH4/zephyr-7b-beta", *arguments)
    assert result.code in (1, 2)
    assert not (tmp_path / "case").exists()
