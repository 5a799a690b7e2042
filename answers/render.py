"""An answer written out whole, in any format."""

from __future__ import annotations

from collections.abc import Iterator

from answers.answer import Answer
from answers.graph import check, graph_of
from formats import FORMATS, GRAPH_FORMATS


def written(answer: Answer, format_: str) -> Iterator[str]:
    """All of an answer in pieces. AnswerError where it names no models and a graph is asked for."""
    if format_ in GRAPH_FORMATS:
        check(answer)
        return GRAPH_FORMATS[format_].write(graph_of(answer, answer.table()))
    table = answer.table()
    if format_ == "json" and answer.document:
        return iter([answer.document(table)])
    layout = {"table": answer.layout, "ids": answer.ids}.get(format_) or FORMATS[format_].write
    return layout(table.columns, table.rows)
