"""Reads a file of JSON lines, one Hub model object a line; `.gz` too, and `-` for standard input."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from loader.errors import LoaderError
from loader.model import Quarantined
from loader.record import Record, record, short
from loader.sources.source import Source


def jsonl(path: Path) -> Source:
    """The records of one file. A line that holds none becomes a Quarantined with its line number.

    Raises LoaderError at once where the file cannot be opened, and while reading where it breaks off.
    """
    if str(path) == "-":
        return Source("standard input", _records(sys.stdin.buffer, "standard input"))
    try:
        file = gzip.open(path) if path.suffix == ".gz" else path.open("rb")  # noqa: SIM115 - closed when read
    except OSError as error:
        raise LoaderError(f"{path} cannot be read: {error.strerror}.", "Check the path and try again.") from error
    return Source(str(path.absolute()), _records(file, str(path.absolute())))


def _records(file: BinaryIO | gzip.GzipFile, name: str) -> Iterator[Record | Quarantined]:
    try:
        with file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(line, f"{name}:{number}")
    except (OSError, EOFError, zlib.error) as error:
        raise LoaderError(
            f"{name} breaks off: {error}.", "Get the file again; what was read before the break is kept."
        ) from error


def _record(line: bytes, place: str) -> Record | Quarantined:
    try:
        return record(json.loads(line), place)
    except RecursionError:
        return Quarantined(place, "", "", "nested too deeply")
    except ValueError as error:
        return Quarantined(place, "", short(line.decode("utf-8", "replace").strip()), f"not JSON: {error}")
