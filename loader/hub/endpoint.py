"""The Hub: its address, the limits for its answers, and the addresses that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from loader.errors import LoaderError
from loader.hub import limits
from loader.hub.limits import Limits

PORTS = {"http": 80, "https": 443}
LONGEST_PLACE = 200

Origin = tuple[str, str, int]


def _ignore(obstacle: LoaderError) -> None:
    pass


@dataclass(frozen=True)
class Hub:
    """A Hub at an address, by default huggingface_hub's own (HF_ENDPOINT).

    `on_wait` receives an error, which is not raised, for each long wait, for each wait before a request is repeated,
    and for what the Hub refuses to tell; at times from another thread. None of the values is text of the Hub.
    `without_base_models` holds the routes on which the Hub told no baseModels.
    """

    endpoint: str | None = None
    on_wait: Callable[[LoaderError], None] = _ignore
    limits: Limits = field(default_factory=lambda: limits.DEFAULT_LIMITS)
    without_base_models: set[str] = field(default_factory=set, init=False, compare=False)

    def address(self) -> str:
        """The address, without a slash at its end. Raises LoaderError if it is not one."""
        from huggingface_hub import constants

        address = (self.endpoint or constants.ENDPOINT).rstrip("/")
        if origin(address) is None:
            raise LoaderError("no-address-of-a-hub", address=address)
        return address


def origin(url: str) -> Origin | None:
    """The scheme, host and port of an address; None if it lacks one of them."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]


def at_home(hub: Hub, url: str) -> str:
    """The address, if it belongs to the Hub. Raises LoaderError otherwise."""
    home = hub.address()
    if origin(url) != origin(home):
        host = (urlsplit(url).hostname or "") if origin(url) else ""
        raise LoaderError("hub-points-elsewhere", hub=urlsplit(home).hostname, host=host[:LONGEST_PLACE])
    return url


def place(url: str) -> str:
    """The path of an address, which holds no secret, cut to a readable length."""
    path = ascii(urlsplit(url).path)[1:-1]
    return path if len(path) <= LONGEST_PLACE else f"{path[:LONGEST_PLACE]}..."
