"""A case: a folder of one person's own, from which every answer can be given again."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HOSTILE
from hub_ids import oid
from jsonschema import Draft202012Validator
from neo4j import Driver

from messages import sentences_on
from rights.cases import folder, schema
from rights.cases.case import Case
from rights.cases.correspondence import due, letter_to, mark, unmark
from rights.cases.freeze import Freeze
from rights.cases.writing import write
from rights.errors import RightsError
from rights.exposure.family import Family
from rights.exposure.observations import Observation
from rights.letters.contacts import contacts
from rights.letters.letters import Letter, pdf

Run = Callable[..., Any]
HOUSE = Path(__file__).parent.parent
DAY = "2026-09-24"
PERSON = {
    "name": "Zoé Ωmega-Secret",
    "address": "7 rue Cachée\n75000 Paris",
    "email": "zoe@secret.example",
    "data": "my secret line",
    "ground": "d",
    "situation": "my secret situation",
    "authority": "a secret authority",
}
FACTS = {"pipelineTag": None, "libraryName": None, "license": None, "likes": None, "descendants": 0, "sha": "c0ffee"}
TIMES = {"createdAt": None, "lastModified": None}


def model(id: str, publisher: str | None, **more: Any) -> dict[str, Any]:
    known = {"id": id, "state": "listed", "publisher": publisher, "publisherKind": None, "downloads": 1, "gated": None}
    return known | FACTS | TIMES | more


def edge(child: str, parent: str, relation: str = "finetune", state: str = "holds") -> dict[str, Any]:
    said = {"witnesses": ["card"], "disputed": False, "declaredRelation": relation, "hubRelation": None}
    return {
        "child": child,
        "parent": parent,
        "relation": relation,
        "state": state,
        "sha": None,
        "tagRelation": None,
        **said,
    }


def family() -> Family:
    """A model of m's that derives from two models of b's, and a model of another from each of these."""
    models = [
        model("b/base", "b"),
        model("b/older", "b"),
        model("m/seen", "m"),
        model("c/copy", "c"),
        model("n/other", "n", gated="manual"),
    ]
    edges = [
        edge("b/base", "b/older"),
        edge("m/seen", "b/base"),
        edge("c/copy", "m/seen", "quantized"),
        edge("n/other", "b/older"),
    ]
    return Family({each["id"]: each for each in models}, edges, {"number": 1}, "2026-11-20")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A case about m/seen."""
    made = Case.new(tmp_path / "case", DAY, model="m/seen", calendar="FR")
    made.freeze(Freeze(DAY, None, family()))
    return made


@pytest.fixture(params=[0o000, 0o022, 0o777], ids="umask {:o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def write_letters(case: Case, right: str = "access", **more: Any) -> list[Any]:
    stands = case.standing()
    return list(write(case, stands, contacts(stands.family, stands.exposed), right, "en", DAY, **more))


def modes(folder: Path) -> dict[str, str]:
    return {str(path): oct(stat.S_IMODE(path.lstat().st_mode)) for path in [folder, *folder.rglob("*")]}


def test_nobody_but_its_owner_can_open_a_case(umask: None, case: Case) -> None:
    case.observe(Observation("m/seen", "positive"))
    case.describe_person(PERSON)
    write_letters(case)
    with Case.alone(case.path):
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


def test_a_letter_that_cannot_be_written_leaves_a_case_that_can_be_opened(case: Case) -> None:
    (case.path / "letters").write_text("in the way")
    with pytest.raises(FileExistsError):
        write_letters(case)
    assert Case.open(case.path).letters == []


def test_a_case_is_made_only_in_a_new_or_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RightsError, match="case-folder-is-not-empty"):
        Case.new(tmp_path, DAY, model="m/seen")
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


