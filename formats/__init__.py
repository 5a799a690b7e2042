"""One file per output format: columns and rows, or a graph, in, pieces of text out. Knows nothing of Neo4j.

Each module in this folder and in `graphs/` that holds a `FORMAT` is a format. To add one, add such a module; every
help text, menu and test takes it from the registry below.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from formats import graphs
from formats.derivation import all_paths, derivations
from formats.description import description
from formats.format import Format, GraphFormat, Layout, RowFormat
from formats.ids import different_ids, ids
from formats.json import document, json
from formats.table import table
from formats.tree import tree_lines


def _formats(package: str, path: list[str]) -> Iterator[Format]:
    """Yields the format of each module of a package that has one, in the order of the modules' names."""
    for name in sorted(module.name for module in iter_modules(path)):
        format = getattr(import_module(f"{package}.{name}"), "FORMAT", None)
        if isinstance(format, RowFormat | GraphFormat):
            yield format


FORMATS: dict[str, RowFormat] = {
    format.name: format for format in _formats(__name__, list(__path__)) if isinstance(format, RowFormat)
}
"""The formats that take columns and rows, by name."""
GRAPH_FORMATS: dict[str, GraphFormat] = {
    format.name: format
    for format in _formats(graphs.__name__, list(graphs.__path__))
    if isinstance(format, GraphFormat)
}
"""The formats that take a graph, by name."""
ALL_FORMATS: dict[str, Format] = {**FORMATS, **GRAPH_FORMATS}


def formats_for(*, rows: bool = True, graph: bool = True, about_model: bool = True) -> list[str]:
    """The names of the formats in which an answer can be given: one with rows, one with a graph, one about a model."""
    return [
        *(FORMATS if rows else ()),
        *(name for name, format in GRAPH_FORMATS.items() if graph and (about_model or not format.needs_model)),
    ]


__all__ = [
    "ALL_FORMATS",
    "FORMATS",
    "GRAPH_FORMATS",
    "Format",
    "GraphFormat",
    "Layout",
    "RowFormat",
    "all_paths",
    "derivations",
    "description",
    "different_ids",
    "document",
    "formats_for",
    "ids",
    "json",
    "table",
    "tree_lines",
]
