"""Cypher of one's own, which can only read, within limits."""

from __future__ import annotations

from itertools import islice
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from answers.graph import graph_among, models_in
from cypher import CypherError
from formats import FORMATS
from messages import sentences_on
from web import download
from web.errors import of_server
from web.page_request import Visit
from web.pictures import picture

SECONDS = 20.0
ROWS = 500
DRAWN = 240
"""Models: more are not drawn."""


def cypher_(visit: Visit) -> Response:
    """The form, and the answer to what was sent with it."""
    from neo4j.exceptions import Neo4jError

    text = visit.text("cypher")
    if not text:
        return _page(visit)
    try:
        table = visit.database.ask(text, {}, SECONDS)
        if visit.text("format") in FORMATS:
            return download.of_rows(table.columns, table.rows, visit.text("format"), "cypher")
        rows = list(islice(table.rows, ROWS + 1))
        table.close()
    except Neo4jError as error:
        return _page(visit, 400, wrong=of_server(visit.words, error))
    except CypherError as error:
        _ = visit.words.gettext
        reason = sentences_on(error, _).what
        return _page(visit, 400, wrong=(_("This Cypher cannot be run."), _("Ask a question that reads."), reason))
    drawn = _picture(visit, table.columns, rows[:ROWS])
    return _page(visit, columns=table.columns, rows=rows[:ROWS], more=len(rows) > ROWS, picture=drawn)


def _picture(visit: Visit, columns: list[str], rows: list[list[Any]]) -> Markup | None:
    """The models that the answer holds, and how they derive from one another; None where there are too many or none."""
    ids = set(models_in(columns, rows))
    if not ids or len(ids) > DRAWN:
        return None
    graph = graph_among(visit.database, "Cypher", sorted(ids), visit.day)
    return picture(visit, graph) if graph.nodes else None


def _page(visit: Visit, status: int = 200, **answer: Any) -> Response:
    empty: dict[str, Any] = {"wrong": None, "columns": None, "rows": [], "more": False, "picture": None}
    return visit.render("cypher.html", status, text=visit.text("cypher"), seconds=SECONDS, most=ROWS, **empty | answer)
