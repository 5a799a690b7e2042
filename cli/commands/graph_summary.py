"""What the whole graph is like, and how it changed."""

from __future__ import annotations

import click

from answers.answer import Answer, answer_to, question
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.errors import CommandError
from cli.names import ModelName, find
from cli.options import How
from cli.output import give
from cypher import Database, Table


@click.command()
@options.how
def stats(how: How) -> None:
    """The lineage of the whole graph, in figures.

    Counts by relation, depth, fan-out, the largest families, and what is not known.
    """
    database = opened_database()
    day = warn_if_incomplete(database)
    asked = question(database, "stats")

    def table() -> Table:
        given = asked.ask()
        rows = [*given.rows, ["longest chain of derivations, in hops", None, longest_chain(database), None]]
        return Table(given.columns, iter(rows))

    give(answer_to([], asked, hub_as_of=day, table=table), how)


def longest_chain(database: Database) -> int:
    """The hops of the longest chain of derivations, without models in a circle and what derives from such."""
    parents: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for child, parent in question(database, "derivation-pairs").ask().rows:
        parents[child] = parents.get(child, 0) + 1
        children.setdefault(parent, []).append(child)
    generation = [model for model in children if model not in parents]
    hops = -1
    while generation:
        hops += 1
        following = []
        for model in generation:
            for child in children.get(model, ()):
                parents[child] -= 1
                if not parents[child]:
                    following.append(child)
        generation = following
    return max(hops, 0)


@click.command()
@click.argument("before", type=click.IntRange(1, options.LARGEST), metavar="LOAD1")
@click.argument("after", type=click.IntRange(1, options.LARGEST), metavar="LOAD2")
@click.option(
    "--family", type=ModelName(), default="", metavar="MODEL", help="Only it, its ancestors and its descendants."
)
@options.how
def diff(before: int, after: int, family: str, how: How) -> None:
    """What came, went and changed between two loads.

    They are given by their numbers, which lineage-db query run loads lists.
    """
    database = opened_database()
    known = database.records("loads-numbered")[0]["numbers"]
    for number in (before, after):
        if number not in known:
            raise CommandError("no-such-load", number=str(number))
    found = find(database, family) if family else []
    day = warn_if_incomplete(database, *found)
    asked = question(database, "diff", before=before, after=after, family=found[0] if found else "")
    answer: Answer = answer_to(
        found, asked, hub_as_of=day, empty=f"Nothing changed between loads {before} and {after}."
    )
    answer.title = f"{asked.query.title}, {before} and {after}"
    give(answer, how)
