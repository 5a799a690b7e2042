"""Comma-separated values, which a spreadsheet opens without running anything."""

from __future__ import annotations

import csv as library
import io
from collections.abc import Iterable, Iterator
from typing import Any

from formats.format import RowFormat
from formats.json import ascii
from formats.plain import plain
from ground.text import harmless

NEWLINE = "\n"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula."""


def csv(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """A header and the rows, a line each. A text that looks like a formula gets an apostrophe before it."""
    yield _line([_cell(column) for column in columns])
    for row in rows:
        yield _line([_cell(value) for value in row])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    library.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    made = plain(value)
    if made is None:
        return ""
    if isinstance(made, list) and all(isinstance(item, str) for item in made):
        return _harmless(", ".join(made))
    if isinstance(made, str):
        return _harmless(made)
    return ascii(made)


def _harmless(text: str) -> str:
    return f"'{harmless(text, keep=NEWLINE)}" if text.startswith(FORMULA) else harmless(text, keep=NEWLINE)


FORMAT = RowFormat("csv", "text/csv", "csv", csv)
