"""A Mermaid flowchart, which GitHub and many a site draw where it stands in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.format import GraphFormat
from formats.graphs.graph import NOTE, Graph, Record, child, key, numbered, parent, said, withdrawn
from formats.json import ascii
from ground.text import escaped, harmless

CLASSES = {
    "asked": "fill:#ffd21e,color:#000,stroke:#000,stroke-width:3px",
    "gone": "color:#777,stroke:#777,stroke-dasharray:8 4",
    "unseen": "color:#777,stroke:#777,stroke-dasharray:2 4",
}
SPECIAL = r"(?<![A-Za-z0-9])[^A-Za-z0-9]|[^A-Za-z0-9](?![A-Za-z0-9])|[^-/_ A-Za-z0-9]"
"""All but letters and digits, and but a hyphen, slash, underscore or space between two of them.

Mermaid reads Markdown, HTML, icons, formulas, directives, styles and its own marks in labels.
"""
MARKS = str.maketrans({mark: escaped(mark) for mark in "\ufb02\xb6"})
"""What Mermaid itself writes for the beginning and the end of an entity, and reads as one wherever it stands."""


def mermaid(graph: Graph) -> Iterator[str]:
    """The flowchart, children at the bottom. The models asked about stand out, and those gone or unseen do too."""
    keys = numbered(graph)
    yield f"---\ntitle: {ascii(harmless(graph.about['title']))}\n---\ngraph BT\n  %% {NOTE}\n"
    for node in graph.nodes:
        yield f"  {keys[key(node)]}{_shape(node)}\n"
    for edge in graph.edges:
        line, end = ("-.", ".->") if withdrawn(edge) else ("--", "-->")
        yield f'  {keys[child(edge)]} {line} "{_text(said(edge))}" {end} {keys[parent(edge)]}\n'
    for name, style in CLASSES.items():
        yield f"  classDef {name} {style}\n"
        members = [keys[key(node)] for node in graph.nodes if name in _classes(node, graph.about["models"])]
        if members:
            yield f"  class {','.join(members)} {name}\n"


def _shape(node: Record) -> str:
    label = f'"{_text(node["id"])}"'
    return f"[({label})]" if node["kind"] == "dataset" else f"[{label}]"


def _classes(node: Record, asked: list[str]) -> list[str | None]:
    return [node.get("state"), "asked" if node["kind"] == "model" and node["id"] in asked else None]


def _text(text: str) -> str:
    return re.sub(SPECIAL, lambda found: f"#{ord(found[0])};", harmless(text).translate(MARKS))


FORMAT = GraphFormat("mermaid", "text/plain", "mmd", mermaid)
