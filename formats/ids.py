"""The ids of the models in an answer, one a line, each once, in the order of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formats.text import shown

MODELS = ("model", "ancestor", "child", "parent")
"""The columns that name models, in every saved query."""


def ids(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """What stands in the columns that name models; where none does, in the first column."""
    places = [at for at, column in enumerate(columns) if column in MODELS] or [0]
    given: set[str] = set()
    for row in rows:
        for at in places:
            id = shown(row[at])
            if id and id not in given:
                given.add(id)
                yield f"{id}\n"
