"""GraphML, which Gephi, yEd, igraph and networkx open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from formats.format import GraphFormat
from formats.graphs.graph import NOTE, Graph, Record, child, key, known, numbered, parent
from ground.text import escaped

TYPES = {bool: "boolean", int: "long", float: "double"}
ILLEGAL = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What XML 1.0 cannot hold in any way."""
MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
CONTROL = "[\r\t\x7f]"


def graphml(graph: Graph) -> Iterator[str]:
    """A directed graph whose edges run from child to parent, with all that is known; `label` is the id, lists are text.

    The document is ASCII. What XML cannot hold is written as an escape sequence.
    """
    keys = numbered(graph)
    about = known(graph.about, "load") | _of_load(graph.about.get("load") or {}) | {"note": NOTE}
    nodes = [{"label": node["id"]} | known(node, "id") for node in graph.nodes]
    edges = [known(edge, "child", "parent") for edge in graph.edges]

    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for part, records in {"graph": [about], "node": nodes, "edge": edges}.items():
        for name, type in _types(records).items():
            yield f'<key id="{part}.{name}" for="{part}" attr.name="{name}" attr.type="{type}"/>\n'
    yield f'<graph id="lineage" edgedefault="directed">{_data("graph", about)}\n'
    for node, properties in zip(graph.nodes, nodes, strict=True):
        yield f'<node id="{keys[key(node)]}">{_data("node", properties)}</node>\n'
    for edge, properties in zip(graph.edges, edges, strict=True):
        ends = f'source="{keys[child(edge)]}" target="{keys[parent(edge)]}"'
        yield f"<edge {ends}>{_data('edge', properties)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _of_load(load: Record) -> Record:
    return {f"load.{key}": value for key, value in known(load).items()}


def _types(records: list[Record]) -> dict[str, str]:
    """The type of each key: that of its values where they all have one, else text."""
    seen: dict[str, set[str]] = {}
    for record in records:
        for name, value in record.items():
            seen.setdefault(name, set()).add(TYPES.get(type(value), "string"))
    return {name: types.pop() if len(types) == 1 else "string" for name, types in seen.items()}


def _data(part: str, properties: Record) -> str:
    return "".join(f'<data key="{part}.{key}">{_text(value)}</data>' for key, value in properties.items())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    legal = re.sub(ILLEGAL, lambda found: escaped(found[0]), text)
    marked = re.sub(CONTROL, lambda found: f"&#{ord(found[0])};", legal.translate(MARKS))
    return marked.encode("ascii", "xmlcharrefreplace").decode("ascii")


FORMAT = GraphFormat("graphml", "application/graphml+xml", "graphml", graphml)
