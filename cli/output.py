"""Prints an answer: the data on stdout, and on stderr what was left out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

import click

from answers.answer import Answer
from answers.columns import chosen
from cli.errors import CommandError
from cli.options import OWN_COLUMNS, How
from cypher import Table
from formats import FORMATS, GRAPH_FORMATS, Layout

SCREEN_LINES_KEPT = 6
MERMAID_EDGES = 500
CYCLONEDX_NODES = 10_000
NEAREST_FIRST = ("distance", "otherDistance", "hop", "hops", "path", "number")
"""Columns of numbers of which the smallest tells most."""


def rows_that_fit(limit: int | None, format_: str) -> int:
    """How many rows to print: those asked for, else what fits for a table on a screen, else all (0)."""
    if limit is not None:
        return limit
    if format_ == "table" and sys.stdout.isatty():
        return max(shutil.get_terminal_size().lines - SCREEN_LINES_KEPT, 10)
    return 0


def rows_to_ask_for(how: How) -> int:
    """How many rows a query should give so that those to be printed are among them; 0 is all."""
    if how.in_browser:
        from answers.browser import MOST

        return MOST if how.limit is None else how.limit
    return 0 if how.sort else rows_that_fit(how.limit, how.format)


def give(answer: Answer, how: How) -> None:
    """Print an answer as the user wants it, or the address at which Neo4j Browser draws it."""
    if how.in_browser:
        from answers.browser import MOST
        from cli.commands.browse.address import open_drawing

        open_drawing(answer, MOST if how.limit is None else how.limit)
        return
    if how.format in GRAPH_FORMATS:
        from answers.graph import check

        check(answer)
    table = answer.table()
    with closing(table):
        _give(answer, table, how)


def _give(answer: Answer, table: Table, how: How) -> None:
    if how.columns:
        if how.format in GRAPH_FORMATS:
            raise CommandError("graph-has-no-columns")
        table = chosen(answer.questions[0].database, table, how.columns)
        answer = replace(answer, layout=None, ids=None, document=None)
    rows = _sorted(table, how.sort) if how.sort else table.rows
    limit = rows_that_fit(how.limit, how.format)
    if how.format in GRAPH_FORMATS:
        _print_graph(answer, Table(table.columns, rows), limit, how)
    elif how.format == "json" and answer.document:
        kept = Kept(rows, limit)
        click.echo(answer.document(Table(table.columns, iter(list(kept)))), nl=False)
        _say_rest(kept, limit, answer.total, answer.empty, exit_code=how.exit_code)
    else:
        print_rows(
            table.columns,
            rows,
            format_=how.format,
            limit=limit,
            exit_code=how.exit_code,
            total=answer.total,
            empty=answer.empty,
            layout={"table": answer.layout, "ids": answer.ids}.get(how.format),
        )


def print_rows(
    columns: list[str],
    rows: Iterable[list[Any]],
    *,
    format_: str,
    limit: int = 0,
    exit_code: bool = False,
    total: Callable[[], int] | None = None,
    empty: str = "Nothing found.",
    layout: Layout | None = None,
) -> None:
    """Print at most `limit` rows (0: all) in a format; say how many more there are, or that there are none at all."""
    context = click.get_current_context(silent=True)
    if asked := context.meta.get(OWN_COLUMNS) if context else None:
        table = chosen(None, Table(columns, iter(rows)), asked)
        columns, rows, layout = table.columns, table.rows, None
    kept = Kept(rows, limit)
    sys.stdout.writelines((layout or FORMATS[format_].write)(columns, kept))
    sys.stdout.flush()
    _say_rest(kept, limit, total, empty, exit_code=exit_code)


def _print_graph(answer: Answer, table: Table, limit: int, how: How) -> None:
    from answers.graph import graph_of

    kept = Kept(table.rows, limit)
    graph = graph_of(answer, Table(table.columns, iter(kept)))
    if how.format == "mermaid" and len(graph.edges) > MERMAID_EDGES:
        click.echo(
            f"Sites that draw Mermaid refuse more than {MERMAID_EDGES} derivations; --limit gives fewer.", err=True
        )
    if how.format == "cyclonedx" and len(graph.nodes) > CYCLONEDX_NODES:
        click.echo("CycloneDX takes some minutes for so many models …", err=True)
    for piece in GRAPH_FORMATS[how.format].write(graph):
        sys.stdout.write(piece)
    sys.stdout.flush()
    _say_rest(kept, limit, answer.total, answer.empty, exit_code=how.exit_code)


def _say_rest(kept: Kept, limit: int, total: Callable[[], int] | None, empty: str, *, exit_code: bool) -> None:
    if not kept.count:
        click.echo(empty, err=True)
        if exit_code:
            click.get_current_context().exit(3)
    elif limit and kept.count == limit:
        more = (total() - kept.count) if total else kept.rest()
        if more > 0:
            click.echo(f"… and {more:,} more (--limit 0 gives all).", err=True)


def _sorted(table: Table, column: str) -> Iterator[list[Any]]:
    """The rows in the order of a column, with those that have nothing in it at the end."""
    if column not in table.columns:
        raise CommandError("answer-has-no-column-to-sort-by", name=column, columns=table.columns)
    place = table.columns.index(column)
    rows = list(table.rows)
    given = [row for row in rows if row[place] is not None]
    is_count = all(isinstance(row[place], int | float) for row in given) and column not in NEAREST_FIRST
    try:
        given.sort(key=lambda row: row[place], reverse=is_count)
    except TypeError:
        given.sort(key=lambda row: str(row[place]))
    return iter(given + [row for row in rows if row[place] is None])


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
