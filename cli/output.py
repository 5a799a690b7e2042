"""Prints an answer: the data on stdout, and on stderr what was left out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import click

from answers.answer import Answer
from answers.columns import chosen
from cli.errors import CommandError
from cli.options import OWN_COLUMNS, OutputOptions
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


def rows_to_ask_for(output: OutputOptions) -> int:
    """How many rows a query should give so that those to be printed are among them; 0 is all."""
    if output.in_browser:
        from answers.browser import MOST

        return MOST if output.limit is None else output.limit
    return 0 if output.sort else rows_that_fit(output.limit, output.format)


def print_answer(answer: Answer, output: OutputOptions) -> None:
    """Print an answer as the user wants it, or the address at which Neo4j Browser draws it."""
    if output.in_browser:
        from answers.browser import MOST
        from cli.commands.browse.address import open_drawing

        open_drawing(answer, MOST if output.limit is None else output.limit)
        return
    if output.format in GRAPH_FORMATS:
        from answers.graph import check

        check(answer)
    table = answer.table()
    with closing(table):
        _print_answer(answer, table, output)


def _print_answer(answer: Answer, table: Table, output: OutputOptions) -> None:
    if output.columns:
        if output.format in GRAPH_FORMATS:
            raise CommandError("graph-has-no-columns")
        table = chosen(answer.questions[0].database, table, output.columns)
        answer = replace(answer, layout=None, ids=None, document=None)
    rows = _sorted(table, output.sort) if output.sort else table.rows
    limit = rows_that_fit(output.limit, output.format)
    if output.format in GRAPH_FORMATS:
        _print_graph(answer, Table(table.columns, rows), limit, output)
    elif output.format == "json" and answer.document:
        kept = Kept(rows, limit)
        click.echo(answer.document(Table(table.columns, iter(list(kept)))), nl=False)
        _say_rest(kept, Rest(limit, answer.total, answer.empty, output.exit_code))
    else:
        layout = {"table": answer.layout, "ids": answer.ids}.get(output.format) or FORMATS[output.format].write
        print_table(Table(table.columns, rows), layout, Rest(limit, answer.total, answer.empty, output.exit_code))


@dataclass(frozen=True)
class Rest:
    """How many rows are printed, and what is said of the others.

    At most `limit` rows are printed (0: all); `total` counts all. If there is none, `empty` is said, and the command
    exits with 3 if `exit_code`.
    """

    limit: int = 0
    total: Callable[[], int] | None = None
    empty: str = "Nothing found."
    exit_code: bool = False


def print_table(table: Table, layout: Layout, rest: Rest) -> None:
    """Print the first rows of a table in a layout; say how many more there are, or that there are none at all."""
    kept = Kept(table.rows, rest.limit)
    sys.stdout.writelines(layout(table.columns, kept))
    sys.stdout.flush()
    _say_rest(kept, rest)


def print_rows(
    columns: list[str],
    rows: Iterable[list[Any]],
    *,
    format_: str,
    limit: int = 0,
    empty: str = Rest.empty,
    layout: Layout | None = None,
) -> None:
    """Print rows that are no answer of the graph, with the columns that --columns names."""
    context = click.get_current_context(silent=True)
    table = Table(columns, iter(rows))
    if names := context.meta.get(OWN_COLUMNS) if context else None:
        table, layout = chosen(None, table, names), None
    print_table(table, layout or FORMATS[format_].write, Rest(limit, empty=empty))


def _print_graph(answer: Answer, table: Table, limit: int, output: OutputOptions) -> None:
    from answers.graph import graph_of

    kept = Kept(table.rows, limit)
    graph = graph_of(answer, Table(table.columns, iter(kept)))
    if output.format == "mermaid" and len(graph.edges) > MERMAID_EDGES:
        click.echo(
            f"Sites that draw Mermaid refuse more than {MERMAID_EDGES} derivations; --limit gives fewer.", err=True
        )
    if output.format == "cyclonedx" and len(graph.nodes) > CYCLONEDX_NODES:
        click.echo("CycloneDX takes some minutes for so many models …", err=True)
    for piece in GRAPH_FORMATS[output.format].write(graph):
        sys.stdout.write(piece)
    sys.stdout.flush()
    _say_rest(kept, Rest(limit, answer.total, answer.empty, output.exit_code))


def _say_rest(kept: Kept, rest: Rest) -> None:
    if not kept.count:
        click.echo(rest.empty, err=True)
        if rest.exit_code:
            click.get_current_context().exit(3)
    elif rest.limit and kept.count == rest.limit:
        more = (rest.total() - kept.count) if rest.total else kept.rest()
        if more > 0:
            click.echo(f"… and {more:,} more (--limit 0 gives all).", err=True)


def _sorted(table: Table, column: str) -> Iterator[list[Any]]:
    """The rows in the order of a column, with those that have nothing in it at the end."""
    if column not in table.columns:
        raise CommandError("answer-has-no-column-to-sort-by", name=column, columns=table.columns)
    place = table.columns.index(column)
    rows = list(table.rows)
    filled = [row for row in rows if row[place] is not None]
    is_count = all(isinstance(row[place], int | float) for row in filled) and column not in NEAREST_FIRST
    try:
        filled.sort(key=lambda row: row[place], reverse=is_count)
    except TypeError:
        filled.sort(key=lambda row: str(row[place]))
    return iter(filled + [row for row in rows if row[place] is None])


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
