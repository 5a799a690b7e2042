"""How wide a text will be in a common sans-serif face, near enough, where no font can be asked."""

from __future__ import annotations

from itertools import accumulate
from unicodedata import combining, east_asian_width

NARROW, CAPITAL, WIDE, OTHER = 0.34, 0.7, 0.92, 0.59
CUT = "…"


def width(text: str, size: float) -> float:
    """The width of a text in a face of this size."""
    return size * sum(map(_em, text))


def fitted(text: str, size: float, room: float) -> str:
    """The text if there is room for it, else its beginning and its end: what a family has in common often stands first,
    and what tells its members apart last.
    """
    if width(text, size) <= room:
        return text
    left = room - width(CUT, size)
    end = _fitting(text[::-1], size, left / 3)[::-1]
    return _fitting(text, size, left - width(end, size)) + CUT + end


def _fitting(text: str, size: float, room: float) -> str:
    """As much of the beginning as there is room for."""
    return text[: sum(reached <= room for reached in accumulate(size * _em(char) for char in text))]


def _em(char: str) -> float:
    if combining(char):
        return 0
    if east_asian_width(char) in "WF":
        return 1.05
    if char in "ijl.,:;|!'()[]It-/ ":
        return NARROW
    if char in "mwMW@%…—":
        return WIDE
    return CAPITAL if char.isupper() else OTHER
