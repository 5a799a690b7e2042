"""The search for a model, and what completes a name while it is typed."""

from __future__ import annotations

from functools import partial

from starlette.responses import JSONResponse, Response

from answers.answer import answer_to
from answers.search import WORD
from answers.search import search as find_models
from cypher import Table
from web import download
from web.page_request import Visit

SHOWN = 50
MORE = 1_000
COUNTED = 10_000
"""Models found that are counted, and that a file holds."""
SUGGESTED = 10
OTHERS = 3


def search(visit: Visit) -> Response:
    """The models that words and filters find."""
    text = visit.text("q")
    filters = {name: visit.text(name) for name in ("publisher", "task", "library", "licence")}
    limit = visit.number("limit", SHOWN, MORE)
    if not WORD.search(text) and not (text == "" and any(filters.values())):
        return visit.render("search.html", text=text, filters=filters, rows=None, limit=limit)
    asked, columns, rows = find_models(visit.database, text, filters, COUNTED)
    if format_ := download.wanted(visit):
        return download.of_answer(
            answer_to([], asked, hub_as_of=visit.day, table=partial(Table, columns, iter(rows))), format_, "search"
        )
    found = list(Table(columns, iter(rows[:limit])).records())
    return visit.render(
        "search.html",
        text=text,
        filters=filters,
        rows=found,
        total=len(rows),
        beyond=len(rows) == COUNTED,
        limit=limit,
        most=MORE,
    )


def suggest(visit: Visit) -> Response:
    """The ids of models, publishers and tasks that complete what is typed."""
    text = visit.text("q")
    if not WORD.search(text):
        return JSONResponse([])
    _, columns, rows = find_models(visit.database, text, {}, SUGGESTED)
    begun = [row["model"] for row in visit.database.records("beginning", beginning=text.lower())]
    publishers = [row["publisher"] for row in visit.database.records("publisher-beginning", beginning=text)]
    models = dict.fromkeys([*begun[: SUGGESTED // 2], *(row[columns.index("model")] for row in rows)])
    known = dict.fromkeys(row[columns.index("pipelineTag")] or "" for row in rows)
    tasks = [task for task in known if task and text.lower() in task]
    return JSONResponse(
        [{"model": id, "address": visit.link("model", model=id)} for id in list(models)[:SUGGESTED]]
        + [{"publisher": name, "address": visit.link("search", publisher=name)} for name in publishers[:OTHERS]]
        + [{"task": name, "address": visit.link("search", task=name)} for name in tasks]
    )
