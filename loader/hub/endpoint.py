"""The Hub: where it is, what is borne of it, and which addresses are its own."""

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


def _say_nothing(said: str) -> None:
    pass


@dataclass(frozen=True)
class Hub:
    """A Hub at an address, by default huggingface_hub's own (HF_ENDPOINT).

    `on_wait` is told in a short sentence of each long wait, of each before a request is tried again, and of what the
    Hub does not tell; at times from another thread. No text of the Hub is in these sentences. `without_base_models` are
    the routes on which it told no baseModels.
    """

    endpoint: str | None = None
    on_wait: Callable[[str], None] = _say_nothing
    limits: Limits = field(default_factory=lambda: limits.USUAL)
    without_base_models: set[str] = field(default_factory=set, init=False, compare=False)

    def address(self) -> str:
        """The address, without a slash at its end. Raises LoaderError where it is none."""
        from huggingface_hub import constants

        address = (self.endpoint or constants.ENDPOINT).rstrip("/")
        if origin(address) is None:
            raise LoaderError(f"{address!r} is not the address of a Hub.", "Give one like https://huggingface.co.")
        return address


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


def at_home(hub: Hub, url: str) -> str:
    """The address, where it is one of the Hub. Raises LoaderError where it is another's."""
    home = hub.address()
    if origin(url) != origin(home):
        host = urlsplit(url).hostname if origin(url) else None
        raise LoaderError(
            f"The Hub at {urlsplit(home).hostname} points at another address, {host and host[:LONGEST_PLACE]!r}.",
            "Nothing was taken from there; if it is the Hub that you want, set HF_ENDPOINT to it.",
        )
    return url


def place(url: str) -> str:
    """The path of an address, which holds no secret, as far as a person reads it."""
    path = ascii(urlsplit(url).path)[1:-1]
    return path if len(path) <= LONGEST_PLACE else f"{path[:LONGEST_PLACE]}..."
