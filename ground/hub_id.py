"""The Hub's own id of a repository (`_id`): when it may speak for the identity of a model, and what it tells. Pure.

The Hub's ids are ObjectIds: 24 hexadecimal digits, of which the first eight are the time of creation in seconds.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from ground.text import short

HUB_ID = re.compile(r"[0-9a-f]{24}", re.ASCII)
ZERO = "0" * 24
NO_HUB_ID = "not an id of the Hub"
ALL_ZEROS = "an id of zeros"
OTHER_TIME = "an id of another time than createdAt"
SHARED = "an id that several names carry"
NAMESAKE = "another id of the same name stands"
TOLERANCE = timedelta(minutes=1)
"""How far the time in an id may be from the record's `createdAt`: the two are noted one after the other."""
FIRST_DATE = datetime(2022, 3, 2, 23, 29, 4, tzinfo=UTC)
"""The `createdAt` of every repository that is older than the Hub's dates."""


def hub_id(written: Any, created: datetime | None) -> tuple[str | None, str | None]:
    """The id that a record carries, in lower case and cut to a length a person reads, and why it is no identity.

    `created` is the record's own `createdAt`, None where that is not known. Both are None where there is no id; the
    second is None where the id may be an identity, as far as one record can tell.
    """
    if written is None or written == "":
        return None, None
    text = written.strip().lower() if isinstance(written, str) else ""
    if not HUB_ID.fullmatch(text):
        return short(written), NO_HUB_ID
    if text == ZERO:
        return text, ALL_ZEROS
    return text, None if created is None or _agree(creation(text), created) else OTHER_TIME


def creation(hub_id: str) -> datetime:
    """When the repository of a well-formed id was created, to the second."""
    return datetime.fromtimestamp(int(hub_id[:8], 16), UTC)


def _agree(told: datetime, created: datetime) -> bool:
    if created.replace(microsecond=0) == FIRST_DATE and told <= FIRST_DATE:
        return True
    return abs(told - created) <= TOLERANCE
