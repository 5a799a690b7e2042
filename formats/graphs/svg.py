"""SVG: the graph drawn in layers, as a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from formats.format import GraphFormat
from formats.graphs.graph import Graph


def svg(graph: Graph) -> Iterator[str]:
    """The drawing as a document."""
    from formats.drawing.svg import svg

    return svg(graph)


FORMAT = GraphFormat("svg", "image/svg+xml", "svg", svg)
