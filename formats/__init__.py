"""One file per output format: columns and rows in, pieces of text out. Knows nothing of Neo4j."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from formats.csv import csv
from formats.derivation import derivation
from formats.ids import ids
from formats.json import document, json
from formats.jsonl import jsonl
from formats.table import table

Format = Callable[[list[str], Iterable[list[Any]]], Iterator[str]]
FORMATS: dict[str, Format] = {"table": table, "ids": ids, "csv": csv, "json": json, "jsonl": jsonl}

__all__ = ["FORMATS", "Format", "csv", "derivation", "document", "ids", "json", "jsonl", "table"]
