"""Opens the answers of a server, and translates what can go wrong with the connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from loader.errors import LoaderError
from loader.hub.endpoint import Hub, at_home
from loader.hub.patience import TemporaryError
from loader.hub.watch import Watch

if TYPE_CHECKING:
    from httpx2 import Request, Response

USER_AGENT = "lineage-db"
MOST_REDIRECTS = 20


@dataclass(frozen=True)
class HubRequest:
    """A request: its address, its name in an error, and whether only the Hub itself may answer."""

    url: str
    what: str
    params: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    stays_at_home: bool = True


@contextmanager
def opened(hub: Hub, hub_request: HubRequest) -> Iterator[tuple[Response, Watch]]:
    """The answer to a request, to be read within the block, and the watch over its time.

    The session sends the token to no other host that it is redirected to. Raises TemporaryError if another try may
    help, and LoaderError if none does.
    """
    from huggingface_hub import get_session

    with _faults(hub_request.what), Watch(hub.limits, hub.on_wait) as watch, ExitStack() as stack:
        request = _request(hub, hub_request, watch)
        for _ in range(MOST_REDIRECTS + 1):
            response = stack.enter_context(closing(get_session().send(request, stream=True, follow_redirects=False)))
            if not response.has_redirect_location:
                yield response, watch
                return
            drain(hub, response)
            request = _redirected(hub, hub_request, response)
        raise LoaderError("hub-redirects-in-circles", subject=hub_request.what)


def drain(hub: Hub, response: Response) -> None:
    """Read a short answer to its end, so that its connection can be reused; of a long one, only the beginning."""
    received = 0
    for piece in response.iter_raw():
        received += len(piece)
        if received > hub.limits.error_bytes:
            return


def headers() -> dict[str, str]:
    """The headers of a request to the Hub, with the token of HF_TOKEN or `hf auth login`, if there is one.

    `huggingface_hub.utils.build_hf_headers` is not used, because it reports to huggingface.co which programs run.
    """
    from huggingface_hub import constants, get_token

    token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
    if token is None:
        return {"User-Agent": USER_AGENT}
    if not (token.isascii() and token.isprintable()):
        raise LoaderError("hub-token-malformed")
    return {"User-Agent": USER_AGENT, "Authorization": f"Bearer {token}"}


def _request(hub: Hub, hub_request: HubRequest, watch: Watch) -> Request:
    from httpx2 import Timeout
    from huggingface_hub import get_session

    return get_session().build_request(
        "GET",
        hub_request.url,
        params=hub_request.params or None,
        headers={**headers(), **hub_request.headers},
        timeout=Timeout(hub.limits.piece_seconds, connect=hub.limits.connect_seconds),
        extensions={"trace": watch.see},
    )


def _redirected(hub: Hub, hub_request: HubRequest, response: Response) -> Request:
    """The request that follows a redirect. Raises LoaderError if it leads to no address, or to another host."""
    request = response.next_request
    if request is None:
        raise LoaderError("hub-redirects-to-no-address", subject=hub_request.what)
    if hub_request.stays_at_home:
        at_home(hub, str(request.url))
    return request


@contextmanager
def _faults(what: str) -> Iterator[None]:
    """Translate the errors of a connection: into TemporaryError if another try may help, else into LoaderError."""
    import httpx2
    from huggingface_hub.errors import OfflineModeIsEnabled

    try:
        yield
    except httpx2.TimeoutException:
        raise TemporaryError("hub-not-in-time") from None
    except httpx2.ConnectError:
        raise TemporaryError("hub-unreachable") from None
    except (httpx2.NetworkError, httpx2.RemoteProtocolError, httpx2.ProxyError):
        raise TemporaryError("hub-connection-broke") from None
    except OfflineModeIsEnabled:
        raise LoaderError("hub-client-is-offline") from None
    except (httpx2.HTTPError, httpx2.InvalidURL):
        # The messages of these errors may contain the token, or text of the Hub.
        raise LoaderError("hub-cannot-be-asked", subject=what) from None
