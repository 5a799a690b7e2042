"""What a case keeps from others: its files, what a person wrote, and what strangers wrote."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE
from neo4j import Driver
from sample_case import DAY, PERSON, write_letters

from rights.cases.case import Case
from rights.cases.correspondence import letter_to, mark
from rights.errors import RightsError
from rights.exposure.observations import Observation

Run = Callable[..., Any]


@pytest.fixture(params=[0o000, 0o022, 0o777], ids="umask {:o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {str(path): oct(stat.S_IMODE(path.lstat().st_mode)) for path in [folder, *folder.rglob("*")]}


def test_nobody_but_its_owner_can_open_a_case(umask: None, case: Case) -> None:
    case.observe(Observation("m/seen", "positive"))
    case.describe_person(PERSON)
    write_letters(case)
    with Case.locked(case.path):
        pass
    case.export(case.path.parent / "case.zip")
    assert set(modes(case.path).values()) == {"0o700", "0o600"}
    assert all(Path(path).is_dir() == (mode == "0o700") for path, mode in modes(case.path).items())
    assert modes(case.path.parent)[str(case.path.parent / "case.zip")] == "0o600"


def test_a_case_that_was_opened_to_others_is_closed_by_the_next_write(case: Case) -> None:
    case.path.chmod(0o755)
    (case.path / "log.jsonl").chmod(0o644)
    case.observe(Observation("m/seen", "positive"))
    assert set(modes(case.path).values()) == {"0o700", "0o600"}


def test_a_folder_that_leads_out_of_the_case_is_not_written_to(case: Case, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (case.path / "letters").symlink_to(elsewhere)
    with pytest.raises(RightsError, match="leads-out-of-case"):
        write_letters(case)
    assert list(elsewhere.iterdir()) == []


def test_the_log_holds_nothing_that_anybody_wrote(case: Case) -> None:
    case.describe_person(PERSON)
    case.observe(Observation("m/seen", "positive", "c0ffee", DAY, "my secret prompt"))
    write_letters(case, "objection")
    mark(letter_to(case.letters, "c"), "sent", DAY)
    case.save("letter marked as sent")
    log = (case.path / "log.jsonl").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["what"] for line in lines] == [
        "case made",
        "family frozen",
        "words of the person changed",
        "observation noted",
        "letters written",
        "letter marked as sent",
    ]
    assert all({*line} <= {"when", "what", "count"} for line in lines)


COMMANDS = {
    "show": ("show",),
    "show as CSV": ("show", "--format", "csv"),
    "show as JSON": ("show", "--format", "json"),
    "probe-next": ("probe-next",),
    "contacts": ("contacts",),
    "contacts as CSV": ("contacts", "--format", "csv"),
    "contacts as JSON": ("contacts", "--format", "json"),
    "letters": ("letters", "--right", "access", "--lang", "fr"),
    "deadlines": ("deadlines",),
    "deadlines as CSV": ("deadlines", "--format", "csv"),
    "refresh": ("refresh",),
    "freeze": ("freeze",),
    "observe": ("observe", HOSTILE[2], "positive"),
}


def test_nothing_that_a_command_says_is_steered_by_what_strangers_wrote(
    hostile_graph: Driver, lineage_db: Run, tmp_path: Path
) -> None:
    folder = str(tmp_path / "case")
    assert lineage_db("case", "new", folder, "good/base").code == 0
    lineage_db("case", "letters", "--case", folder, "--right", "access", "--pdf")
    for command, arguments in COMMANDS.items():
        result = lineage_db("case", *arguments, "--case", folder)
        assert result.code == 0, (command, result.err)
        written = result.out + result.err
        assert not {char for char in written if not char.isprintable() and char != "\n"}, command
        if "csv" in arguments:
            cells = [cell for row in csv.reader(io.StringIO(result.out)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], command
    inside = [path.relative_to(tmp_path / "case") for path in (tmp_path / "case").rglob("*")]
    assert {path.parts[0] for path in inside} == {
        *("case.json", "log.jsonl", "letters", "family-1.json", "family-2.json"),
        ".lock",
    }
    for file in (tmp_path / "case").rglob("*.json"):
        assert file.read_text().replace("\n", "").isprintable()


def test_what_a_person_wrote_is_shown_nowhere_but_in_the_letters(
    case_command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "me.json").write_text(json.dumps(PERSON), encoding="utf-8")
    said = [case_command("person", "--from", str(tmp_path / "me.json"))]
    assert said[0].out == "Kept in the case: address, authority, data, email, ground, name, situation.\n"
    for arguments in COMMANDS.values():
        said.append(
            case_command(
                *arguments[:1],
                *(("HuggingFaceH4/zephyr-7b-beta", "positive") if arguments[0] == "observe" else arguments[1:]),
            )
        )
    said.append(case_command("export", str(tmp_path / "out.zip")))
    written = "".join(each.out + each.err for each in said)
    assert not [
        text for text in PERSON.values() if len(text) > 1 and (text in written or text.splitlines()[0] in written)
    ]
    letter = next((tmp_path / "mine" / "letters").glob("*.txt")).read_text(encoding="utf-8")
    assert PERSON["name"] in letter
