"""A table for a person to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from formats.format import RowFormat
from formats.plain import plain
from ground.text import harmless, shown


def table(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The rows under the names of their columns; nothing where there are no rows."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return
    from tabulate import tabulate

    numbers = [all(isinstance(row[at], int | float | None) for row in cells) for at in range(len(columns))]
    texts = [
        [
            shown(value) if not isinstance(value, int | float) or isinstance(value, bool) else f"{value:,}"
            for value in row
        ]
        for row in cells
    ]
    yield tabulate(
        texts,
        headers=[harmless(column) for column in columns],
        tablefmt="simple",
        disable_numparse=True,
        colalign=["right" if number else "left" for number in numbers],
    )
    yield "\n"


def _cell(value: Any) -> Any:
    """A value that `shown` can show: what has parts of its own is written as JSON."""
    made = plain(value)
    return json.dumps(made, ensure_ascii=False) if _has_parts(made) else made


def _has_parts(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))


FORMAT = RowFormat("table", "text/plain", "txt", table)
