"""What the documents show is what happens: every console session in them is played on the sample and compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from neo4j import Driver
from test_command_line import commands

from cli.root import root

HOUSE = Path(__file__).parent.parent
DOCUMENTS = [HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *sorted((HOUSE / "docs").rglob("*.md"))]
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


def test_every_command_named_in_a_document_exists() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    known = {" ".join(command) for command in commands()}
    groups = {" ".join(command[:length]) for command in commands() for length in range(1, len(command))}
    for named in re.findall(r"lineage-db ([a-z]+(?: [a-z-]+)?)", text):
        first = named.split(" ")[0]
        assert first in groups | known | {"shows", "is", "its", "starts", "without", "then"}, named
        if first in groups and named != first:
            assert named in known | groups, named


def test_every_command_is_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8")
    context = click.Context(root)
    assert [name for name in root.list_commands(context) if f"lineage-db {name}" not in readme] == []


def test_make_has_the_targets_that_the_documents_name() -> None:
    text = "".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`)make (\w+)", text, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert [target for target in named if not re.search(rf"^{target}:", makefile, re.MULTILINE)] == []


def test_every_link_between_files_leads_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


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
