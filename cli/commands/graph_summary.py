"""What the whole graph is like, and how it changed."""

from __future__ import annotations

import click

from answers.whole_graph import answer_of_diff, answer_of_stats, check_loads
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import OutputOptions
from cli.output import print_answer


@click.command()
@options.output
def stats(output: OutputOptions) -> None:
    """The lineage of the whole graph, in figures.

    Counts by relation, depth, fan-out, the largest families, and what is not known.
    """
    database = opened_database()
    print_answer(answer_of_stats(database, warn_if_incomplete(database)), output)


@click.command()
@click.argument("before", type=click.IntRange(1, options.LARGEST), metavar="LOAD1")
@click.argument("after", type=click.IntRange(1, options.LARGEST), metavar="LOAD2")
@click.option(
    "--family", type=ModelName(), default="", metavar="MODEL", help="Only it, its ancestors and its descendants."
)
@options.output
def diff(before: int, after: int, family: str, output: OutputOptions) -> None:
    """What came, went and changed between two loads.

    They are given by their numbers, which lineage-db query run loads lists.
    """
    database = opened_database()
    check_loads(database, before, after)
    models = find(database, family) if family else []
    day = warn_if_incomplete(database, *models)
    print_answer(answer_of_diff(database, before, after, models[0] if models else "", day), output)
