"""What to look for in the index of names, for words that a user types."""

from __future__ import annotations

import re
from typing import Any

WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
PARTS = re.compile(r"\d+(?:\.\d+)*[a-z]?(?![a-z])|[^\W\d_]+|\d+")
LONG_ENOUGH_FOR_ERRORS = 4


def ever_more_forgiving(text: str) -> list[dict[str, Any]]:
    """What to look for: all the words; all of them, or what they are made of, mistyped; any of these."""
    words = WORD.findall(text.lower())
    if not words:
        return [{"words": "*:*"}]
    parts = [part for word in words for part in PARTS.findall(word) or [word]]
    return [
        {"words": " AND ".join(f"({_exact(word)})" for word in words), "parts": parts},
        {"words": " AND ".join(f"({_loose(part)})" for part in parts)},
        {"words": " ".join(map(_loose, {*words, *parts})), "best": True},
    ]


def _exact(word: str) -> str:
    """A word as it is, what begins with it, and what it is made of."""
    parts = PARTS.findall(word)
    together = f" OR ({' AND '.join(map(_quoted, parts))})" if len(parts) > 1 else ""
    return f"{_quoted(word)}^4 OR {word}*{together}"


def _loose(word: str) -> str:
    return f"{_quoted(word)}^4 OR {word}*^2" + (f" OR {word}~" if len(word) >= LONG_ENOUGH_FOR_ERRORS else "")


def _quoted(word: str) -> str:
    return f'"{word}"'
