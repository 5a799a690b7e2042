"""What keeps the page to its user: no other machine, no other site may ask, and nothing is fetched from elsewhere."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost")
"""The names under which a browser may ask: any other is of a site that leads here to read what it may not."""
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" a browser would not say that it is this page that sends a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What stands in a letter is kept nowhere, not by the browser either.
    "Cache-Control": "no-store",
}


class Guarded:
    """Refuses what other sites ask in a user's name, and adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        app = PlainTextResponse("Another site asked for this.", 403) if _is_foreign(scope) else self.app
        await app(scope, receive, send_with_headers)


def _is_foreign(scope: Scope) -> bool:
    """Whether another site asks. A link may lead here from anywhere, but nothing is embedded or sent from there."""
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site", "none")
    if scope["method"] == "POST":
        own = f"http://{headers.get('host')}"
        return site not in ("same-origin", "none") or headers.get("origin", own) != own
    return site in ("cross-site", "same-site") and headers.get("sec-fetch-dest") != "document"
