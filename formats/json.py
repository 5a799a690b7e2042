"""One JSON array with an object for each row."""

from __future__ import annotations

import json as library
from collections.abc import Iterable, Iterator
from typing import Any

from formats.format import RowFormat
from formats.plain import plain


def json(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The array, a row a line, written as the rows come."""
    before = "["
    for row in rows:
        yield f"{before}\n  {record(columns, row)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def document(value: Any) -> str:
    """One value of many parts, as a whole."""
    return ascii(plain(value), indent=2) + "\n"


def record(columns: list[str], row: list[Any]) -> str:
    """One row as a JSON object."""
    return ascii({column: plain(value) for column, value in zip(columns, row, strict=True)})


def ascii(value: Any, indent: int | None = None) -> str:
    """A value as JSON in ASCII, so that no character in it can steer a terminal."""
    return library.dumps(value, indent=indent).replace("\x7f", "\\u007f")


FORMAT = RowFormat("json", "application/json", "json", json)
