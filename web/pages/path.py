"""How one model derives from another, with the evidence of each hop, or what the two have in common."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from answers.answer import Answer, question
from answers.browser import address, text
from answers.graph import graph_of
from answers.path_answer import answer_of_paths
from answers.paths import PathOptions, find_paths
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.page_request import Visit
from web.pictures import picture

SHORTEST = 5
"""Paths that the page gives one after another; all of them are a graph."""
DRAWN = 300
"""Models: so many are drawn at once."""


def path(visit: Visit) -> Response:
    """The paths from one model to another."""
    relation = visit.chosen("relation", ALL_RELATIONS)
    every = bool(visit.text("all"))
    form: dict[str, Any] = {"start": visit.text("from"), "end": visit.text("to"), "relation": relation, "all": every}
    form["filtered"] = len(relation) < len(ALL_RELATIONS)
    if not (form["start"] and form["end"]):
        return visit.render("path.html", **form, found=None)
    start, end = visit.model("from"), visit.model("to")
    way = PathOptions(relation, 0, [], [], 1 if every else SHORTEST, every, any_direction=False)
    found = find_paths(visit.database, start, end, way)
    answer = answer_of_paths(visit.database, [found], way, visit.day)
    if format_ := download.wanted(visit):
        return download.of_answer(answer, format_, "path")
    return visit.render(
        "path.html",
        **form | {"start": start, "end": end},
        found=found,
        paths=[list(hops) for _, hops in groupby(found.hops, key=lambda hop: hop.get("path"))],
        picture=_picture(visit, answer) if found.hops else None,
        common=[] if found.hops or start == end else _common(visit, start, end, relation),
        in_browser=address(visit.browser, text(answer)) if found.hops else None,
    )


def _common(visit: Visit, start: str, end: str, relation: list[str]) -> list[dict[str, Any]]:
    return question(visit.database, "common-ancestors", models=[start, end], relation=relation).records()


def _picture(visit: Visit, answer: Answer) -> Markup | None:
    graph = graph_of(answer, answer.table())
    if len(graph.nodes) > DRAWN:
        return None
    return picture(visit, graph)
