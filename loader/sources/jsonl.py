"""Reads a file of JSON lines, one Hub model object a line; `.gz` too, and `-` for standard input."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from loader.errors import LoaderError
from loader.model import Quarantined
from loader.shape import Raw
from loader.sources.source import Source


def jsonl(path: Path) -> Source:
    """The records of one file. A line that holds none becomes a Quarantined with its line number.

    Raises LoaderError at once where the file cannot be opened, and while reading where it breaks off.
    """
    try:
        file: IO[bytes] = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise LoaderError(f"{path} cannot be read: {error.strerror}.", "Check the path and try again.") from error
    name = "standard input" if file is sys.stdin.buffer else path.name
    return Source(name, _records(gzip.open(file) if path.suffix == ".gz" else file, name))  # type: ignore[arg-type]


def _records(file: IO[bytes], name: str) -> Iterator[Raw | Quarantined]:
    try:
        with file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, f"{name}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        raise LoaderError(
            f"{name} breaks off: {error}.", "Get the file again; what was read before the break is kept."
        ) from error


def _record(line: bytes, place: str) -> Raw | Quarantined:
    try:
        record = json.loads(line)
    except RecursionError:
        return Quarantined(place, "", "", "nested too deeply")
    except ValueError as error:
        return Quarantined(place, "", line[:200].decode("utf-8", "replace").strip(), f"not JSON: {error}")
    if isinstance(record, dict):
        return record
    return Quarantined(place, "", line[:200].decode("utf-8", "replace").strip(), "not an object")
