"""The names that models have now, which had others when something was noted about them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cypher import Database

NAMES_AT_ONCE = 10_000
"""Names that are asked for in one query."""


def present_names(database: Database, ids: list[str]) -> dict[str, str]:
    """The present names of those of these models that are called otherwise now.

    If a publisher was forgotten with the key that is here, the present names of its models are the opaque ones.
    """
    models = _exact(database, ids)
    opaque = _opaque([id for id in ids if id not in models])
    hidden = _exact(database, opaque.values())
    models |= {id: hidden[name] for id, name in opaque.items() if name in hidden}
    return {old: new for old, new in models.items() if new != old}


def _exact(database: Database, names: Iterable[str]) -> dict[str, str]:
    """The models that have, or had, exactly these names."""
    pairs = [[name, name.lower()] for name in names]
    return {
        row["name"]: row["exact"]
        for start in range(0, len(pairs), NAMES_AT_ONCE)
        for row in database.records("names", names=pairs[start : start + NAMES_AT_ONCE])
        if row["exact"]
    }


def _opaque(ids: Iterable[str]) -> dict[str, str]:
    """The names that replace these if their publishers are forgotten; none without the key."""
    from loader import key
    from loader.mask import Mask

    secret = key.read()
    if secret is None:
        return {}
    hash = Mask(secret).hash
    return {id: Mask(secret, frozenset({hash(id.partition("/")[0])})).hide(id) for id in ids}
