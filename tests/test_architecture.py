"""Rooms import only the rooms below them; functions stay short, names mean one thing, types are checked."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
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
    "loader": {"cypher", "evidence", "ground"},
    "rights": {"cypher", "ground"},
    "answers": {"cypher", "evidence", "formats", "ground", "loader", "rights"},
    "assistant": {"answers", "cypher", "formats", "ground", "messages"},
    "web": {"answers", "cypher", "formats", "ground", "messages", "rights"},
    "cli": {"answers", "assistant", "cypher", "formats", "ground", "loader", "messages", "rights", "server", "web"},
}
RIGHTS_MAY_IMPORT = {
    "exposure": {"rights.exposure"},
    "letters": {"rights.exposure", "rights.letters"},
    "cases": {"rights.exposure", "rights.letters", "rights.cases"},
}
FILES_AND_FOLDERS = {"io", "json", "os", "pathlib", "shutil", "tempfile", "zipfile"}
MOST_LINES, MOST_PARAMETERS = 40, 6
# These limits may only get stricter: take out what no longer needs to be here, add nothing.
LONG: set[str] = set()
DUPLICATES = {
    "AT_ONCE",
    "COLUMNS",
    "EACH",
    "ENGLISH",
    "FACTS",
    "FILES",
    "FOLDER",
    "Family",
    "GAP",
    "GROUNDS",
    "HUB",
    "Hop",
    "KINDS",
    "Kind",
    "LARGEST",
    "LATER",
    "LETTERS",
    "LOCK",
    "LONGEST",
    "LONGEST_NAME",
    "Link",
    "MODEL",
    "MODELS",
    "MOST",
    "NAME",
    "NEAREST",
    "NOTE",
    "OPAQUE",
    "OTHERS",
    "Question",
    "RELATIONS",
    "Record",
    "SECONDS",
    "SECONDS_TO_CONNECT",
    "SHARED",
    "SHOWN",
    "SNAPSHOTS",
    "STATES",
    "STEPS",
    "TIMEOUT",
    "TYPES",
    "WITNESSES",
    "Words",
}
MOST_ANY = {
    "answers": 29,
    "assistant": 8,
    "cli": 68,
    "cypher": 15,
    "evidence": 6,
    "formats": 35,
    "ground": 3,
    "loader": 79,
    "rights": 17,
    "web": 22,
}
SILENCED: set[str] = set()
CYPHER = ("MATCH (", "MERGE (", "UNWIND $", "CREATE (")


def modules(room: str) -> list[Path]:
    return sorted((HOUSE / room).rglob("*.py"))


def imported(module: Path, depth: int = 1) -> set[str]:
    """The first parts of the names of the modules that a module imports, `depth` of each."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {".".join(name.split(".")[:depth]) for name in names}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    for module in modules(room):
        assert imported(module) & set(MAY_IMPORT) <= MAY_IMPORT[room] | {room}, module


@pytest.mark.parametrize("room", RIGHTS_MAY_IMPORT)
def test_exposure_stands_below_letters_and_letters_below_cases(room: str) -> None:
    for module in modules(f"rights/{room}"):
        inside = {name for name in imported(module, depth=2) if name.startswith("rights.")}
        assert inside - {"rights.errors"} <= RIGHTS_MAY_IMPORT[room], module
        assert room != "exposure" or not imported(module) & FILES_AND_FOLDERS, module
        assert room == "exposure" or "cypher" not in imported(module), module


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
    files = [path for path in HOUSE.rglob("*") if path.is_file() and not {".git", ".venv", ".site"} & set(path.parts)]
    texts = {path: path.read_bytes() for path in files if path.suffix not in {".pyc", ".png"}}
    assert [path for path, text in texts.items() if any(host.encode() in text for host in hosts)] == []


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yields every function with its qualified name."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not isinstance(node, ast.ClassDef):
                yield prefix + node.name, node
            yield from functions(node, f"{prefix}{node.name}.")
        else:
            yield from functions(node, prefix)


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs, arguments.kwarg]
    return [each.arg for each in every if each and each.arg not in {"self", "cls"}]


def definitions(tree: ast.Module) -> Iterator[str]:
    """Yields the names of a module's classes and constants."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            yield from (name.id for name in names)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_function_is_long_or_takes_many_parameters(room: str) -> None:
    beyond = {
        f"{room}: {name}"
        for module in modules(room)
        for name, function in functions(ast.parse(module.read_text(encoding="utf-8")))
        if (function.end_lineno or 0) - function.lineno + 1 > MOST_LINES or len(parameters(function)) > MOST_PARAMETERS
    }
    assert beyond - LONG == set()


def test_no_name_means_two_things_in_two_rooms() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for room in MAY_IMPORT:
        for module in modules(room):
            for name in definitions(ast.parse(module.read_text(encoding="utf-8"))):
                rooms[name].add(room)
    # Each module of sentences has its SENTENCES, and a package says what it gives.
    duplicates = {
        name: where for name, where in rooms.items() if len(where) > 1 and name not in {"SENTENCES", "__all__"}
    }
    assert {name: where for name, where in duplicates.items() if name not in DUPLICATES} == {}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_any_becomes_rarer(room: str) -> None:
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in modules(room)]
    names = [node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)]
    assert names.count("Any") <= MOST_ANY.get(room, 0)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_module_silences_the_type_checker(room: str) -> None:
    silenced = {
        str(module.relative_to(HOUSE)) for module in modules(room) if "type: ignore" in module.read_text("utf-8")
    }
    assert silenced - SILENCED == set()
