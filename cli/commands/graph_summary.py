"""What the whole graph is like, and how it changed."""

from __future__ import annotations

import click

from answers.whole_graph import answer_of_diff, answer_of_stats, check_loads
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import How
from cli.output import give


@click.command()
@options.how
def stats(how: How) -> None:
    """The lineage of the whole graph, in figures.

    Counts by relation, depth, fan-out, the largest families, and what is not known.
    """
    database = opened_database()
    give(answer_of_stats(database, warn_if_incomplete(database)), how)


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
    check_loads(database, before, after)
    models = find(database, family) if family else []
    day = warn_if_incomplete(database, *models)
    give(answer_of_diff(database, before, after, models[0] if models else "", day), how)
