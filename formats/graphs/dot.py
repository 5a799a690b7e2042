"""DOT, the language of Graphviz."""

from __future__ import annotations

import re
from collections.abc import Iterator

from formats.format import GraphFormat
from formats.graphs.graph import NOTE, TRAINED_ON, Graph, Key, Record, child, key, name, parent, said, withdrawn
from ground.text import harmless

RELATIONS = {
    "finetune": {"color": "#0072B2", "style": "solid"},
    "adapter": {"color": "#009E73", "style": "dashed"},
    "merge": {"color": "#AA4499", "style": "bold"},
    "quantized": {"color": "#D55E00", "style": "dotted"},
    TRAINED_ON: {"color": "#777777", "style": "dashed"},
}
STATES = {"gone": "dashed", "unseen": "dotted"}


def dot(graph: Graph) -> Iterator[str]:
    """A digraph, children at the bottom, that names each model by its id. The models asked about stand out.

    A dataset goes by its id after `datasets/`. In a name a backslash is doubled, and what could steer
    a terminal is an escape sequence.
    """
    asked = {("model", id) for id in graph.about["models"]}
    yield f"// {NOTE}\ndigraph lineage {{\n  rankdir=BT\n  label={_shown(graph.about['title'])}\n"
    yield '  node [shape=box, fontname="sans-serif"]\n  edge [fontname="sans-serif", fontsize=10]\n'
    for node in graph.nodes:
        yield f"  {_name(key(node))}{_list(_look(node, key(node) in asked))}\n"
    for edge in graph.edges:
        yield f"  {_name(child(edge))} -> {_name(parent(edge))}{_list(_line(edge))}\n"
    yield "}\n"


def _look(node: Record, asked: bool) -> dict[str, str]:
    look = {"label": _shown(node["id"])} if _shown(node["id"]) != _name(key(node)) else {}
    styles = [STATES[node["state"]]] if node.get("state") in STATES else []
    if node["kind"] == "dataset":
        look["shape"] = "cylinder"
    if asked:
        styles.append("filled")
        look |= {"fillcolor": '"#ffd21e"', "penwidth": "3"}
    if styles:
        look["style"] = f'"{",".join(styles)}"'
    return look


def _line(edge: Record) -> dict[str, str]:
    line = {"label": _shown(said(edge))}
    line |= {key: f'"{value}"' for key, value in RELATIONS.get(edge["relation"], {}).items()}
    return line | ({"arrowhead": "odot", "penwidth": "0.5"} if withdrawn(edge) else {})


def _list(attributes: dict[str, str]) -> str:
    return f" [{', '.join(f'{key}={value}' for key, value in attributes.items())}]" if attributes else ""


def _name(of: Key) -> str:
    """An ID of DOT that means nothing more, and two ids never become one. With a % Graphviz begins names of its own."""
    return _quoted(re.sub("^%", r"\\x25", _harmless(name(of).replace("\\", "\\\\"))))


def _shown(text: str) -> str:
    """An escString of DOT that shows the text: a backslash begins an escape there."""
    return _quoted(_harmless(text).replace("\\", "\\\\"))


def _harmless(text: str) -> str:
    """The text with nothing in it that begins an entity of HTML: Graphviz reads these, or writes them into its SVG."""
    return harmless(text).replace("&", r"\x26")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


FORMAT = GraphFormat("dot", "text/vnd.graphviz", "dot", dot)
