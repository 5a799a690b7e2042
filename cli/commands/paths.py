"""How one model derives from another."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

import click

from answers.errors import AnswerError
from answers.path_answer import answer_of_paths
from answers.paths import PathOptions, find_paths
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.errors import CommandError
from cli.names import ModelName, find
from cli.options import OutputOptions
from cli.output import print_answer
from cypher import Database
from messages import sentences_on

LONGEST_LIST = 1_000
"""Paths: so many may be asked for, one after another; --all gives all of them as a graph."""


@dataclass(frozen=True)
class Choice:
    """The options that say which paths to look for, as they are typed."""

    relation: list[str]
    depth: int
    all_: bool
    shortest: int
    via: tuple[str, ...]
    avoid: tuple[str, ...]
    any_direction: bool


@click.command()
@click.argument("a", type=ModelName())
@click.argument("b", type=ModelName(), nargs=-1)
@options.relation
@options.depth
@click.option("--all", "all_", is_flag=True, help="Every path at once: the graph of all derivations on any of them.")
@click.option(
    "--shortest",
    type=click.IntRange(1, LONGEST_LIST),
    default=1,
    show_default=True,
    metavar="N",
    help="Give so many paths, the shortest first.",
)
@click.option(
    "--via", multiple=True, type=ModelName(), metavar="MODEL", help="Only paths over it; several in turn, from A to B."
)
@options.avoid
@click.option("--any-direction", is_flag=True, help="Over a common relative, where neither derives from the other.")
@options.output
@options.grouped("choice", Choice)
def path(a: str, b: tuple[str, ...], choice: Choice, output: OutputOptions) -> None:
    """How A derives from each B, or B from A.

    It gives the shortest derivation, with the evidence of each hop. Give - alone to read pairs of models from stdin,
    a pair a line.
    """
    if choice.all_ and (choice.any_direction or choice.shortest > 1 or (choice.via and choice.depth)):
        raise click.UsageError("--all goes with none of --any-direction, --shortest, and --via together with --depth.")
    if not b and a != "-":
        raise click.UsageError("Missing argument 'B': the other model.")
    database = opened_database()
    way = PathOptions(
        choice.relation,
        choice.depth,
        find(database, *choice.avoid),
        find(database, *choice.via),
        choice.shortest,
        choice.all_,
        choice.any_direction,
    )
    # A path that stops in the middle tells nothing.
    output = replace(output, limit=output.limit or 0)
    if b:
        first, *others = find(database, a, *b)
        day = warn_if_incomplete(database, first, *others)
        _print_answer(database, [(first, other) for other in others], way, day, output)
        return
    pairs, wrong = _pairs(database, sys.stdin)
    _print_answer(database, pairs, way, warn_if_incomplete(database), output)
    if wrong:
        click.get_current_context().exit(1)


def _pairs(database: Database, lines: Iterable[str]) -> tuple[list[tuple[str, str]], int]:
    """The pairs of models in these lines, and how many lines hold none, which is said of each."""
    pairs, wrong = [], 0
    for number, line in enumerate(lines, 1):
        names = line.split()
        try:
            if len(names) not in (0, 2):
                raise CommandError("line-without-pair")
            if names:
                a, b = find(database, *names)
                pairs.append((a, b))
        except (AnswerError, CommandError) as error:
            click.echo(f"Line {number} of stdin is left out. {sentences_on(error).what}", err=True)
            wrong += 1
    return pairs, wrong


def _print_answer(
    database: Database, pairs: Iterable[tuple[str, str]], way: PathOptions, day: str | None, output: OutputOptions
) -> None:
    """Give the answers for all pairs as one, those first that are related."""
    every = sorted((find_paths(database, a, b, way) for a, b in pairs), key=lambda each: not each.hops)
    if not every:
        raise CommandError("no-pairs")
    answer = answer_of_paths(database, every, way, day)
    if every[0].hops and not every[-1].hops:
        click.echo(answer.empty, err=True)
    print_answer(answer, output)
