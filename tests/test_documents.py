"""What the documents show is what happens: every console session in them is played on the sample and compared."""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import networkx
import pytest
from conftest import Server
from neo4j import Driver
from test_architecture import MAY_IMPORT
from test_command_line import commands

import cypher.header
from cli.root import root
from cypher import CypherError, connect
from ground.bands import BANDS
from ground.vocabulary import ALL_RELATIONS, WITNESSES
from messages import sentences_on
from tools.reference import PAGES

HOUSE = Path(__file__).parent.parent
DOCUMENTS = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted((HOUSE / "docs").rglob("*.md"))]
MARKDOWN = [*DOCUMENTS, HOUSE / "CHANGELOG.md"]
PROGRAM = re.compile(r"```python\n(?P<program>.*?)```\n\n```text\n.*?```", re.DOTALL)
SESSION = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(HOUSE)))
def test_the_sessions_in_a_document_go_as_shown_one_after_another(
    document: Path,
    sample_graph: Driver,
    console: Callable[[str], str],
    check_recording: Callable[[Path, str], None],
) -> None:
    text = document.read_text(encoding="utf-8")
    check_recording(document, SESSION.sub(lambda session: console(session[0]), text))


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if PROGRAM.search(document.read_text(encoding="utf-8"))],
    ids=lambda document: str(document.relative_to(HOUSE)),
)
def test_the_python_in_a_document_prints_what_is_shown(
    document: Path,
    sample_graph: Driver,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    check_recording: Callable[[Path, str], None],
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    names: dict[str, object] = {}

    def run(match: re.Match[str]) -> str:
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(match["program"], names)
        return f"```python\n{match['program']}```\n\n```text\n{output.getvalue()}```"

    text = document.read_text(encoding="utf-8")
    check_recording(document, PROGRAM.sub(run, text))


def test_connect_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with pytest.raises(CypherError) as error:
        connect()
    assert sentences_on(error.value).what == "There is no address of a Neo4j, or no password for it."


def test_every_command_named_in_a_document_exists() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    in_fences = "".join(re.findall(r"^```.*?^```", text, re.DOTALL | re.MULTILINE))
    known = {" ".join(command) for command in commands()}
    groups = {" ".join(command[:length]) for command in commands() for length in range(1, len(command))}
    line = r"lineage-db ([a-z]+(?: [a-z-]+)?)"
    named = re.findall(f"`{line}", text) + re.findall(rf"(?:^|^\$ |&& |\| xargs ){line}", in_fences, re.MULTILINE)
    for command in set(named):
        first = command.split(" ")[0]
        assert first in groups | known, command
        if first in groups and command != first:
            assert command in known | groups, command


def test_every_command_is_in_a_document_that_people_wrote() -> None:
    written = [document for document in DOCUMENTS if document.name not in PAGES]
    text = "".join(document.read_text(encoding="utf-8") for document in written)
    context = click.Context(root)
    assert [name for name in root.list_commands(context) if f"lineage-db {name}" not in text] == []


def test_the_readme_is_short() -> None:
    assert len((HOUSE / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_make_has_the_targets_that_the_documents_name() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z]\w*)", text, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


@pytest.mark.parametrize("document", MARKDOWN, ids=lambda document: str(document.relative_to(HOUSE)))
def test_every_relative_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", without_code(document)):
        path, _, anchor = target.partition("#")
        file = document.parent / path if path else document
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


def test_pages_of_the_site_link_to_nothing_outside_it() -> None:
    for page in (HOUSE / "docs").rglob("*.md"):
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", without_code(page)):
            assert (page.parent / target).resolve().is_relative_to(HOUSE / "docs"), f"{page.name}: {target}"


def test_the_navigation_and_the_start_page_have_every_page() -> None:
    pages = {str(page.relative_to(HOUSE / "docs")) for page in (HOUSE / "docs").rglob("*.md")}
    site = tomllib.loads((HOUSE / "zensical.toml").read_text(encoding="utf-8"))
    assert sorted(leaves(site["project"]["nav"])) == sorted(pages)
    start = (HOUSE / "docs" / "index.md").read_text(encoding="utf-8")
    assert [page for page in pages - {"index.md"} if f"]({page})" not in start] == []


def test_every_document_that_the_code_names_is_there() -> None:
    texts = [path.read_text(encoding="utf-8") for room in MAY_IMPORT for path in (HOUSE / room).rglob("*.py")]
    named = {path for text in texts for path in re.findall(r"(?<![\w/])docs/[\w/-]+\.md", text)}
    assert [path for path in named if not (HOUSE / path).exists()] == []


def test_the_query_in_the_contributing_guide_runs(tmp_path: Path, sample_graph: Driver) -> None:
    guide = (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    text = re.search(r"^ *```cypher\n(.*?)^ *```", guide, re.DOTALL | re.MULTILINE)
    assert text
    file = tmp_path / "most-liked.cypher"
    file.write_text(textwrap.dedent(text[1]), encoding="utf-8")
    query = cypher.header.parse(file)
    answer = sample_graph.execute_query(query.text, {param.name: param.default for param in query.params})
    assert answer.keys == [column.name for column in query.columns]
    assert len(answer.records) == 20


def test_the_changelog_has_the_form_of_keep_a_changelog_and_the_version_of_the_package() -> None:
    text = (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version) for version in versions[1:])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds
    package = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    assert versions[1].startswith(f"[{package['project']['version']}]")


def test_the_installation_page_names_the_modules_of_the_wheel() -> None:
    package = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    modules = package["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    page = (HOUSE / "docs" / "start" / "install.md").read_text(encoding="utf-8")
    listed = re.search(r"modules with common names \(([^)]+)\)", page)
    assert listed
    assert re.findall(r"`(\w+)`", listed[1]) == modules


def test_the_ideas_explain_every_witness_relation_and_band() -> None:
    ideas = HOUSE / "docs" / "ideas"
    evidence = (ideas / "evidence.md").read_text(encoding="utf-8")
    assert [witness.name for witness in WITNESSES if f"| `{witness.name}` |" not in evidence] == []
    assert [relation for relation in ALL_RELATIONS if f"`{relation}`" not in evidence] == []
    exposure = (ideas / "exposure.md").read_text(encoding="utf-8")
    assert [band for band in BANDS if f"`{band}`" not in exposure] == []


def test_the_picture_of_the_rooms_has_every_room_and_every_arrow_that_no_other_implies() -> None:
    imports = networkx.DiGraph((room, below) for room, rooms in MAY_IMPORT.items() for below in rooms)
    text = (HOUSE / "docs" / "ideas" / "architecture.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^  (\w+) --> (\w+)$", text.partition("```mermaid")[2].partition("```")[0], re.MULTILINE)
    assert sorted(drawn) == sorted(networkx.transitive_reduction(imports).edges)
    assert [room for room in MAY_IMPORT if f"| `{room}/` |" not in text] == []


def without_code(document: Path) -> str:
    """The text of a document without what stands in fences."""
    return re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The anchors that headings become."""
    headings = re.findall(r"^#+ (.+)$", without_code(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def leaves(entries: Any) -> Iterator[str]:
    """The pages of a navigation, whatever they are nested in."""
    if isinstance(entries, str):
        yield entries
    else:
        for entry in entries.values() if isinstance(entries, dict) else entries:
            yield from leaves(entry)


def test_the_graph_document_names_every_property_of_the_sample(sample_graph: Driver) -> None:
    document = (HOUSE / "docs" / "reference" / "graph.md").read_text(encoding="utf-8")
    for (name,) in sample_graph.execute_query("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey").records:
        used = sample_graph.execute_query(
            "RETURN EXISTS { (n WHERE n[$key] IS NOT NULL) } OR EXISTS { ()-[r WHERE r[$key] IS NOT NULL]->() }",
            key=name,
        )
        is_count_of_a_load = sample_graph.execute_query("MATCH (l:Load) RETURN l[$key] IS NOT NULL AS yes", key=name)
        if used.records[0][0] and not is_count_of_a_load.records[0]["yes"]:
            assert f"`{name}`" in document
