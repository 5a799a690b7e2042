"""The saved queries: what each answers, run with parameters, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

import cypher
from answers.answer import Answer, answer_to, question
from answers.browser import address, text
from answers.graph import graph_of
from answers.names import find_params
from cypher import Param, Table
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.errors import wrong
from web.language import Words
from web.page_request import Visit
from web.pictures import picture
from web.refusal import RefusalError

SHOWN = 100
MOST = 5_000
COUNTED = 50_000
"""Rows that are counted beyond those that are shown."""
DRAWN = 60
"""Models: so many of an answer are drawn."""
SECONDS = 60.0
LARGEST = 2**31 - 1
YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}
"""What an address says for yes and no."""


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
    values = {param.name: _value(visit.words, param, given[param.name]) for param in saved.params if given[param.name]}
    about = find_params(visit.database, saved, values)
    answer = answer_to(about, question(visit.database, saved.name, **values), hub_as_of=visit.day)
    if format_ := download.wanted(visit):
        return download.of_answer(answer, format_, saved.name)
    limit = visit.number("limit", SHOWN, MOST)
    table = answer.questions[0].ask(SECONDS)
    rows = list(islice(table.rows, limit))
    total = len(rows) + sum(1 for _ in islice(table.rows, COUNTED))
    table.close()
    return visit.render(
        "query.html",
        query=saved,
        given=given,
        columns=saved.columns,
        links={column.name for column in saved.columns if column.name in cypher.MODEL},
        rows=rows,
        total=total,
        beyond=total == limit + COUNTED,
        limit=limit,
        most=MOST,
        picture=_picture(visit, answer, Table(table.columns, iter(rows[:DRAWN]))),
        in_browser=address(visit.browser, text(answer)),
    )


def _value(words: Words, param: Param, text: str) -> Any:
    """What a person typed, of the type that the param has. RefusalError where it is of none."""
    choose, about = words.gettext("Mend it and run it again."), {"param": param.name}
    if param.is_list:
        values = text.replace(",", " ").split()
        if param.type == "Relation" and not set(values) <= set(ALL_RELATIONS):
            kinds = ", ".join(ALL_RELATIONS)
            raise RefusalError(
                words.gettext("The kinds of derivation are called: %(kinds)s.") % {"kinds": kinds}, choose
            )
        return values
    if param.type == "Boolean":
        if text not in YES_OR_NO:
            raise RefusalError(words.gettext("“%(param)s” is yes or no.") % about, choose)
        return YES_OR_NO[text]
    if param.type == "Number":
        return _number(float, text, words.gettext("“%(param)s” is a number.") % about, choose)
    if param.type in ("Integer", "Load"):
        return _number(int, text, words.gettext("“%(param)s” is a whole number, from 0 on.") % about, choose)
    return text


def _number(type: Callable[[str], Any], text: str, what: str, next: str) -> Any:
    try:
        value = type(text)
    except ValueError:
        raise RefusalError(what, next) from None
    if not 0 <= value <= LARGEST:
        raise RefusalError(what, next)
    return value


def _picture(visit: Visit, answer: Answer, table: Table) -> Markup | None:
    if not answer.questions[0].query.model_columns:
        return None
    graph = graph_of(answer, table)
    if not graph.nodes or len(graph.nodes) > 4 * DRAWN:
        return None
    return picture(visit, graph)
