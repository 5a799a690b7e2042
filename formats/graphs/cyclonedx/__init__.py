"""CycloneDX 1.6: a bill of materials of one model."""

from __future__ import annotations

from collections.abc import Iterator

from formats.format import GraphFormat
from formats.graphs.graph import Graph


def cyclonedx(graph: Graph) -> Iterator[str]:
    """The bill of the first model asked about. Raises FormatError if the graph is about none."""
    from formats.graphs.cyclonedx.bill import cyclonedx

    return cyclonedx(graph)


FORMAT = GraphFormat("cyclonedx", "application/vnd.cyclonedx+json", "cdx.json", cyclonedx, needs_model=True)
