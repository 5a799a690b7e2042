"""What the registry knows of a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formats.graphs.graph import Graph

Layout = Callable[[list[str], Iterable[list[Any]]], Iterator[str]]
"""Writes columns and rows as pieces of text."""
GraphLayout = Callable[["Graph"], Iterator[str]]
"""Writes a graph as pieces of text."""


@dataclass(frozen=True)
class RowFormat:
    """A format that takes columns and rows: its name, and the media type and suffix of its files."""

    name: str
    media_type: str
    suffix: str
    write: Layout


@dataclass(frozen=True)
class GraphFormat:
    """A format that takes a graph. `needs_model` says that the graph must be about a model.

    `write` imports the format's library, if it has one: the registry loads every format at start-up.
    """

    name: str
    media_type: str
    suffix: str
    write: GraphLayout
    needs_model: bool = False


Format = RowFormat | GraphFormat
