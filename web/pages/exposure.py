"""Which models may hold the data that came out of one, what to test next, and whom to write to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.responses import RedirectResponse, Response

from ground.bands import BANDS
from rights.exposure.probe import probe_next
from rights.letters.contacts import contacts
from web import download
from web.page_request import Visit
from web.pages.exposure_state import SEEN, exposed, in_part

SHOWN = 100
MOST = 5_000


def exposure(visit: Visit) -> Response:
    """What is exposed, under a hypothesis that the page names."""
    if visit.text("tested") and visit.text("result") in SEEN:
        return _noted(visit, visit.text("result"), visit.model("tested"))
    if visit.text("out") and visit.text("model"):
        return _noted(visit, "positive", visit.model())
    found = exposed(visit)
    if found is None:
        return visit.render("exposure.html", found=None)
    stands = found.stands
    if format_ := download.wanted(visit):
        return download.of_answer(
            found.finding(visit.day).answer(visit.database), format_, "exposure", len(stands.exposed)
        )
    limit = visit.number("limit", SHOWN, MOST)
    counts = Counter(each.band for each in stands.exposed)
    return visit.render(
        "exposure.html",
        found=found,
        stands=stands,
        bands=[(band, counts[band]) for band in BANDS if counts[band]],
        seen={each.model: each.kind for each in found.observations},
        kinds=SEEN,
        probe=None if stands.known else probe_next(stands.family, stands.remaining, found.observations),
        contacts=contacts(stands.family, stands.exposed),
        limit=limit,
        most=MOST,
        in_part=in_part(visit, found),
    )


def _noted(visit: Visit, kind: str, model: str) -> Response:
    """To the same page, with what was seen at a model in its address, in the place of what was seen there before."""
    seen: dict[str, Any] = {each: [other for other in visit.texts(each) if other != model] for each in SEEN}
    seen[kind].append(model)
    return RedirectResponse(visit.here(out=None, tested=None, result=None, **seen), 303)
