"""Requests one piece of JSON from the Hub, and repeats the request if that may help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from loader.errors import LoaderError
from loader.hub.body import parse, read
from loader.hub.connection import HubRequest, drain, opened
from loader.hub.endpoint import Hub, at_home, place
from loader.hub.patience import Patience, TemporaryError

if TYPE_CHECKING:
    from httpx2 import Response

__all__ = ["BadRequestError", "Hub", "HubAnswer", "NotFoundError", "check", "get"]

TRY_AGAIN = (408, 429)
"""The statuses below 500 after which a request is repeated; it is after every status from 500 on."""
NOT_THERE = {"RepoNotFound", "RevisionNotFound", "EntryNotFound", "GatedRepo"}
"""The Hub's error codes (X-Error-Code) for what does not exist, or is not shown to us."""
DISABLED = "Access to this resource is disabled."
BAD_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105 - a message of the Hub


class NotFoundError(Exception):
    """The Hub has no such thing, or does not show it to us."""


class BadRequestError(Exception):
    """The Hub does not accept the request (400)."""


@dataclass(frozen=True)
class HubAnswer:
    """An answer of the Hub: the JSON, the address of the next page if there is one, and the address that answered."""

    body: Any
    next: str | None
    url: str


def get(hub: Hub, path_or_url: str, params: Mapping[str, Any] | None = None, *, most: int | None = None) -> HubAnswer:
    """The answer to a GET of a path of the Hub, or of an address there, such as that of a next page.

    The request is repeated if the Hub is busy, broken or silent, or its answer is cut short. `most` is the size of the
    largest answer that is read, in bytes; by default that of a record. Raises NotFoundError, BadRequestError,
    AnswerTooLargeError, and LoaderError if the Hub cannot be read, refuses the request, or points at another host: the
    token is sent to no other.
    """
    url = at_home(hub, hub.address() + path_or_url if path_or_url.startswith("/") else path_or_url)
    request = HubRequest(url, place(url), params, {"Accept-Encoding": "gzip"})
    patience = Patience(request.what, hub.limits, hub.on_wait)
    while True:
        try:
            return _answer(hub, request, hub.limits.record_bytes if most is None else most)
        except TemporaryError as cause:
            patience.wait(cause)


def _answer(hub: Hub, request: HubRequest, most: int) -> HubAnswer:
    """The answer to one request. Raises TemporaryError if another may succeed."""
    with opened(hub, request) as (response, _):
        if response.status_code >= 300:
            drain(hub, response)
            check(response)
        try:
            body = parse(read(response, most, request.what), hub.limits.values, request.what)
        except ValueError:
            raise TemporaryError("hub-answer-is-no-json") from None
    return HubAnswer(body, _next(hub, response), str(response.url))


def _next(hub: Hub, response: Response) -> str | None:
    """The address of the next page, if there is one."""
    link = response.links.get("next", {}).get("url")
    if not link:
        return None
    try:
        return at_home(hub, urljoin(str(response.url), link))
    except ValueError as error:
        raise LoaderError("hub-next-page-without-address") from error


def check(response: Response) -> None:
    """Raise TemporaryError, NotFoundError, BadRequestError or LoaderError unless the response is a good one.

    Reads the same headers as `huggingface_hub.utils.hf_raise_for_status`, which fails on an error whose body is JSON
    but not an object, and prints the warnings of the server.
    """
    status = response.status_code
    code, message = response.headers.get("X-Error-Code"), response.headers.get("X-Error-Message")
    if status < 300:
        return
    if status in TRY_AGAIN or status >= 500:
        raise TemporaryError("hub-answers-status", wait=_stated_wait(response), status=status)
    if status == 401 and message == BAD_TOKEN:
        raise LoaderError("hub-token-unknown")
    if code in NOT_THERE or message == DISABLED or status in (404, 410, 451):
        raise NotFoundError(str(status))
    if status == 400:
        raise BadRequestError(place(str(response.url)))
    raise LoaderError("hub-refuses", path=place(str(response.url)), status=status)


def _stated_wait(response: Response) -> float | None:
    """The seconds that the Hub asks to wait: by RateLimit if its limit is reached, else by Retry-After."""
    from huggingface_hub.utils import parse_ratelimit_headers

    try:
        limit = parse_ratelimit_headers(response.headers)
        if response.status_code == 429 and limit is not None and limit.remaining == 0:
            return float(limit.reset_in_seconds)
    except (ValueError, OverflowError):  # a number of more digits than Python reads
        return None
    seconds = response.headers.get("Retry-After", "").strip()
    return float(seconds) if seconds.isdecimal() else None
