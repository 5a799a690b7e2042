"""Answers as files, in every format of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from starlette.responses import Response, StreamingResponse

from answers.answer import Answer
from answers.errors import AnswerError
from answers.render import written
from formats import ALL_FORMATS, FORMATS, GRAPH_FORMATS
from formats.graphs.graph import Graph
from web.page_request import Visit

MOST_IN_A_GRAPH = 10_000


def wanted(visit: Visit) -> str | None:
    """The format in which a page is asked for as a file; None where it is asked for as a page."""
    format_ = visit.text("format")
    return format_ if format_ in ALL_FORMATS else None


def of_answer(answer: Answer, format_: str, name: str, models: int = 0) -> Response:
    """An answer as a file. AnswerError where it is of so many models that a graph of them takes minutes."""
    if format_ in GRAPH_FORMATS and models > MOST_IN_A_GRAPH:
        raise AnswerError("graph-too-large-for-a-page", models=f"{models:,}")
    return _file(written(answer, format_), format_, name)


def of_graph(graph: Graph, format_: str, name: str) -> Response:
    """A graph as a file."""
    return _file(GRAPH_FORMATS[format_].write(graph), format_, name)


def of_rows(columns: list[str], rows: Iterable[list[Any]], format_: str, name: str) -> Response:
    """Rows as a file."""
    return _file(FORMATS[format_].write(columns, rows), format_, name)


def _file(pieces: Iterator[str], format_: str, name: str) -> Response:
    format = ALL_FORMATS[format_]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{format.suffix}"'}
    # What goes wrong at the beginning is still an answer of its own.
    first = next(pieces, "")
    return StreamingResponse(chain([first], pieces), media_type=format.media_type, headers=headers)
