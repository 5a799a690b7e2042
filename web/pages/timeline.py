"""When the relatives of a model were created: months as bars, in which each kind of derivation is told apart."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from answers.answer import answer_to, question
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.page_request import Visit

ROOT = "root"
"""What stands for the relation of a model that names no parent."""


def timeline(visit: Visit) -> Response:
    """The ancestors or the descendants of a model by month."""
    id = visit.model()
    side = "ancestors" if visit.text("side") == "ancestors" else "descendants"
    relation = visit.chosen("relation", ALL_RELATIONS)
    asked = question(visit.database, f"{side}-by-month", model=id, relation=relation)
    if format_ := download.wanted(visit):
        return download.of_answer(answer_to([id], asked, hub_as_of=visit.day), format_, "timeline")
    months: dict[str, dict[str, Any]] = {}
    for month, kind, count, best in asked.ask().rows:
        told = months.setdefault(month or "", {"parts": [], "count": 0, "models": []})
        told["parts"].append((kind or ROOT, count))
        told["count"] += count
        told["models"].append(best)
    return visit.render(
        "timeline.html",
        model=id,
        side=side,
        relation=relation,
        months=months,
        largest=max((month["count"] for month in months.values()), default=0),
        count=sum(month["count"] for month in months.values()),
    )
