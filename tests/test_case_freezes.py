"""The frozen families of a case, and what has changed since."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factory import hub_model
from hub_ids import oid
from sample_case import DAY, family, family_model

from rights.cases.case import Case
from rights.cases.freeze import Freeze
from rights.errors import RightsError
from rights.exposure.family import Family

Run = Callable[..., Any]


def test_a_frozen_family_that_was_changed_is_not_used(case: Case) -> None:
    file = case.path / "family-1.json"
    file.write_bytes(file.read_bytes().replace(b"c/copy", b"d/copy"))
    with pytest.raises(RightsError, match="freeze-was-changed"):
        Case.open(case.path).standing()


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_freeze_takes_the_place_of_a_damaged_family(
    load_records: Run, lineage_db: Run, tmp_path: Path, damage: str
) -> None:
    load_records({"id": "m/seen"}, whole=True)
    case = str(tmp_path / "case")
    lineage_db("case", "new", case, "m/seen")
    file = tmp_path / "case" / "family-1.json"
    file.write_text("{}") if damage == "changed" else file.unlink()
    broken = lineage_db("case", "show", "--case", case)
    assert (broken.code, "family-1.json" in broken.err, "case freeze" in broken.err) == (1, True, True)
    assert "Another takes its place" in lineage_db("case", "freeze", "--case", case).err
    assert lineage_db("case", "show", "--case", case).code == 0


def test_every_frozen_family_stays_in_the_case(case: Case) -> None:
    case.freeze(Freeze("2027-01-01", None, Family.from_rows([family_model("m/seen", "m")], [], None, None)))
    first = Freeze.from_bytes((case.path / "family-1.json").read_bytes())
    assert first == Freeze(DAY, None, family())
    assert Case.open(case.path).frozen.date == "2027-01-01"


def test_a_case_is_answered_from_what_was_frozen_not_from_the_graph(
    load_records: Run, lineage_db: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_records({"id": "b/base"}, hub_model("m/seen", "b/base", witnesses=("hub",)), whole=True)
    folder = str(tmp_path / "case")
    assert lineage_db("case", "new", folder, "m/seen", "--date", DAY).code == 0
    show = ("case", "show", "--case", folder, "--format", "json")
    before = lineage_db(*show).out
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    assert lineage_db(*show).out == before
    assert lineage_db("case", "probe-next", "--case", folder).code == 0
    assert lineage_db("case", "contacts", "--case", folder).code == 0
    assert lineage_db("case", "letters", "--case", folder, "--right", "erasure").code == 0


def test_what_changed_on_the_hub_and_who_should_now_be_told(load_records: Run, lineage_db: Run, tmp_path: Path) -> None:
    derived = partial(hub_model, witnesses=("hub",))
    load_records(
        {"id": "b/base"},
        derived("m/seen", "b/base"),
        derived("old/vanishes", "m/seen"),
        derived("old/withdraws", "m/seen"),
        derived("old/alters", "m/seen"),
        derived("old/name", "m/seen", _id=oid(1)),
        whole=True,
    )
    folder = str(tmp_path / "case")
    assert lineage_db("case", "new", folder, "m/seen", "--date", DAY).code == 0
    lineage_db("case", "letters", "--case", folder, "--right", "access", "--to", "old")
    load_records(
        {"id": "b/base"},
        derived("m/seen", "b/base"),
        {"id": "old/withdraws", "cardData": {}, "baseModels": None, "tags": []},
        derived("old/alters", "m/seen", relation="quantized"),
        derived("new/name", "m/seen", _id=oid(1)),
        derived("new/appears", "old/vanishes"),
        derived("old/another", "m/seen"),
        whole=True,
    )
    frozen = (tmp_path / "case" / "case.json").read_bytes()
    found = json.loads(lineage_db("case", "refresh", "--case", folder, "--format", "json").out)
    assert (tmp_path / "case" / "case.json").read_bytes() == frozen
    assert found["renamed"] == {"old/name": "new/name"}
    assert set(found["appeared"]) == {"new/appears", "old/another"}
    assert found["vanished"] == {"old/vanishes": "gone"}
    assert {each["child"] for each in found["derivationsThatCame"]} == {"new/appears", "old/another"}
    assert [each["child"] for each in found["derivationsWithdrawn"]] == ["old/withdraws"]
    assert [(each["before"], each["relation"]) for each in found["relationsChanged"]] == [("finetune", "quantized")]
    assert {each["model"] for each in found["newlyExposed"]} == {"new/appears", "old/another"}
    assert {each["publisher"]: each["hasALetter"] for each in found["toTell"]} == {"new": False, "old": True}
    said = lineage_db("case", "refresh", "--case", folder, "--freeze", "--date", "2027-01-01")
    assert "old/vanishes" in said.out
    assert "To be told now" in said.out
    assert "Frozen on 2027-01-01" in said.err
    again = lineage_db("case", "refresh", "--case", folder)
    assert (again.out, "Nothing changed" in again.err) == ("", True)
    exposed = json.loads(lineage_db("case", "show", "--case", folder, "--format", "json").out)["exposed"]
    assert {each["model"]: (each["state"], each["former"]) for each in exposed} == {
        "b/base": ("listed", False),
        "m/seen": ("listed", False),
        "old/vanishes": ("gone", False),
        "old/withdraws": ("listed", True),
        "old/alters": ("listed", False),
        "new/name": ("listed", False),
        "new/appears": ("listed", False),
        "old/another": ("listed", False),
    }


def test_a_new_revision_a_gate_and_a_new_publisher_are_changes(
    load_records: Run, lineage_db: Run, tmp_path: Path
) -> None:
    derived = partial(hub_model, witnesses=("hub",), _id=oid(1))
    load_records({"id": "m/seen", "sha": "a" * 40}, derived("n/moves", "m/seen"), whole=True)
    folder = str(tmp_path / "case")
    lineage_db("case", "new", folder, "m/seen")
    load_records({"id": "m/seen", "sha": "b" * 40, "gated": "manual"}, derived("o/moved", "m/seen"), whole=True)
    said = csv.DictReader(io.StringIO(lineage_db("case", "refresh", "--case", folder, "--format", "csv").out))
    assert [(each["change"], each["model"], each["detail"]) for each in said] == [
        ("renamed", "o/moved", "was n/moves"),
        ("revision changed", "m/seen", f"{'a' * 40} → {'b' * 40}"),
        ("access changed", "m/seen", "unknown → gated"),
        ("publisher changed", "o/moved", "n → o"),
    ]
    found = json.loads(lineage_db("case", "refresh", "--case", folder, "--format", "json").out)
    assert found["modelsChanged"][1] == {"model": "m/seen", "what": "access", "before": "unknown", "now": "gated"}


def test_a_case_follows_its_model_to_a_new_name(load_records: Run, lineage_db: Run, tmp_path: Path) -> None:
    named = {"_id": oid(1)}
    load_records({"id": "m/seen", **named}, whole=True)
    folder = str(tmp_path / "case")
    lineage_db("case", "new", folder, "m/seen")
    lineage_db("case", "observe", "--case", folder, "m/seen", "positive")
    load_records({"id": "m/renamed", **named}, whole=True)
    assert "was m/seen" in lineage_db("case", "freeze", "--case", folder).out
    opened = Case.open(tmp_path / "case")
    assert (opened.model, opened.observations[0].model) == ("m/renamed", "m/renamed")
    assert opened.standing().candidates == ["m/renamed"]


def test_a_forgotten_publisher_is_followed_in_a_case_and_gets_no_letter(
    load_records: Run, lineage_db: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    derived = partial(hub_model, witnesses=("hub",))
    load_records({"id": "Jane/seen"}, derived("Jane/tuned", "Jane/seen"), derived("n/other", "Jane/seen"), whole=True)
    folder = tmp_path / "case"
    lineage_db("case", "new", str(folder), "Jane/seen")
    assert lineage_db("forget", "Jane", "--yes").code == 0
    said = json.loads(lineage_db("case", "freeze", "--case", str(folder), "--format", "json").out)
    assert (set(said["renamed"]), said["appeared"], said["vanished"]) == ({"Jane/seen", "Jane/tuned"}, [], {})
    assert said["newlyExposed"] == []
    contacts_now = lineage_db("case", "contacts", "--case", str(folder))
    assert "Jane" not in contacts_now.out
    assert contacts_now.out.count("huggingface.co") == 2
    assert ": name forgotten" in contacts_now.out
    rows = csv.DictReader(io.StringIO(lineage_db("case", "contacts", "--case", str(folder), "--format", "csv").out))
    assert {row["publisher"][:9]: (row["profile"], row["unknown"]) for row in rows}["forgotten"] == (
        "",
        "name forgotten",
    )
    written = lineage_db("case", "letters", "--case", str(folder), "--right", "access")
    assert (written.out, "whose names were forgotten" in written.err) == ("letters/access-en-n.md\n", True)
    assert "Nothing in the graph was called Nobody" in lineage_db("forget", "Nobody", "--yes").err
    assert "opaque ids, and no names on the Hub" in (folder / "letters" / "access-en-n.md").read_text("utf-8")
