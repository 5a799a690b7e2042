"""Writes the CSV that Neo4j's bulk import reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    Cell = str | int | bool | datetime | None

SEPARATOR = "\x1f"
"""Between the items of a list."""


class CsvFiles:
    """The files of one process, one of each kind. Texts are in quotes, so that null and the empty text differ."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.is_multiline = False
        """Whether a text in the files has several lines."""
        self._files: dict[str, TextIO] = {}

    def __enter__(self) -> CsvFiles:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self._files.values():
            file.close()

    def write(self, kind: str, cells: Iterable[Cell]) -> None:
        """Write one line to the file of a kind."""
        if kind not in self._files:
            self._files[kind] = (self.folder / f"{kind}.{self.name}.csv").open("w", encoding="utf-8", newline="")
        line = ",".join(map(_text, cells))
        if "\n" in line or "\r" in line:
            self.is_multiline = True
        self._files[kind].write(line + "\n")


def list_cell(items: Iterable[str] | None) -> str | None:
    """The cell of a list of texts; null if it is empty."""
    return SEPARATOR.join(items) if items else None


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return '"' + cell.replace('"', '""') + '"'
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)
