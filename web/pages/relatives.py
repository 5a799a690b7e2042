"""All relatives of a model of one kind, as a list."""

from __future__ import annotations

from itertools import islice

from starlette.responses import Response

from answers.answer import Question, answer_to, question
from answers.browser import address, text
from answers.neighbourhood import STATES
from formats import GRAPH_FORMATS
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.page_request import Visit

KINDS = {
    "parents": "direct-ancestors",
    "children": "direct-descendants",
    "ancestors": "ancestors",
    "descendants": "descendants",
    "siblings": "siblings",
}
"""The saved query for each kind of relatives."""
SHOWN = 100
MOST = 5_000


def relatives(visit: Visit) -> Response:
    """The relatives of a model, those first from which most others derive."""
    id = visit.model()
    kind = visit.text("kind") if visit.text("kind") in KINDS else "descendants"
    relation = visit.chosen("relation", ALL_RELATIONS)
    limit = visit.number("limit", SHOWN, MOST)
    answer = answer_to([id], _asked(visit, kind, id, relation, 0), hub_as_of=visit.day)
    if format_ := download.wanted(visit):
        count = _count(visit, kind, id, relation) if format_ in GRAPH_FORMATS else 0
        return download.of_answer(answer, format_, kind, count)
    table = _asked(visit, kind, id, relation, limit).ask()
    rows = list(islice(table.records(), limit))
    table.close()
    other = {"parents": "parent", "children": "child"}.get(kind, "model")
    return visit.render(
        "relatives.html",
        model=id,
        kind=kind,
        relation=relation,
        rows=[{**row, "other": row[other]} for row in rows],
        total=_count(visit, kind, id, relation) if len(rows) == limit else len(rows),
        limit=limit,
        most=MOST,
        in_browser=address(visit.browser, text(answer)),
    )


def _asked(visit: Visit, kind: str, id: str, relation: list[str], limit: int) -> Question:
    """The question for these relatives, no more than `limit` of them (0: all)."""
    most = {"each": limit} if kind in ("parents", "children") else {"limit": limit}
    about = {"model": id} if kind == "siblings" else {"models": [id]}
    return question(visit.database, KINDS[kind], **about, relation=relation, **most)


def _count(visit: Visit, kind: str, id: str, relation: list[str]) -> int:
    if kind in ("ancestors", "descendants"):
        return int(visit.database.records(f"count-{kind}", models=[id], relation=relation)[0]["count"])
    if kind == "siblings":
        return int(visit.database.records("count-siblings", model=id, relation=relation)[0]["count"])
    (found,) = visit.database.records(
        "near-counts", ids=[id], relation=relation, states=list(STATES), kinds=[], former=False
    )
    return int(found["above" if kind == "parents" else "below"])
