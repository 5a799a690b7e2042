"""The reference pages are what the code says today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from messages.sentences import CATALOGUE
from tools import environment
from tools.reference import FOLDER, PAGES

HOUSE = Path(__file__).parent.parent
OUTSIDE = {".venv", ".git", "tools", "benchmarks"}


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_as_the_generator_writes_it(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "write it anew with: make reference"


def test_every_error_is_on_the_page_of_errors() -> None:
    page = PAGES["errors.md"]()
    assert [code for code in CATALOGUE if f"| `{code}` |" not in page] == []


def test_every_variable_that_the_code_reads_is_in_the_list() -> None:
    modules = [path for path in HOUSE.rglob("*.py") if not OUTSIDE & set(path.relative_to(HOUSE).parts)]
    texts = [path.read_text(encoding="utf-8") for path in modules]
    read = {name for text in texts for name in re.findall(r'os\.environ(?:\.get\(|\[)"(\w+)"', text)}
    assert read - {"PYTEST_XDIST_WORKER"} <= environment.OURS.keys() | environment.TESTS.keys()
    assert [name for name in environment.OURS if name not in read] == []
