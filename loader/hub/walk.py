"""Iterates over the pages of a list of the Hub, and detects circles."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from loader.errors import LoaderError
from loader.hub.client import HubAnswer
from loader.hub.endpoint import place


def walk(ask: Callable[[str], HubAnswer], address: str, most: int) -> Iterator[HubAnswer]:
    """The pages of a list from an address on, each requested when it is needed; the body of each is a list.

    Two digests are kept of each page: of its address, and of its content. Raises what `ask` raises, and LoaderError if
    a page is not a list, comes again, or is not the last after `most` of them.
    """
    visited: set[bytes] = set()
    contents: set[bytes] = set()
    following: str | None = address
    for _ in range(most):
        if following is None:
            return
        answer = ask(following)
        if not isinstance(answer.body, list):
            raise LoaderError("hub-list-is-none", path=place(address))
        here = {_digest(_normal(each)) for each in (urljoin(answer.url, following), answer.url)}
        visited |= here
        if answer.next is not None and _digest(_normal(answer.next)) in visited:
            if _digest(_normal(answer.next)) in here:
                raise LoaderError("hub-page-names-itself-as-next", path=place(address))
            raise LoaderError("hub-page-leads-back", path=place(address))
        if answer.body or answer.next is not None:
            content = _digest("\n".join(sorted(_name(item) for item in answer.body)))
            if content in contents:
                raise LoaderError("hub-page-comes-again", path=place(address))
            contents.add(content)
        following = answer.next
        yield answer
    raise LoaderError("hub-list-without-end", path=place(address), pages=f"{most:,}")


def _normal(address: str) -> str:
    """The same text for all addresses of one page."""
    parts = urlsplit(urldefrag(address).url)
    return repr((parts.scheme, parts.netloc.lower(), parts.path, sorted(parse_qsl(parts.query, True))))


def _name(item: Any) -> str:
    """The text that identifies an item, also if its counts have changed meanwhile."""
    if isinstance(item, dict):
        names = (item.get(field) for field in ("id", "modelId", "path"))
        item = next((name for name in names if isinstance(name, str)), item)
    try:
        return repr(item)
    except RecursionError:
        return "nested too deeply"


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
