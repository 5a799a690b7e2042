"""The application: which address leads to which page, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cypher import Database
from formats.drawing.svg import STYLE
from web.errors import explained, wrong
from web.language import PAGES_IN, preferred
from web.page_request import Visit
from web.pages import (
    dataset,
    expert,
    exposure,
    home,
    letters,
    lineage,
    model,
    path,
    queries,
    relatives,
    search,
    timeline,
)
from web.pages import words as explanations
from web.security import LOOPBACK, Guarded

Page = Callable[[Visit], Response]
PAGES: dict[str, Page] = {
    "": home.home,
    "search": search.search,
    "suggest": search.suggest,
    "model": model.model,
    "relatives": relatives.relatives,
    "lineage": lineage.lineage,
    "timeline": timeline.timeline,
    "path": path.path,
    "dataset": dataset.dataset,
    "exposure": exposure.exposure,
    "letters": letters.form,
    "queries": queries.queries,
    "query": queries.query,
    "cypher": expert.cypher_,
    "about": explanations.about,
}
"""Every page by its name in an address, after the language."""
SENT: dict[str, Page] = {"letters": letters.make, "cypher": expert.cypher_}
"""Those to which a form is sent."""
STATIC = Path(__file__).parent / "static"


def app(database: Database, browser: str) -> Starlette:
    """The pages over a database; `browser` is the address of its Neo4j Browser."""
    routes = [
        Route("/", _in_a_language),
        Route("/favicon.ico", lambda request: FileResponse(STATIC / "favicon.svg")),
        Route("/static/svg.css", lambda request: FileResponse(STYLE)),
        Mount("/static", StaticFiles(directory=STATIC)),
        *(
            Route(
                f"/{language}/{name}", _endpoint(language, name), methods=["GET", "POST"] if name in SENT else ["GET"]
            )
            for language in PAGES_IN
            for name in PAGES
        ),
    ]
    made = Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK)), Middleware(Guarded)],
        exception_handlers={HTTPException: _refused, 500: _failed},
    )
    made.state.database, made.state.browser = database, browser
    made.state.last_exposure = None
    return made


def _in_a_language(request: Request) -> Response:
    language = preferred(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", headers={"Vary": "Accept-Language"})


def _endpoint(language: str, name: str) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        sent = request.method == "POST"
        form = await request.form() if sent else None
        return await run_in_threadpool(_answer, SENT[name] if sent else PAGES[name], request, language, name, form)

    return endpoint


def _answer(page: Page, request: Request, language: str, name: str, form: FormData | None) -> Response:
    visit = Visit(request, language, name, form)
    try:
        return page(visit)
    except Exception as error:
        return explained(visit, error)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return await _elsewhere(request, _nowhere if status == 404 else partial(_misasked, status))


async def _failed(request: Request, error: Exception) -> Response:
    return await _elsewhere(request, _broken)


async def _elsewhere(request: Request, page: Page) -> Response:
    """A page that no address leads to, in the language of the address, else of the browser."""
    first = request.url.path.strip("/").partition("/")[0]
    language = first if first in PAGES_IN else preferred(request.headers.get("accept-language", ""))
    return await run_in_threadpool(_answer, page, request, language, "", None)


def _nowhere(visit: Visit) -> Response:
    return wrong(visit, 404, visit.words.gettext("There is no such page."))


def _misasked(status: int, visit: Visit) -> Response:
    return wrong(visit, status, visit.words.gettext("This page cannot be asked so."))


def _broken(visit: Visit) -> Response:
    what = visit.words.gettext("The program failed on this.")
    return wrong(visit, 500, what, visit.words.gettext("Where the page was started stands what went wrong."))
