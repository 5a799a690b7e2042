"""How one model derives from another."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import click

from answers.answer import Answer
from answers.errors import AnswerError
from answers.paths import Found, Way, common_ancestor, find_paths
from answers.words import narrowed
from cli import options
from cli.data import warn_if_incomplete
from cli.errors import CommandError
from cli.names import ModelName, find
from cli.options import How
from cli.output import give
from cypher import Table
from formats import all_paths, derivations, document
from formats.derivation import hops
from formats.text import harmless

LONGEST_LIST = 1_000
"""Paths: so many may be asked for, one after another; --all gives all of them as a graph."""


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
@options.how
def path(
    a: str,
    b: tuple[str, ...],
    relation: list[str],
    depth: int,
    all_: bool,
    shortest: int,
    via: tuple[str, ...],
    avoid: tuple[str, ...],
    any_direction: bool,
    how: How,
) -> None:
    """How A derives from each B, or B from A.

    It gives the shortest derivation, with the evidence of each hop. Give - alone to read pairs of models from stdin,
    a pair a line.
    """
    if all_ and (any_direction or shortest > 1 or (via and depth)):
        raise click.UsageError("--all goes with none of --any-direction, --shortest, and --via together with --depth.")
    if not b and a != "-":
        raise click.UsageError("Missing argument 'B': the other model.")
    way = Way(relation, depth, find(*avoid), find(*via), shortest, all_, any_direction)
    # A path that stops in the middle tells nothing.
    how = replace(how, limit=how.limit or 0)
    if b:
        first, *others = find(a, *b)
        day = warn_if_incomplete(first, *others)
        _give([(first, other) for other in others], way, day, how)
        return
    pairs, wrong = _pairs(sys.stdin)
    _give(pairs, way, warn_if_incomplete(), how)
    if wrong:
        click.get_current_context().exit(1)


def _pairs(lines: Iterable[str]) -> tuple[list[tuple[str, str]], int]:
    """The pairs of models in these lines, and how many lines hold none, which is said of each."""
    pairs, wrong = [], 0
    for number, line in enumerate(lines, 1):
        names = line.split()
        try:
            if len(names) not in (0, 2):
                raise CommandError("It holds no pair of models.", "Write two ids, with a space between.")
            if names:
                a, b = find(*names)
                pairs.append((a, b))
        except AnswerError as error:
            click.echo(f"Line {number} of stdin is left out. {harmless(error.what)}", err=True)
            wrong += 1
    return pairs, wrong


def _give(pairs: Iterable[tuple[str, str]], way: Way, day: str | None, how: How) -> None:
    """Give the answers for all pairs as one."""
    found: list[Found] = []
    missing: list[Found] = []
    for a, b in pairs:
        here = find_paths(a, b, way)
        (found if here.hops else missing).append(here)
    every = [*found, *missing]
    if not every:
        raise CommandError("There is no pair of models to look for.", "Give two models, or pairs of them on stdin.")
    limits = narrowed(way.relation, way.depth)
    columns = ["from", "to", *every[0].columns]
    rows = [[each.start, each.end, *hop.values()] for each in every for hop in each.hops]
    answer = Answer(
        _title(every, way),
        list(dict.fromkeys(id for each in every for id in (each.start, each.end))),
        [asked for each in found or missing for asked in each.questions],
        lambda: Table(columns, iter(rows)),
        day,
        layout=partial(all_paths if way.all else derivations, day, limits),
        document=lambda table: _document(every, day, way),
        empty=" ".join(_no_path(each, way, limits) for each in missing) or "Nothing found.",
        relation=way.relation,
    )
    if found and missing:
        click.echo(answer.empty, err=True)
    give(answer, how)


def _title(every: list[Found], way: Way) -> str:
    what = "Every way in which" if way.all else "How"
    first = f"{what} {every[0].start} {'is related to' if way.any_direction else 'derives from'} {every[0].end}"
    return first + (f", and {len(every) - 1} more" if len(every) > 1 else "")


def _document(every: list[Found], day: str | None, way: Way) -> str:
    """An object for the one pair, or a list of objects for several."""
    made = [
        {
            "from": each.start,
            "to": each.end,
            "derives": bool(each.hops) and not way.any_direction,
            "several": each.several,
            "hubAsOf": day,
            "commonAncestor": None if each.hops else common_ancestor(each, way),
            "hops": each.hops,
        }
        for each in every
    ]
    return document(made[0] if len(made) == 1 else made)


def _no_path(found: Found, way: Way, limits: str) -> str:
    """That neither derives from the other, and what they have in common."""
    a, b = harmless(found.start), harmless(found.end)
    if a == b:
        return f"{a} is one and the same model."
    over = [f"over {', '.join(map(harmless, way.via))}"] if way.via else []
    past = [f"without {', '.join(map(harmless, way.avoid))}"] if way.avoid else []
    limits = " ".join([limits, *over, *past])
    if way.any_direction:
        return f"{a} and {b} are not related{limits}."
    none = f"Neither of {a} and {b} derives from the other{limits}."
    if way.avoid or way.via:
        return none
    shared = common_ancestor(found, way)
    if shared is None:
        return f"{none} They have no common ancestor{narrowed(way.relation)}."
    near, far = shared["distances"]
    return (
        f"{none} Their nearest common ancestor is {harmless(shared['model'])} "
        f"({hops(near)} from the first, {hops(far)} from the second)."
    )
