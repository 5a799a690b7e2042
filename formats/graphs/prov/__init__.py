"""W3C PROV, as PROV-JSON."""

from __future__ import annotations

from collections.abc import Iterator

from formats.format import GraphFormat
from formats.graphs.graph import Graph


def prov(graph: Graph) -> Iterator[str]:
    """Models and datasets as entities, their publishers as agents, their derivations in bundles."""
    from formats.graphs.prov.document import prov

    return prov(graph)


FORMAT = GraphFormat("prov", "application/json", "prov.json", prov)
