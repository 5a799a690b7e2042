"""What the words mean that the pages use, and what the law says."""

from __future__ import annotations

from starlette.responses import Response

from web.page_request import Visit


def about(visit: Visit) -> Response:
    """The page that explains."""
    return visit.render("about.html")
