"""An answer written out whole, in any format."""

from __future__ import annotations

from collections.abc import Iterator

from answers.answer import Answer
from answers.graph import check, graph_of
from formats import FORMATS, GRAPH_FORMATS

TYPES = {
    "table": ("text/plain", "txt"),
    "ids": ("text/plain", "txt"),
    "csv": ("text/csv", "csv"),
    "json": ("application/json", "json"),
    "jsonl": ("application/x-ndjson", "jsonl"),
    "node-link": ("application/json", "node-link.json"),
    "mermaid": ("text/plain", "mmd"),
    "dot": ("text/vnd.graphviz", "dot"),
    "graphml": ("application/graphml+xml", "graphml"),
    "cyclonedx": ("application/vnd.cyclonedx+json", "cdx.json"),
    "prov": ("application/json", "prov.json"),
    "svg": ("image/svg+xml", "svg"),
}
"""The type of a file in each format, and what its name ends with."""


def written(answer: Answer, format_: str) -> Iterator[str]:
    """All of an answer in pieces. AnswerError where it names no models and a graph is asked for."""
    if format_ in GRAPH_FORMATS:
        check(answer)
        return GRAPH_FORMATS[format_](graph_of(answer, answer.table()))
    table = answer.table()
    if format_ == "json" and answer.document:
        return iter([answer.document(table)])
    layout = {"table": answer.layout, "ids": answer.ids}.get(format_) or FORMATS[format_]
    return layout(table.columns, table.rows)
