"""Cypher of one's own, which can only read, within limits."""

from __future__ import annotations

from itertools import islice

from starlette.responses import Response

from answers.database import ask
from web import download
from web.visit import Visit

SECONDS = 20.0
ROWS = 500


def cypher_(visit: Visit) -> Response:
    """The form, and the answer to what was sent with it."""
    text = visit.text("cypher")
    if not text:
        return visit.render("cypher.html", text="", columns=None, seconds=SECONDS, most=ROWS)
    table = ask(text, {}, SECONDS)
    rows = list(islice(table.rows, ROWS + 1))
    table.close()
    if visit.text("format") in download.OF_TABLES:
        return download.of_rows(table.columns, rows[:ROWS], visit.text("format"), "cypher")
    return visit.render(
        "cypher.html",
        text=text,
        columns=table.columns,
        rows=rows[:ROWS],
        more=len(rows) > ROWS,
        seconds=SECONDS,
        most=ROWS,
    )
