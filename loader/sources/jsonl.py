"""Reads files of Hub model objects in JSON: one on each line, over several lines, or as the items of arrays."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BufferedIOBase
from itertools import chain
from pathlib import Path
from typing import Any

from ground.text import short
from loader.errors import LoaderError
from loader.model import Quarantined
from loader.record import Record, record
from loader.sources.files import files_in, opened, standard_input
from loader.sources.source import Source
from loader.sources.values import Broken, values

STANDARD_INPUT = "standard input"


def jsonl(path: Path) -> Source:
    """The records of one file, of all files in a folder, or of the standard input (`-`); each may be gzip.

    What is no record becomes a Quarantined with its file and line. The warnings state which files of a folder are left
    out. Raises LoaderError at once if nothing can be read, and while reading if a file breaks off.
    """
    if str(path) == "-":
        return Source(STANDARD_INPUT, _records(standard_input(), STANDARD_INPUT))
    if path.is_dir():
        return _folder(path.absolute())
    return Source(str(path.absolute()), _records(opened(path), str(path.absolute())))


def _folder(folder: Path) -> Source:
    files, others = files_in(folder)
    for file in files:
        opened(file).close()
    left_out = f"{folder}: {others:,} other file{'s are' if others > 1 else ' is'} left out." if others else ""
    return Source(
        str(folder),
        chain.from_iterable(_records_of(file) for file in files),
        warnings=(left_out,) if left_out else (),
    )


def _records_of(file: Path) -> Iterator[Record | Quarantined]:
    yield from _records(opened(file), str(file))


def _records(file: BufferedIOBase, name: str) -> Iterator[Record | Quarantined]:
    try:
        with file:
            for line, value in values(file):
                yield _record(value, f"{name}:{line}", line)
    except (OSError, EOFError, zlib.error) as error:
        raise LoaderError("file-breaks-off", file=name, reason=error) from error


def _record(value: Any, place: str, line: int) -> Record | Quarantined:
    if isinstance(value, Broken):
        return Quarantined(place, "", short(value.text.strip()), value.reason, line)
    if isinstance(value, dict) and not isinstance(value.get("id") or value.get("modelId"), str):
        if any(_holds_objects(items) for items in value.values()):
            reason = "an object that holds a list, not a model: load the list alone"
            return Quarantined(place, "", short(value), reason, line)
        if "error" in value:
            return Quarantined(place, "", short(value), "an error that the Hub answered, not a model", line)
    try:
        return record(value, place, line)
    except RecursionError:
        return Quarantined(place, "", "", "nested too deeply", line)


def _holds_objects(items: Any) -> bool:
    return isinstance(items, list) and bool(items) and isinstance(items[0], dict)
