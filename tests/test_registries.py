"""A field of a model and a witness are added in a copy of the code by an entry each, and all else follows."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
FIELD = """
    Field(hub="mood", name="mood", read=text, reason="not a text", identifying=IDENTIFYING),
)


def _unique("""
READER = """
def _config_parents(record: RecordReader) -> Iterator[Reference]:
    written = record.object("config").get("_name_or_path")
    if isinstance(written, str):
        yield record.reference(written, "model", "config", "adapter")


RECORD_WITNESSES = {
    "config": RecordWitness("config", _config_parents),"""
USES_THE_FIELD = """
from loader.bulk.columns import HEADERS
from loader.fields import EXPANDED, RECORD_FIELDS
from loader.mask import Forgotten
from loader.record import digest
from loader.shape import shape
model = shape({"id": "jane/one", "mood": "blue"})
assert model.properties["mood"] == "blue"
assert "mood" in EXPANDED and "mood" in RECORD_FIELDS and "mood:string" in HEADERS["models"]
assert digest({"id": "jane/one", "mood": "blue"}) != digest({"id": "jane/one", "mood": "red"})
key = Forgotten(b"key")
forgotten = Forgotten(b"key", frozenset({key.hash("jane")}))
print(forgotten.model(model).properties.get("mood"))
"""
USES_THE_WITNESS = """
from formats.derivation import evidence
from ground.vocabulary import witness_label
from loader.fields import EXPANDED
from loader.previous_statements import StoredStatements
from loader.resolve import Names, resolve
from loader.shape import shape
model = shape({"id": "a/one", "cardData": {"base_model": "b/two"}, "config": {"_name_or_path": "b/two"}})
(row,) = resolve(model, Names()).derivations
assert "config" in EXPANDED and model.speaking == {"card", "config"}
stored = StoredStatements()
stored.add("b/two", row["properties"])
assert stored.parents["b/two"].words == {"card": None, "config": "adapter"}
assert evidence(row["properties"]) == "named by card, config"
print(row["properties"]["statements"], witness_label("config", "fr"))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rooms that a record passes through."""
    for room in ("cypher", "formats", "ground", "loader"):
        shutil.copytree(HOUSE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def run(folder: Path, script: str) -> str:
    """What a script prints that imports the code of a folder."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(folder)!r})\n{script}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(("identifying", "kept"), [("True", "None"), ("False", "blue")])
def test_a_new_field_is_one_entry_and_is_forgotten_if_it_identifies(copy: Path, identifying: str, kept: str) -> None:
    edit(copy / "loader/fields.py", "\n)\n\n\ndef _unique(", FIELD.replace("IDENTIFYING", identifying))
    assert run(copy, USES_THE_FIELD) == kept


def test_a_field_that_does_not_say_whether_it_identifies_is_refused(copy: Path) -> None:
    edit(copy / "loader/fields.py", "\n)\n\n\ndef _unique(", FIELD.replace(", identifying=IDENTIFYING", ""))
    with pytest.raises(subprocess.CalledProcessError) as refused:
        run(copy, "import loader.fields")
    assert "'identifying'" in refused.value.stderr


def test_a_new_witness_is_an_entry_a_reader_and_a_field(copy: Path) -> None:
    witness = (
        'Witness(name="config", noun="configuration", labels={"en": "its configuration", "fr": "sa configuration"}),'
    )
    edit(
        copy / "ground/vocabulary.py",
        ')\n"""The witnesses of derivations',
        f'    {witness}\n)\n"""The witnesses of derivations',
    )
    edit(copy / "loader/witnesses.py", "RECORD_WITNESSES = {", READER.lstrip())
    edit(
        copy / "loader/fields.py",
        "\n)\n\n\ndef _unique(",
        '\n    Field(hub="config", identifying=True),\n)\n\n\ndef _unique(',
    )
    assert run(copy, USES_THE_WITNESS) == "['card: named', 'config: adapter'] sa configuration"
