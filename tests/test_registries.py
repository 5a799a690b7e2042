"""One of each kind that the code registers is added in a copy of it: a few files change, and all else follows."""

from __future__ import annotations

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
ROOMS = ("cypher", "formats", "ground", "loader", "rights", "web")
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
from loader.bulk.columns import CSV_HEADERS
from loader.fields import EXPANDED, RECORD_FIELDS
from loader.mask import Mask
from loader.record import digest
from loader.shape import shape
model = shape({"id": "jane/one", "mood": "blue"})
assert model.properties["mood"] == "blue"
assert "mood" in EXPANDED and "mood" in RECORD_FIELDS and "mood:string" in CSV_HEADERS["models"]
assert digest({"id": "jane/one", "mood": "blue"}) != digest({"id": "jane/one", "mood": "red"})
key = Mask(b"key")
forgotten = Mask(b"key", frozenset({key.hash("jane")}))
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


FORMAT = """
from formats.format import GraphFormat
from formats.graphs.graph import NOTE, child, key, name, parent


def tried_format(graph):
    yield f"# {NOTE}\\n"
    yield from (f"{name(key(node))}\\n" for node in graph.nodes)
    yield from (f"{name(child(edge))} {name(parent(edge))}\\n" for edge in graph.edges)


FORMAT = GraphFormat("tried-format", "text/plain", "tried.txt", tried_format)
"""
USES_THE_FORMAT = """
from formats import ALL_FORMATS, GRAPH_FORMATS, formats_for
from formats.graphs.graph import Graph
assert "tried-format" in formats_for() and "tried-format" not in formats_for(graph=False)
assert ALL_FORMATS["tried-format"].suffix == "tried.txt"
graph = Graph({}, [{"kind": "model", "id": "a/one"}], [])
print("".join(GRAPH_FORMATS["tried-format"].write(graph)).splitlines()[-1])
"""
BAND = """
        Band(
            "tried",
            "tried-relation",
            {"en": "tried", "fr": "instruit"},
            {"en": "It learned from the answers of another model.", "fr": "Il a appris des réponses d’un autre."},
            {"en": "a distillation", "fr": "distillation"},
            {"en": "a distillation, which learns from answers", "fr": "une distillation, qui apprend de réponses"},
        ),
        Band(
            "unstated","""
FAMILY = """
from rights.exposure.exposure import exposure
from rights.exposure.family import Family, FamilyDerivation, FamilyModel
models = {id: FamilyModel(id, publisher=id[0]) for id in ("a/one", "b/two", "c/three")}
"""
USES_THE_BAND = """
from ground.bands import count_bands
from rights.letters.templating import environment
edges = [FamilyDerivation("b/two", "a/one", "tried-relation"), FamilyDerivation("c/three", "b/two", "quantized")]
bands = {each.model: each.band for each in exposure(Family(models, edges, None, None), ["a/one"])}
assert environment("fr", None).globals["weakest_links"]["tried"] == "une distillation, qui apprend de réponses"
assert count_bands({"unstated": 1, "tried": 2}) == "tried 2, unstated 1"
print(bands)
"""
LANGUAGE = """
        Language("qq", "Tried", "Antwoord verwacht: {publisher}", thousands="."),
    )
}
"""
USES_THE_LANGUAGE = """
from ground.rights import RIGHTS
from rights.letters.contacts import contacts
from rights.letters.letters import CaseFacts, letters
family = Family(models, [FamilyDerivation("b/two", "a/one", "finetune")], None, None)
facts = CaseFacts(family, "b/two", ("a/one",))
addressees = contacts(family, exposure(family, ["a/one"]))
written = [letter for right in RIGHTS for letter in letters(facts, addressees, right, "qq")]
print(written[0].name, len(written), all("Geachte" in letter.markdown for letter in written))
"""
QUERY = """// The models that people like most
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: the model
MATCH (model:Model)
RETURN model.id AS model
ORDER BY model.likes DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
"""
USES_THE_QUERY = """
import cypher
from cypher.registry import SAVED
(query,) = [query for query in cypher.registry.queries(*SAVED) if query.name == "tried-query"]
print(cypher.get("tried-query").title, [param.default for param in query.params])
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code that no test edits."""
    folder = tmp_path_factory.mktemp("original")
    for room in ROOMS:
        shutil.copytree(HOUSE / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def copy(original: Path, tmp_path: Path) -> Path:
    """A copy of the code that a test may edit."""
    return shutil.copytree(original, tmp_path / "copy")


def changed(folder: Path, original: Path) -> set[str]:
    """The files of a copy that are new or edited."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names = [str(path.relative_to(folder)) for path in files]
    return {
        name
        for name in names
        if not (original / name).exists() or not filecmp.cmp(folder / name, original / name, shallow=False)
    }


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


def test_a_new_format_is_its_module(copy: Path, original: Path) -> None:
    (copy / "formats/graphs/tried_format.py").write_text(FORMAT, encoding="utf-8")
    # The second file is tests/test_graph_formats.py, which needs a reader of every format of graphs.
    assert changed(copy, original) == {"formats/graphs/tried_format.py"}
    assert run(copy, USES_THE_FORMAT) == "a/one"


def test_a_new_band_is_an_entry(copy: Path, original: Path) -> None:
    edit(copy / "ground/bands.py", '\n        Band(\n            "unstated",', BAND)
    # The second file is docs/ideas/exposure.md, which has to name every band (tests/test_documents.py).
    assert changed(copy, original) == {"ground/bands.py"}
    assert run(copy, FAMILY + USES_THE_BAND) == "{'a/one': 'origin', 'b/two': 'tried', 'c/three': 'tried'}"


def test_a_new_language_of_letters_is_a_folder_and_an_entry(copy: Path, original: Path) -> None:
    templates = copy / "rights/letters/templates"
    shutil.copytree(templates / "en", templates / "qq")
    edit(templates / "qq/letter.md.j2", "Dear Sir or Madam", "Geachte heer, mevrouw")
    # Outside the code, tests/test_letters.py has the words of each language that its tests look for.
    edit(copy / "ground/languages.py", "\n    )\n}\n", LANGUAGE)
    outside = {name for name in changed(copy, original) if not name.startswith("rights/letters/templates/qq/")}
    assert outside == {"ground/languages.py"}
    assert run(copy, FAMILY + USES_THE_LANGUAGE) == "access-qq-a 8 True"


def test_a_new_saved_query_is_its_file(copy: Path, original: Path) -> None:
    (copy / "cypher/explore/tried-query.cypher").write_text(QUERY, encoding="utf-8")
    # The second file is its case: tests/test_saved_queries.py asks for one of every saved query.
    assert changed(copy, original) == {"cypher/explore/tried-query.cypher"}
    assert run(copy, USES_THE_QUERY) == "The models that people like most [20]"
