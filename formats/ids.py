"""The ids of the models in an answer, one a line, each once, in the order of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from formats.format import RowFormat
from ground.text import harmless, shown

MODELS = ("model", "ancestor", "child", "parent")
"""The columns that name models, in every saved query."""
TOGETHER = 1_000
"""Ids in a piece of text."""


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


def different_ids(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """What stands in the first column, where it is known to differ in every row: none need be remembered."""
    left = iter(rows)
    while piece := "".join(f"{harmless(row[0])}\n" for row in islice(left, TOGETHER)):
        yield piece


FORMAT = RowFormat("ids", "text/plain", "txt", ids)
