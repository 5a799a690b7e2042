"""One file per output format: columns and rows, or a graph, in, pieces of text out. Knows nothing of Neo4j."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from formats.csv import csv
from formats.derivation import all_paths, derivations
from formats.description import description
from formats.ids import different_ids, ids
from formats.json import document, json
from formats.jsonl import jsonl
from formats.table import table
from formats.tree import tree_lines

if TYPE_CHECKING:
    from formats.graphs.graph import Graph, GraphFormat

Format = Callable[[list[str], Iterable[list[Any]]], Iterator[str]]
FORMATS: dict[str, Format] = {"table": table, "ids": ids, "csv": csv, "json": json, "jsonl": jsonl}


def _late(module: str) -> GraphFormat:
    """The format of a module that is imported, with the library it may need, when the format is used."""

    def format(graph: Graph) -> Iterator[str]:
        pieces: Iterator[str] = getattr(import_module(f"formats.{module}"), module.rpartition(".")[2])(graph)
        return pieces

    return format


GRAPH_FORMATS: dict[str, GraphFormat] = {
    "svg": _late("drawing.svg"),
    "node-link": _late("graphs.node_link"),
    "mermaid": _late("graphs.mermaid"),
    "dot": _late("graphs.dot"),
    "graphml": _late("graphs.graphml"),
    "cyclonedx": _late("graphs.cyclonedx"),
    "prov": _late("graphs.prov"),
}

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "Format",
    "all_paths",
    "csv",
    "derivations",
    "description",
    "different_ids",
    "document",
    "ids",
    "json",
    "jsonl",
    "table",
    "tree_lines",
]
