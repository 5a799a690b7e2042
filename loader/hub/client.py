"""Asks the Hub for one piece of JSON, and again where that may help."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from loader.errors import LoaderError
from loader.hub.body import parse
from loader.hub.patience import LATER, Patience, Trouble

if TYPE_CHECKING:
    from httpx2 import Response, Timeout

CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
"""How long to wait for a connection, and for the next piece of an answer."""
TRY_AGAIN = (408, 429)
"""The statuses below 500 that another try may mend; those from 500 on all may."""
NOT_THERE = {"RepoNotFound", "RevisionNotFound", "EntryNotFound", "GatedRepo"}
"""What the Hub calls it (X-Error-Code) where there is nothing, or nothing for us."""
DISABLED = "Access to this resource is disabled."
BAD_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105 - what the Hub says of one
USER_AGENT = "lineage-db"
PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]


class NotThere(Exception):  # noqa: N818 - an answer like another
    """The Hub has no such thing, or does not show it to us."""


class BadRequest(Exception):  # noqa: N818
    """The Hub does not take the request as it was put (400)."""


def _say_nothing(said: str) -> None:
    pass


@dataclass(frozen=True)
class Hub:
    """A Hub at an address, by default huggingface_hub's own (HF_ENDPOINT).

    `on_wait` is told in a short sentence of each wait before a request is tried again, and of what the Hub does not
    tell. No text of the Hub is in these sentences. `without_base_models` are the routes on which it told no baseModels.
    """

    endpoint: str | None = None
    on_wait: Callable[[str], None] = _say_nothing
    without_base_models: set[str] = field(default_factory=set, init=False, compare=False)

    def address(self) -> str:
        """The address, without a slash at its end. Raises LoaderError where it is none."""
        from huggingface_hub import constants

        address = (self.endpoint or constants.ENDPOINT).rstrip("/")
        if origin(address) is None:
            raise LoaderError(f"{address!r} is not the address of a Hub.", "Give one like https://huggingface.co.")
        return address


@dataclass(frozen=True)
class Answer:
    """What the Hub answered: the JSON, the address of the next page if there is one, and the address that answered."""

    body: Any
    next: str | None
    url: str


def get(hub: Hub, path_or_url: str, params: Mapping[str, Any] | None = None) -> Answer:
    """The answer to a GET of a path of the Hub, or of an address there, such as that of a next page.

    Tries again where the Hub is busy, broken, silent or cut short. Raises NotThere, BadRequest, and LoaderError where
    the Hub cannot be read, refuses us, or points at another host: its token goes nowhere else.
    """
    url = _at_home(hub, hub.address() + path_or_url if path_or_url.startswith("/") else path_or_url)
    patience = Patience(_place(url), hub.on_wait)
    while True:
        try:
            return _answer(hub, url, params)
        except Trouble as trouble:
            patience.wait(trouble)


def _answer(hub: Hub, url: str, params: Mapping[str, Any] | None) -> Answer:
    """What one request gives. Raises Trouble where another may give more."""
    from huggingface_hub import get_session

    with faults(_place(url)):
        response = get_session().get(url, params=params or None, headers=headers(), timeout=timeout())
    answered = _at_home(hub, str(response.url))
    check(response)
    try:
        body = parse(response.content)
    except ValueError:
        raise Trouble("The Hub's answer is not JSON, or is cut") from None
    return Answer(body, _next(hub, response), answered)


def _next(hub: Hub, response: Response) -> str | None:
    """The address of the next page, if there is one."""
    link = response.links.get("next", {}).get("url")
    if not link:
        return None
    try:
        return _at_home(hub, urljoin(str(response.url), link))
    except ValueError as error:
        raise LoaderError("The Hub's address of the next page is none.", LATER) from error


def headers() -> dict[str, str]:
    """Those of a request to the Hub, with the token of HF_TOKEN or `hf auth login`, if there is one.

    Not those of `huggingface_hub.utils.build_hf_headers`, which asks huggingface.co which programs people use.
    """
    from huggingface_hub import constants, get_token

    token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
    if token is None:
        return {"User-Agent": USER_AGENT}
    if not (token.isascii() and token.isprintable()):
        raise LoaderError("The Hub's token holds what no token can.", "Check HF_TOKEN, or run `hf auth login` again.")
    return {"User-Agent": USER_AGENT, "Authorization": f"Bearer {token}"}


def timeout() -> Timeout:
    """The time-outs of a request."""
    from httpx2 import Timeout

    return Timeout(READ_SECONDS, connect=CONNECT_SECONDS)


@contextmanager
def faults(place: str) -> Iterator[None]:
    """Turns what can happen to a connection into Trouble where another try may help, else into a LoaderError."""
    import httpx2
    from huggingface_hub.errors import OfflineModeIsEnabled

    try:
        yield
    except httpx2.TimeoutException:
        raise Trouble("The Hub does not answer in time") from None
    except httpx2.ConnectError:
        raise Trouble("The Hub cannot be reached") from None
    except (httpx2.NetworkError, httpx2.RemoteProtocolError, httpx2.ProxyError, httpx2.DecodingError):
        raise Trouble("The connection to the Hub broke") from None
    except OfflineModeIsEnabled:
        raise LoaderError("huggingface_hub is told to stay offline.", "Unset HF_HUB_OFFLINE and try again.") from None
    except httpx2.TooManyRedirects:
        raise LoaderError(f"The Hub sends us in circles for {place}.", LATER) from None
    except (httpx2.HTTPError, httpx2.InvalidURL):
        # What these say may hold the token or text of the Hub.
        raise LoaderError(
            f"The Hub cannot be asked for {place}.", "Check the address, HF_ENDPOINT and HF_TOKEN."
        ) from None


def check(response: Response) -> None:
    """Nothing, where the response is a good one. Raises Trouble, NotThere, BadRequest or LoaderError where it is not.

    Reads the same headers as `huggingface_hub.utils.hf_raise_for_status`, which does not bear an error whose body is
    JSON but no object, and writes what the server warns of to the terminal.
    """
    status = response.status_code
    code, message = response.headers.get("X-Error-Code"), response.headers.get("X-Error-Message")
    if status < 300:
        return
    if status in TRY_AGAIN or status >= 500:
        raise Trouble(f"The Hub answers {status}", _stated_wait(response))
    if status == 401 and message == BAD_TOKEN:
        raise LoaderError("The Hub does not know the token.", "Check HF_TOKEN, or run `hf auth login` again.")
    if code in NOT_THERE or message == DISABLED or status in (404, 410, 451):
        raise NotThere(str(status))
    if status == 400:
        raise BadRequest(_place(str(response.url)))
    raise LoaderError(
        f"The Hub refuses {_place(str(response.url))} ({status}).",
        "Check that the token, HF_TOKEN or that of `hf auth login`, may read it.",
    )


def _stated_wait(response: Response) -> float | None:
    """The seconds that the Hub asks to wait, by RateLimit where its limit is reached, else by Retry-After."""
    from huggingface_hub.utils import parse_ratelimit_headers  # type: ignore[attr-defined]

    limit = parse_ratelimit_headers(response.headers)
    if response.status_code == 429 and limit is not None and limit.remaining == 0:
        return float(limit.reset_in_seconds)
    stated = response.headers.get("Retry-After", "").strip()
    return float(stated) if stated.isdecimal() else None


def origin(url: str) -> Origin | None:
    """The scheme, host and port of an address; None where it has none that can be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]


def _at_home(hub: Hub, url: str) -> str:
    """The address, where it is one of the Hub. Raises LoaderError where it is another's."""
    home = hub.address()
    if origin(url) != origin(home):
        host = urlsplit(url).hostname if origin(url) else None
        raise LoaderError(
            f"The Hub at {urlsplit(home).hostname} points at another address, {host!r}.",
            "Nothing was taken from there; if it is the Hub that you want, set HF_ENDPOINT to it.",
        )
    return url


def _place(url: str) -> str:
    """The path of an address, which holds no secret."""
    return ascii(urlsplit(url).path)[1:-1]
