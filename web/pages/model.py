"""One model: what is known of it, where it comes from, what derives from it, and who says so."""

from __future__ import annotations

from starlette.responses import Response

from answers.answer import answer_to, question
from answers.browser import address, text
from web import download
from web.visit import Visit

IN_BROWSER = 20


def model(visit: Visit) -> Response:
    """All that is known of a model."""
    id = visit.model()
    asked = question("show", model=id)
    if format_ := download.wanted(visit):
        return download.of_answer(answer_to([id], asked), format_, "model")
    table = asked.ask()
    (row,) = table.rows
    near = [question(f"direct-{side}", models=[id], each=IN_BROWSER) for side in ("ancestors", "descendants")]
    drawn = answer_to([id], near[0])
    drawn.questions = near
    return visit.render(
        "model.html", model=dict(zip(table.columns, row, strict=True)), in_browser=address(visit.browser, text(drawn))
    )
