"""A dataset: the models trained on it, and all that derives from them."""

from __future__ import annotations

from starlette.responses import Response

from answers.answer import answer_to, question
from answers.names import find_dataset
from ground.vocabulary import ALL_RELATIONS
from web import download
from web.page_request import Visit

SHOWN = 100
MOST = 5_000


def dataset(visit: Visit) -> Response:
    """What a dataset reached."""
    id = find_dataset(visit.database, visit.text("dataset"))
    limit = visit.number("limit", SHOWN, MOST)
    if format_ := download.wanted(visit):
        return download.of_answer(
            answer_to([], question(visit.database, "dataset", dataset=id), hub_as_of=visit.day), format_, "dataset"
        )
    rows = question(visit.database, "dataset", dataset=id, limit=limit).records()
    everything = {"dataset": id, "relation": list(ALL_RELATIONS), "depth": 0}
    total = visit.database.records("count-dataset", **everything)[0]["count"] if len(rows) == limit else len(rows)
    return visit.render("dataset.html", dataset=id, rows=rows, total=total, limit=limit, most=MOST)
