"""One model: what is known of it, where it comes from, what derives from it, and who says so."""

from __future__ import annotations

from starlette.responses import Response

from answers.answer import question
from answers.browser import address, text
from answers.model_answer import answer_of_model
from web import download
from web.page_request import Visit

IN_BROWSER = 20


def model(visit: Visit) -> Response:
    """All that is known of a model."""
    id = visit.model()
    answer = answer_of_model(visit.database, id, visit.day)
    if format_ := download.wanted(visit):
        return download.of_answer(answer, format_, "model")
    (known,) = answer.table().records()
    near = {"models": [id], "each": IN_BROWSER}
    answer.questions = [question(visit.database, f"direct-{side}", **near) for side in ("ancestors", "descendants")]
    return visit.render("model.html", model=known, in_browser=address(visit.browser, text(answer)))
