"""Replies of a malicious Hub."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any

MIB = 1 << 20
Lie = Callable[[BaseHTTPRequestHandler], None]

_number = count()


def says(body: bytes, status: int = 200, **headers: str) -> Lie:
    """Returns a reply with this body and these headers; an underscore stands for a hyphen."""

    def lie(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return lie


def bomb() -> Lie:
    """Returns a reply of 64 MiB, compressed to 64 kB."""
    return says(gzip.compress(b"[" + b" " * 64 * MIB, 1), Content_Encoding="gzip")


def endless(piece: bytes, pause: float = 0) -> Lie:
    """Returns a reply that repeats `piece` until the client disconnects."""

    def lie(to: BaseHTTPRequestHandler) -> None:
        to.send_response(200)
        to.send_header("Transfer-Encoding", "chunked")
        to.end_headers()
        while True:
            to.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            time.sleep(pause)

    return lie


def silence(to: BaseHTTPRequestHandler) -> None:
    """Sends nothing until the client disconnects."""
    to.rfile.read(1)
    to.close_connection = True


def leads_on(items: Callable[[int], list[Any]], to_next: Callable[[str, int], str]) -> Lie:
    """Returns a list page that always names a next page."""

    def lie(to: BaseHTTPRequestHandler) -> None:
        number = next(_number)
        path = to.path.partition("&cursor=")[0]
        home = f"http://{to.headers['Host']}"
        link = f'<{home}{to_next(path, number)}>; rel="next"'
        says(json.dumps(items(number)).encode(), Link=link)(to)

    return lie


ANSWERS: dict[str, Lie] = {
    "a bomb": bomb(),
    "an endless body": endless(b" " * MIB),
    "a body that drips": endless(b" ", pause=0.05),
    "silence": silence,
    "8 MiB of [": says(b"[" * 8 * MIB),
    "a text of 8 MB": says(b'["' + b"x" * 8_000_000 + b'"]'),
    "200,000 empty lists": says(b"[" + b"[]," * 200_000 + b"[]]"),
    "another packing": says(b"x", Content_Encoding="br"),
    "half a page": says(b'[{"id": "a/one"'),
    "null": says(b"null"),
    "a text": says(b'"\\u001b[31mred"'),
    "429 for ever": says(b"{}", 429, Retry_After="599"),
    "429 for a year": says(b"{}", 429, Retry_After="9" * 30),
    "500 for ever": says(b"{}", 500),
    "redirects in a circle": lambda to: says(b"", 307, Location=to.path)(to),
    "a redirect to a file": says(b"", 307, Location="file:///etc/passwd"),
    "a redirect to another host": says(b"", 307, Location="http://127.0.0.2:9/api/models"),
    "a redirect to no address": says(b"", 307, Location="http://["),
}
"""Replies to any request."""

PAGES: dict[str, Lie] = {
    "a page that names itself": leads_on(lambda n: [], lambda path, n: path),
    "itself with another fragment": leads_on(lambda n: [], lambda path, n: f"{path}#{n}"),
    "the same content under new cursors": leads_on(lambda n: [{"id": "a/one"}], lambda path, n: f"{path}&cursor={n}"),
    "empty pages that lead on": leads_on(lambda n: [], lambda path, n: f"{path}&cursor={n}"),
    "circles of 7": leads_on(lambda n: [{"id": f"a/{n}"}], lambda path, n: f"{path}&cursor={n % 7}"),
    "a next page elsewhere": says(b"[]", Link='<http://127.0.0.2:9/api/models>; rel="next"'),
    "a next page in a file": says(b"[]", Link='<file:///etc/passwd>; rel="next"'),
    "an object": says(b'{"error": "none"}'),
}
"""Replies to a request for a list."""
