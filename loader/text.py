"""Text that strangers wrote, as it may be kept."""

from __future__ import annotations

from typing import Any

LONGEST_VALUE = 200
TOO_LONG = "too long"


def short(value: Any) -> str:
    """What was written, as text, cut to a length a person reads."""
    text = storable(value if isinstance(value, str) else repr(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def storable(text: str) -> str:
    """The text with half surrogate pairs, which no UTF-8 can hold, replaced by the replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
