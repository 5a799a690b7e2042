"""Every error has its sentences, every sentence its error, and both agree on the values."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from ground.errors import LineageError
from messages.sentences import CATALOGUE, sentences_on

HOUSE = Path(__file__).parent.parent
ROOMS = ("answers", "cli", "cypher", "evidence", "formats", "loader", "rights", "server", "web")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Every module of the rooms, parsed."""
    for path in (path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


OURS = {
    node.name
    for _, tree in modules()
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
}
"""The names of the classes of errors."""


def raised() -> Iterator[tuple[str, set[str], str]]:
    """The code, the names of the values and the place of every error that is made with a literal code."""
    for module, tree in modules():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or len(node.args) != 1 or not isinstance(node.func, ast.Name):
                continue
            code = node.args[0]
            if node.func.id in OURS and isinstance(code, ast.Constant) and " " not in str(code.value):
                names = {keyword.arg for keyword in node.keywords if keyword.arg}
                yield str(code.value), names, f"{module.relative_to(HOUSE)}:{node.lineno}"


def named(code: str) -> set[str]:
    """The values that the sentences of a code name."""
    return {name for sentence in CATALOGUE[code] for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_error_has_sentences_that_name_its_values_alone() -> None:
    wrong = [(place, code) for code, names, place in raised() if code not in CATALOGUE or not named(code) <= names]
    assert wrong == []


def test_no_sentences_are_left_of_an_error_that_is_gone() -> None:
    assert set(CATALOGUE) - {code for code, _, _ in raised()} == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_values_cannot_steer_a_terminal(code: str) -> None:
    error = LineageError(code, **dict.fromkeys(named(code), "\x1b[31m"))
    assert "\x1b" not in " ".join(sentences_on(error))
