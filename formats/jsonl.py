"""JSON lines: an object for each row, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formats.format import RowFormat
from formats.json import record


def jsonl(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The lines, written as the rows come."""
    for row in rows:
        yield f"{record(columns, row)}\n"


FORMAT = RowFormat("jsonl", "application/x-ndjson", "jsonl", jsonl)
