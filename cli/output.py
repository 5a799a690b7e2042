"""Prints an answer: the data on stdout, and on stderr what was left out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import click

from formats import FORMATS, Format

SCREEN_LINES_KEPT = 6


def rows_that_fit(limit: int | None, format_: str) -> int:
    """How many rows to print: those asked for, else what fits for a table on a screen, else all (0)."""
    if limit is not None:
        return limit
    if format_ == "table" and sys.stdout.isatty():
        return max(shutil.get_terminal_size().lines - SCREEN_LINES_KEPT, 10)
    return 0


def answer(
    columns: list[str],
    rows: Iterable[list[Any]],
    *,
    format_: str,
    limit: int = 0,
    exit_code: bool = False,
    total: Callable[[], int] | None = None,
    empty: str = "Nothing found.",
    layout: Format | None = None,
) -> None:
    """Print at most `limit` rows (0: all) in a format; say how many more there are, or that there are none at all.

    `total` tells how many there are in all; without it the rest is counted by reading it. `layout` takes the place
    of the format `table`.
    """
    kept = Kept(rows, limit)
    for piece in (layout if layout and format_ == "table" else FORMATS[format_])(columns, kept):
        sys.stdout.write(piece)
    sys.stdout.flush()
    if not kept.count:
        click.echo(empty, err=True)
        if exit_code:
            click.get_current_context().exit(3)
    elif limit and kept.count == limit:
        more = (total() - kept.count) if total else kept.rest()
        if more > 0:
            click.echo(f"… and {more:,} more (--limit 0 gives all).", err=True)


class Kept:
    """The first rows of many, counted as they are read."""

    def __init__(self, rows: Iterable[list[Any]], limit: int) -> None:
        self._rows = iter(rows)
        self._limit = limit
        self.count = 0

    def __iter__(self) -> Iterator[list[Any]]:
        for row in islice(self._rows, self._limit or None):
            self.count += 1
            yield row

    def rest(self) -> int:
        """How many rows were not kept; reads them."""
        return sum(1 for _ in self._rows)
