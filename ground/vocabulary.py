"""The words of the graph that every room uses: relations, witnesses and access, with their order and labels."""

from __future__ import annotations

OPEN, GATED, UNKNOWN = "open", "gated", "unknown"
"""`Model.gated`: the Hub gives the model to anyone, only on request, or no source said which."""


def access(stored: object) -> str:
    """The access that a stored value means: graphs and frozen families of earlier versions hold true, false or null."""
    words: dict[object, str] = {True: GATED, False: OPEN, None: UNKNOWN}
    return words.get(stored, str(stored))
