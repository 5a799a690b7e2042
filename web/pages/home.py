"""The first page: search, how old the data is, and the largest families."""

from __future__ import annotations

from starlette.responses import Response

from web.page_request import Visit

FAMILIES = 12


def home(visit: Visit) -> Response:
    """Where one begins."""
    families = visit.database.records("largest-families", limit=FAMILIES)
    return visit.render("home.html", counts=visit.database.records("counts")[0], families=families)
