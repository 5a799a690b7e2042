"""The rooms of the house know only those below them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
MAY_IMPORT = {
    "ground": set(),
    "messages": {"ground"},
    "cypher": {"ground"},
    "evidence": {"ground"},
    "formats": {"ground"},
    "server": {"ground"},
    "loader": {"cypher", "ground"},
    "rights": {"cypher", "ground"},
    "answers": {"cypher", "evidence", "formats", "ground", "loader", "rights"},
    "web": {"answers", "cypher", "formats", "ground", "messages", "rights"},
    "cli": {"answers", "cypher", "formats", "ground", "loader", "messages", "rights", "server", "web"},
}
CYPHER = ("MATCH (", "MERGE (", "UNWIND $", "CREATE (")


def modules(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


def imported(module: Path) -> set[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    for module in modules(room):
        assert imported(module) & set(MAY_IMPORT) <= MAY_IMPORT[room] | {room}, module


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_python_file_holds_cypher(room: str) -> None:
    for module in modules(room):
        texts = [
            node.value
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [text for text in texts if any(word in text for word in CYPHER)], module


@pytest.mark.parametrize("room", [room for room in MAY_IMPORT if room != "cli"])
def test_only_the_command_line_knows_click(room: str) -> None:
    assert not [module for module in modules(room) if "click" in imported(module)]


def test_no_file_names_a_package_registry() -> None:
    hosts = ("repo1." + "maven", "repo." + "maven", "pypi" + ".org", "files.python" + "hosted", "registry." + "npmjs")
    files = [path for path in HOUSE.rglob("*") if path.is_file() and not {".git", ".venv"} & set(path.parts)]
    texts = {path: path.read_bytes() for path in files if path.suffix not in {".pyc", ".png"}}
    assert [path for path, text in texts.items() if any(host.encode() in text for host in hosts)] == []
