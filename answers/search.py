"""What to look for in the index of names, for words that a user types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from answers.answer import Question, question
from cypher import Database

WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
PARTS = re.compile(r"\d+(?:\.\d+)*[a-z]?(?![a-z])|[^\W\d_]+|\d+")
LONG_ENOUGH_FOR_ERRORS = 4
LONGEST_WORD = 96
"""Characters; words are cut to it."""
# The index takes 1,024 clauses in all. A word that may be mistyped stands for up to 50, in each of two properties.
MOST_WORDS = 16
MOST_PARTS = 8
"""Of one word."""
MOST_MISTYPED = 8


def search(
    database: Database, text: str, filters: Mapping[str, str], limit: int
) -> tuple[Question, list[str], list[list[Any]]]:
    """The models by the words of a text, the best known first, through filters that hold something: what was asked, the
    columns and the rows. Words are taken ever less strictly until something is found."""
    among = {"among": 0} if any(filters.values()) else {}
    for matching in _ever_more_forgiving(text):
        asked = question(database, "search", **matching, **among, **filters, limit=limit)
        table = asked.ask()
        rows = list(table.rows)
        if rows:
            break
    return asked, table.columns, rows


def _ever_more_forgiving(text: str) -> list[dict[str, Any]]:
    """What to look for: all the words; all of them, or what they are made of, mistyped; any of these."""
    words = words_of(text, WORD)
    if not words:
        return [{"words": "*:*"}]
    parts = [part for word in words for part in PARTS.findall(word) or [word]][:MOST_WORDS]
    return [
        {"words": " AND ".join(f"({_exact(word)})" for word in words), "parts": parts},
        {"words": " AND ".join(f"({each})" for each in _loose(parts))},
        {"words": " ".join(_loose(list(dict.fromkeys([*words, *parts])))), "best": True},
    ]


def nearest(name: str) -> str:
    """What to look for to find the names most like one, or an empty text."""
    words = words_of(name, re.compile(r"\w+"))
    return " ".join([*map(_quoted, words), *(f"{word}~" for word in words[:MOST_MISTYPED])])


def words_of(text: str, word: re.Pattern[str]) -> list[str]:
    """The first words of a text, in lower case, in which none is an operator of the index's language."""
    found = (match[0][:LONGEST_WORD].rstrip(".") for match in word.finditer(text.lower()))
    return list(islice(dict.fromkeys(found), MOST_WORDS))


def _exact(word: str) -> str:
    """A word as it is, what begins with it, and what it is made of."""
    parts = PARTS.findall(word)[:MOST_PARTS]
    together = f" OR ({' AND '.join(map(_quoted, parts))})" if len(parts) > 1 else ""
    return f"{_quoted(word)}^4 OR {word}*{together}"


def _loose(words: list[str]) -> list[str]:
    """Each word as it is, what begins with it and, for the first long ones, what it may be a mistyping of."""
    mistyped = [word for word in words if len(word) >= LONG_ENOUGH_FOR_ERRORS][:MOST_MISTYPED]
    return [f"{_quoted(word)}^4 OR {word}*^2" + (f" OR {word}~" if word in mistyped else "") for word in words]


def _quoted(word: str) -> str:
    return f'"{word}"'