def test_every_frozen_family_stays_in_the_case(case: Case) -> None:
    case.freeze(Freeze("2027-01-01", None, Family({"m/seen": model("m/seen", "m")}, [], None, None)))
    first = Freeze.from_bytes((case.path / "family-1.json").read_bytes())
    assert first == Freeze(DAY, None, family())
    assert Case.open(case.path).frozen.date == "2027-01-01"


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
    case = Case.new(tmp_path / "case", DAY, model=None, origins=["m/seen"])
    case.freeze(Freeze(DAY, ["m/seen"], family()))
    case.observe(Observation("c/copy", "positive"))
    assert (case.standing().known, case.standing().unexplained) == (True, [])
    case.observe(Observation("n/other", "positive"))
    assert case.standing().unexplained == ["n/other"]
    assert {each.model for each in case.standing().exposed} == {"m/seen", "c/copy"}


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
    with Case.alone(case.path):
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


def with_more_of_c() -> Family:
    some = family()
    return replace(
        some, models=some.models | {"c/new": model("c/new", "c")}, edges=[*some.edges, edge("c/new", "m/seen")]
    )


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
        written = list(write(case, stands, some, "access", language, DAY))
    text = (case.path / written[0].files[1]).read_text(encoding="utf-8")
    assert words in " ".join(text.replace("\xa0", " ").split())


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
    with Case.alone(case.path) as same:
        assert same.delete() == []
    assert not case.path.exists()


MONTH_ENDS = [
    ("2026-01-31", "2026-03-02", "28 February is a Saturday"),
    ("2024-01-31", "2024-02-29", "a leap year"),
    ("2025-03-31", "2025-04-30", "April has no 31st"),
    ("2025-11-30", "2025-12-30", "the same date, not the last day"),
    ("2026-04-01", "2026-05-04", "1 May, a holiday, and the weekend after it"),
    ("2025-12-01", "2026-01-02", "New Year's Day"),
]


