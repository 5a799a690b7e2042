"""Node-link JSON, as networkx reads it: `networkx.node_link_graph(data, edges="edges")`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formats.format import GraphFormat
from formats.graphs.graph import NOTE, Graph, Record, child, key, known, name, parent
from formats.json import ascii


def node_link(graph: Graph) -> Iterator[str]:
    """A directed graph whose edges run from child to parent, with all that is known, a node or an edge a line.

    A model goes by its id, a dataset by its id after `datasets/`.
    """
    yield f'{{"directed": true, "multigraph": false, "graph": {ascii(known(graph.about) | {"note": NOTE})},\n'
    yield '"nodes": ['
    yield from _lines(known(node) | {"id": name(key(node))} for node in graph.nodes)
    yield '],\n"edges": ['
    yield from _lines(_ends(edge) | known(edge, "child", "parent") for edge in graph.edges)
    yield "]}\n"


def _ends(edge: Record) -> Record:
    return {"source": name(child(edge)), "target": name(parent(edge))}


def _lines(records: Iterable[Record]) -> Iterator[str]:
    before = "\n"
    for record in records:
        yield f"{before}{ascii(record)}"
        before = ",\n"


FORMAT = GraphFormat("node-link", "application/json", "node-link.json", node_link)
