"""Text that strangers wrote, as it may be stored and shown: it neither moves the cursor nor breaks a line."""

from __future__ import annotations

import unicodedata
from typing import Any

LONGEST_VALUE = 200
TOO_LONG = "too long"
STEERING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Unicode's categories of control, format, surrogate and private characters, and of line and paragraph separators."""


def shown(value: Any) -> str:
    """A value as text for a person: empty for nothing, a comma between the items of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    return harmless(str(value))


def harmless(text: str, keep: str = "") -> str:
    """The text with every character that could steer a terminal written as an escape sequence, `\\x1b` for example.

    The characters of `keep` stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        escaped(char) if unicodedata.category(char) in STEERING and char not in keep else char for char in text
    )


def escaped(char: str) -> str:
    """A character as an escape sequence, `\\x1b` for example."""
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def short(value: Any) -> str:
    """What was written, as text, cut to a length a person reads."""
    text = storable(value if isinstance(value, str) else repr(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def storable(text: str) -> str:
    """The text with half surrogate pairs, which no UTF-8 can hold, replaced by the replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