@pytest.fixture
def asked(sample_graph: Driver, lineage_db: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `lineage-db case …` in the folder of a case about a model of the sample."""
    monkeypatch.chdir(tmp_path)
    made = lineage_db("case", "new", "mine", "HuggingFaceH4/zephyr-7b-beta", "--date", DAY)
    assert made.code == 0, made.err
    monkeypatch.chdir(tmp_path / "mine")
    return lambda *arguments: lineage_db("case", *arguments)


@pytest.mark.parametrize(("received", "due", "why"), MONTH_ENDS, ids=[why for _, _, why in MONTH_ENDS])
def test_an_answer_is_due_at_the_end_of_the_month(asked: Run, received: str, due: str, why: str) -> None:
    asked("letters", "--right", "access", "--to", "Sakalti", "--date", "2023-11-30")
    before = next(csv.DictReader(io.StringIO(asked("deadlines", "--format", "csv").out)))
    assert (before["due"], before["counted"]) == ("", "one month from receipt")
    assert asked("sent", "Sakalti", "--date", "2023-12-01").code == 0
    assert asked("received", "sakalti", "--date", received).code == 0
    without = asked("deadlines", "--date", received)
    assert (without.code, "which public holidays" in without.err) == (1, True)
    result = asked("deadlines", "--calendar", "FR", "--date", received, "--format", "csv")
    assert next(csv.DictReader(io.StringIO(result.out)))["due"] == due
    assert "not legal advice" in result.err


def test_two_months_more_count_where_they_are_told_of_in_time(case: Case) -> None:
    write_letters(case)
    letter = letter_to(case.letters, "C", "access")
    for step, day in (("sent", "2026-11-26"), ("received", "2026-11-30")):
        mark(letter, step, day)
    assert str(due(letter, "FR").deadline.due) == "2026-12-30"  # type: ignore[union-attr]
    mark(letter, "extended", "2026-12-30")
    assert str(due(letter, "FR").deadline.due) == "2027-03-01"  # type: ignore[union-attr]
    mark(letter, "extended", "2026-12-31")
    late = due(letter, "FR")
    assert (str(late.deadline.due), late.told_too_late) == ("2026-12-30", True)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("command", "columns"),
    [("show", "publisher,model"), ("contacts", "count,publisher"), ("deadlines", "state,publisher")],
)
def test_a_table_of_a_case_gives_the_columns_that_are_asked_for(asked: Run, command: str, columns: str) -> None:
    assert asked("letters", "--right", "access").code == 0
    rows = list(csv.DictReader(io.StringIO(asked(command, "--columns", columns, "--format", "csv").out)))
    assert rows
    assert list(rows[0]) == columns.split(",")


def test_what_was_noted_of_a_letter_can_be_taken_back_last_first(case: Case, lineage_db: Run) -> None:
    write_letters(case)
    for step in ("sent", "received", "replied"):
        lineage_db("case", step, "c", "--case", str(case.path), "--date", "2026-11-24")
    refused = lineage_db("case", "sent", "c", "--undo", "--case", str(case.path))
    assert (refused.code, "It was received on 2026-11-24" in refused.err) == (1, True)
    for step in ("replied", "received", "sent"):
        said = lineage_db("case", step, "c", "--undo", "--case", str(case.path)).out
        assert said == f"The letter to c for access is not marked as {step} any more.\n"
    assert not any(letter[step] for letter in Case.open(case.path).letters for step in ("sent", "received", "replied"))
    with pytest.raises(RightsError, match=r"letter-is-not-marked\(.*step='sent'"):
        unmark(letter_to(case.letters, "c"), "sent")


def test_what_follows_the_sending_happens_to_the_letter_that_was_sent(case: Case) -> None:
    write_letters(case)
    mark(letter_to(case.letters, "c"), "sent", "2026-11-24")
    case.freeze(Freeze(DAY, None, with_more_of_c()))
    write_letters(case)
    assert letter_to(case.letters, "c")["sent"] is None
    assert letter_to(case.letters, "c", step="received")["sent"] == "2026-11-24"
    assert letter_to(case.letters, "c", step="sent", marked=True)["sent"] == "2026-11-24"


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


def test_what_happens_to_a_letter_happens_in_its_order(case: Case) -> None:
    write_letters(case)
    letter = letter_to(case.letters, "c")
    with pytest.raises(RightsError, match=r"letter-is-written-later\(written='2026-09-24'"):
        mark(letter, "sent", "2026-09-23")
    with pytest.raises(RightsError, match=r"letter-is-not-sent\(recipient='c'") as raised:
        mark(letter, "replied", "2026-11-26")
    assert "lineage-db case sent" in sentences_on(raised.value).next
    mark(letter, "sent", "2026-11-26")
    with pytest.raises(RightsError, match=r"step-before-is-later\(step='sent', day='2026-11-26'"):
        mark(letter, "received", "2026-11-25")
    mark(letter, "received", "2026-11-30")
    with pytest.raises(RightsError, match=r"step-after-is-earlier\(step='received', day='2026-11-30'"):
        mark(letter, "sent", "2026-12-01")


def test_which_letter_is_meant_must_be_clear(case: Case) -> None:
    write_letters(case)
    write_letters(case, "erasure")
    with pytest.raises(RightsError, match=r"letters-for-several-rights\(.*\['access', 'erasure'\]"):
        letter_to(case.letters, "c")
    assert letter_to(case.letters, "c", "erasure")["right"] == "erasure"
    with pytest.raises(RightsError, match=r"no-letter-to-recipient\(recipient='z'"):
        letter_to(case.letters, "z")
    stands = case.standing()
    list(write(case, stands, contacts(stands.family, stands.exposed), "access", "fr", DAY))
    with pytest.raises(RightsError, match=r"letters-in-several-languages\(.*\['en', 'fr'\]"):
        letter_to(case.letters, "c", "access")
    assert letter_to(case.letters, "c", "access", "fr")["language"] == "fr"


def test_an_observation_says_what_it_leaves(asked: Run) -> None:
    assert "2 of 2" in asked("observe", "HuggingFaceH4/zephyr-7b-beta", "positive", "--date", DAY).out
    assert "1 of 2" in asked("observe", "teknium/OpenHermes-2.5-Mistral-7B", "positive", "--date", DAY).out
    nothing = asked("observe", "meta-llama/Llama-3.1-8B", "positive", "--date", DAY)
    assert "No single origin explains what was seen" in nothing.out
    assert "would come from: mistralai/Mistral-7B-v0.1" not in nothing.out.splitlines()[-1]
    assert "case freeze takes it in" in nothing.err
    assert asked("freeze", "--date", DAY).code == 0
    shown = json.loads(asked("show", "--format", "json").out)
    assert (shown["explained"], shown["remaining"]) == (False, [])
    assert len(shown["byPositive"]) == 3
    assert "meta-llama/Llama-3.1-8B-Instruct" in {each["model"] for each in shown["exposed"]}


def test_a_model_that_is_not_found_is_told_the_nearest(asked: Run) -> None:
    result = asked("observe", "HuggingFaceH4/zephyr-7b-betta", "positive")
    assert result.code == 1
    assert "HuggingFaceH4/zephyr-7b-beta" in result.err


def test_a_case_is_answered_from_what_was_frozen_not_from_the_graph(
    load_records: Run, lineage_db: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = {"baseModels": {"relation": "finetune", "models": [{"id": "b/base"}]}}
    load_records({"id": "b/base"}, {"id": "m/seen", **child}, whole=True)
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
    def of(*parents: str, relation: str = "finetune") -> dict[str, Any]:
        return {"baseModels": {"relation": relation, "models": [{"id": id} for id in parents]}}

    load_records(
        {"id": "b/base"},
        {"id": "m/seen", **of("b/base")},
        {"id": "old/vanishes", **of("m/seen")},
        {"id": "old/withdraws", **of("m/seen")},
        {"id": "old/alters", **of("m/seen")},
        {"id": "old/name", "_id": oid(1), **of("m/seen")},
        whole=True,
    )
    folder = str(tmp_path / "case")
    assert lineage_db("case", "new", folder, "m/seen", "--date", DAY).code == 0
    lineage_db("case", "letters", "--case", folder, "--right", "access", "--to", "old")
    load_records(
        {"id": "b/base"},
        {"id": "m/seen", **of("b/base")},
        {"id": "old/withdraws", "cardData": {}, "baseModels": None, "tags": []},
        {"id": "old/alters", **of("m/seen", relation="quantized")},
        {"id": "new/name", "_id": oid(1), **of("m/seen")},
        {"id": "new/appears", **of("old/vanishes")},
        {"id": "old/another", **of("m/seen")},
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
    base = {"baseModels": {"relation": "finetune", "models": [{"id": "m/seen"}]}}
    named = {"_id": oid(1)}
    load_records({"id": "m/seen", "sha": "a" * 40}, {"id": "n/moves", **named, **base}, whole=True)
    folder = str(tmp_path / "case")
    lineage_db("case", "new", folder, "m/seen")
    load_records({"id": "m/seen", "sha": "b" * 40, "gated": "manual"}, {"id": "o/moved", **named, **base}, whole=True)
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


def test_a_forgotten_publisher_is_followed_in_a_case_and_gets_no_letter(
    load_records: Run, lineage_db: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    base = {"baseModels": {"relation": "finetune", "models": [{"id": "Jane/seen"}]}}
    load_records({"id": "Jane/seen"}, {"id": "Jane/tuned", **base}, {"id": "n/other", **base}, whole=True)
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
    asked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "me.json").write_text(json.dumps(PERSON), encoding="utf-8")
    said = [asked("person", "--from", str(tmp_path / "me.json"))]
    assert said[0].out == "Kept in the case: address, authority, data, email, ground, name, situation.\n"
    for arguments in COMMANDS.values():
        said.append(
            asked(
                *arguments[:1],
                *(("HuggingFaceH4/zephyr-7b-beta", "positive") if arguments[0] == "observe" else arguments[1:]),
            )
        )
    said.append(asked("export", str(tmp_path / "out.zip")))
    written = "".join(each.out + each.err for each in said)
    assert not [
        text for text in PERSON.values() if len(text) > 1 and (text in written or text.splitlines()[0] in written)
    ]
    letter = next((tmp_path / "mine" / "letters").glob("*.txt")).read_text(encoding="utf-8")
    assert PERSON["name"] in letter


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
    asked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in ANSWERS.values() for line in lines)))
    result = asked("person")
    assert result.out == "Kept in the case: address, authority, data, email, ground, name.\n"
    assert Case.open(tmp_path / "mine").content["person"] == KEPT
    assert "'zoe' is no e-mail address. Answer again" in result.err
    assert "'z' is none of the letters a to f. Answer again" in result.err
    assert "  d  the data was used unlawfully" in result.err
    monkeypatch.setattr("sys.stdin", typed("-", *[""] * 9))
    assert asked("person").out == "Kept in the case: address, authority, data, email, ground.\n"


@pytest.mark.parametrize("answered", range(1, len(ANSWERS)))
def test_an_interview_that_is_broken_off_keeps_each_answer_and_goes_on_from_there(
    asked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answered: int
) -> None:
    questions = list(ANSWERS.values())
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in questions[:answered] for line in lines)))
    broken = asked("person")
    assert (broken.code, "What you answered so far is kept" in broken.err) == (130, True)
    kept = Case.open(tmp_path / "mine").content["person"]
    assert kept == {name: KEPT[name] for name in list(ANSWERS)[:answered] if name in KEPT}
    monkeypatch.setattr("sys.stdin", typed(*(line for lines in questions[answered:] for line in lines)))
    result = asked("person")
    assert f"goes on where it was left, at question {answered + 1} of 7" in result.err
    assert Case.open(tmp_path / "mine").content["person"] == KEPT
    assert "interview" not in Case.open(tmp_path / "mine").content
    monkeypatch.setattr("sys.stdin", typed(*[""] * 9))
    assert "goes on" not in asked("person").err


def test_several_grounds_stand_in_the_letter(asked: Run, tmp_path: Path) -> None:
    (tmp_path / "me.json").write_text('{"ground": ["d", "b"]}')
    assert asked("person", "--from", str(tmp_path / "me.json")).code == 0
    assert asked("letters", "--right", "erasure", "--to", "Sakalti").code == 0
    text = next((tmp_path / "mine" / "letters").glob("*.md")).read_text("utf-8").replace("\xa0", " ")
    assert "on the following grounds:\n\n- Article 17(1)(b): I withdraw" in text
    assert "- Article 17(1)(d): the data" in text
    (tmp_path / "me.json").write_text('{"ground": "x"}')
    refused = asked("person", "--from", str(tmp_path / "me.json"))
    assert (refused.code, "'x' is none of the letters a to f" in refused.err) == (1, True)


def test_a_case_is_deleted_only_when_that_is_confirmed(
    asked: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    refused = asked("delete")
    assert (refused.code, "Nothing was changed." in refused.err) == (130, True)
    assert (tmp_path / "mine" / "case.json").exists()
    monkeypatch.chdir(tmp_path)
    assert asked("delete", "--case", "mine", "--yes").code == 0
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("step", ["observe", "sent", "received", "replied"])
def test_nothing_is_noted_of_the_future_and_a_date_that_is_none_is_told_how_to_write(
    case: Case, lineage_db: Run, step: str
) -> None:
    write_letters(case)
    command = ("case", step, "--case", str(case.path), *(("m/seen", "positive") if step == "observe" else ("c",)))
    assert "9999-01-01 is in the future" in lineage_db(*command, "--date", "9999-01-01").err
    assert "Write it as 2026-11-30." in lineage_db(*command, "--date", "30/11/2026").err
    assert Case.open(case.path).content == case.content


def test_questions_that_nobody_answers_change_nothing(
    case: Case, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    result = lineage_db("case", "person", "--case", str(case.path))
    assert (result.code, "Nothing was changed." in result.err) == (130, True)


def test_a_name_that_nobody_has_is_named(case: Case, lineage_db: Run) -> None:
    result = lineage_db("case", "letters", "--case", str(case.path), "--right", "access", "--to", "c", "--to", "nobody")
    assert (result.code, "is called 'nobody'" in result.err) == (1, True)


def test_a_case_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RightsError, match="case-has-no-parent-folder"):
        Case.new(tmp_path / "a" / "b", DAY, model="m/seen")


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


def test_a_publisher_tells_those_who_build_on_its_models(asked: Run, lineage_db: Run, tmp_path: Path) -> None:
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
