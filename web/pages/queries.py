"""The saved queries: what each answers, run with parameters, as a table and as a picture."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

import cypher
from answers.answer import Answer, answer_to, question
from answers.browser import address, text
from answers.errors import AnswerError
from answers.graph import graph_of
from answers.names import find_params
from cypher import Param, Table
from web import download
from web.drawn import picture
from web.errors import wrong
from web.visit import Visit

SHOWN = 100
MOST = 5_000
DRAWN = 60
"""Models: so many of an answer are drawn."""
SECONDS = 60.0


def queries(visit: Visit) -> Response:
    """The library."""
    return visit.render("queries.html", groups={group: cypher.queries(group) for group in cypher.SAVED})


def query(visit: Visit) -> Response:
    """A saved query, and its answer once all is given that it needs."""
    saved = cypher.get(visit.text("name"))
    if saved.group not in cypher.SAVED:
        what = visit.words.gettext("There is no such query: choose one from the library.")
        return wrong(visit, 404, what)
    given = {param.name: visit.text(f"p.{param.name}") for param in saved.params}
    ready = all(given[param.name] for param in saved.params if param.required)
    if not (ready and (visit.text("run") or not any(param.required for param in saved.params) or any(given.values()))):
        return visit.render("query.html", query=saved, given=given, columns=None)
    values = {param.name: _value(param, given[param.name]) for param in saved.params if given[param.name]}
    about = find_params(values)
    answer = answer_to(about, question(saved.name, **values), hub_as_of=visit.day)
    if format_ := download.wanted(visit):
        return download.of_answer(answer, format_, saved.name)
    limit = visit.number("limit", SHOWN, MOST)
    table = answer.questions[0].ask(SECONDS)
    rows = list(islice(table.rows, limit + 1))
    table.close()
    return visit.render(
        "query.html",
        query=saved,
        given=given,
        columns=saved.columns,
        links={column.name for column in saved.columns if column.name in cypher.MODEL},
        rows=rows[:limit],
        more=len(rows) > limit,
        limit=limit,
        picture=_picture(visit, answer, Table(table.columns, iter(rows[:DRAWN]))),
        in_browser=address(visit.browser, text(answer)),
    )


def _value(param: Param, text: str) -> Any:
    """What a person typed, of the type that the param has."""
    if param.name == cypher.MODELS or isinstance(param.default, list):
        return [word.strip() for word in text.replace(",", " ").split() if word.strip()]
    if isinstance(param.default, bool):
        return text in ("1", "true")
    if isinstance(param.default, int | float) or param.name in ("before", "after"):
        try:
            return json.loads(text)
        except ValueError:
            raise AnswerError(f"'{param.name}' is a number.", "Give one, such as 10.") from None
    return text


def _picture(visit: Visit, answer: Answer, table: Table) -> Markup | None:
    if not answer.questions[0].query.model_columns:
        return None
    graph = graph_of(answer, table)
    if not graph.nodes or len(graph.nodes) > 4 * DRAWN:
        return None
    return picture(visit, graph)
