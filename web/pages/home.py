"""The first page: search, how old the data is, and the largest families."""

from __future__ import annotations

from starlette.responses import Response

from answers.database import lookup
from web.page_request import Visit

FAMILIES = 12


def home(visit: Visit) -> Response:
    """Where one begins."""
    return visit.render("home.html", counts=lookup("counts")[0], families=lookup("largest-families", limit=FAMILIES))
