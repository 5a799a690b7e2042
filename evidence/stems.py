"""The stems of names: what is left of the name of a model without the formats in it. Pure.

A model and its parent by name have one stem, or that of the parent is the end of the child's, after a publisher. So of
a change to one model, only the models of a few stems are affected.
"""

from __future__ import annotations

from evidence.format_names import model_key, name_key, parent_keys
from evidence.names import SHORTEST_PREFIX, splits
from ground.names import OPAQUE

ASIDE = "@"
"""Stands in the id of a model that has lost its name to another: such an id is no name that a publisher gave."""


def stem_of(id: str) -> str | None:
    """The name of a model without formats, in lower case; None if the id is no name that a publisher gave."""
    if ASIDE in id or OPAQUE in id:
        return None
    stems = parent_keys(id)
    return stems[-1].key if stems else model_key(id)


def stems_of_parents(stem: str) -> list[str]:
    """The stems that the parent by name of a model of this stem may have."""
    rests = [stem_of(rest) for _, rest in splits(stem)]
    return list(dict.fromkeys([stem, *(rest for rest in rests if rest)]))


def stems_of_children(id: str) -> list[str]:
    """The stems that the children by name of this model may have."""
    stem = stem_of(id)
    if not stem:
        return []
    publisher = name_key(id.rpartition("/")[0])
    lengths = {len(publisher), *range(SHORTEST_PREFIX, len(publisher))} if publisher else set()
    return [stem, *(f"{publisher[:length]}-{stem}" for length in sorted(lengths))]
