"""Looks up the sentences about an error by its code, and fills its values in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ground.errors import LineageError
from ground.text import shown
from messages import answers, cli, cypher, evidence, formats, loader, rights, server, web

Translate = Callable[[str], str]


class Sentences(NamedTuple):
    """What happened, and what to do next. Braces name the error's values."""

    what: str
    next: str


CATALOGUE: Mapping[str, tuple[str, str]] = {
    code: sentences
    for room in (answers, cli, cypher, evidence, formats, loader, rights, server, web)
    for code, sentences in room.SENTENCES.items()
}
"""The sentences about every error, by its code."""
NEAREST = "Nearest: {nearest}."
"""Follows what happened if an error has a value `nearest`, the names most like one that is not there."""


def sentences_on(error: LineageError, translate: Translate = str) -> Sentences:
    """The sentences about an error, translated, with its values filled in so that they cannot steer a terminal.

    An error among the values, the cause of this one, stands for its own first sentence in the first, and for its second
    in the second. A value `nearest` that the sentences do not name has one of its own.
    """
    values = {name: shown(value) for name, value in error.values.items()}
    causes = {
        name: sentences_on(value, translate) for name, value in error.values.items() if isinstance(value, LineageError)
    }
    what, next = map(translate, CATALOGUE[error.code])
    if error.values.get("nearest") and "{nearest}" not in what + next:
        what = f"{what} {translate(NEAREST)}"
    return Sentences(
        what.format_map(values | {name: cause.what for name, cause in causes.items()}),
        next.format_map(values | {name: cause.next for name, cause in causes.items()}),
    )
