"""What is asked for of each model, and what is left out where the Hub refuses to tell it."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from loader.errors import LoaderError
from loader.hub.client import BadRequestError, Hub, HubAnswer, get

NOT_EVERYWHERE = ("expand", "baseModels")
"""What some Hubs refuse to tell (400)."""


def ask(hub: Hub, address: str, most: int) -> HubAnswer:
    """What an address with EXPANDED in its query answers; without baseModels where the Hub refuses only them.

    The Hub is then not asked for them again, and `on_wait` is called once. `most` is the size of the largest answer
    that is read. Raises what `get` raises.
    """
    simpler = _without_base_models(address)
    route = "list" if urlsplit(address).path.endswith("/api/models") else "model"
    if route in hub.without_base_models:
        return get(hub, simpler, most=most)
    try:
        return get(hub, address, most=most)
    except BadRequestError:
        if simpler == address:
            raise
    answer = get(hub, simpler, most=most)
    hub.without_base_models.add(route)
    hub.on_wait(LoaderError("hub-without-base-models"))
    return answer


def _without_base_models(address: str) -> str:
    parts = urlsplit(address)
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    accepted = [item for item in parameters if item != NOT_EVERYWHERE]
    return address if accepted == parameters else parts._replace(query=urlencode(accepted)).geturl()
