"""What a file says: that its model derives from another."""

from __future__ import annotations

from dataclasses import dataclass

from ground.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class Statement:
    """A name as the file has it, the relation that it states (None if it states none), and the words around it."""

    name: str
    relation: Relation | None
    words: str


MOST_STATEMENTS = 100
"""Of one file; more is no statement about derivation."""
LONGEST_WORDS = 200


def excerpt(text: str) -> str:
    """The words of a statement on one line, cut to a length a person reads."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORDS else line[: LONGEST_WORDS - 1] + "…"
