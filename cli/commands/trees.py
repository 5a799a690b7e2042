"""The tree of a family, as far as it can be read at a glance."""

from __future__ import annotations

from dataclasses import replace

import click

from answers.tree import TreeOptions, answer_of_tree
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import OutputOptions
from cli.output import print_answer

LINES = 50
"""Models in a tree, if nothing else is asked for."""
EACH = 10
"""Children of one model, if nothing else is asked for."""


@click.command()
@click.argument("model", type=ModelName())
@click.option("--up", is_flag=True, help="What it derives from, instead of what derives from it.")
@options.relation
@options.depth
@click.option(
    "--each",
    type=click.IntRange(0, options.LARGEST),
    default=EACH,
    show_default=True,
    metavar="N",
    help="Under one model, no more than so many; 0 is all.",
)
@options.output
def tree(model: str, up: bool, relation: list[str], depth: int, each: int, output: OutputOptions) -> None:
    """What derives from MODEL, as a tree.

    The most important branches come first. A model that stands in the tree already is marked with (*). Of what is
    folded, the number is told. --limit is the most models in all [default: 50].
    """
    database = opened_database()
    (model,) = find(database, model)
    day = warn_if_incomplete(database, model)
    limit = LINES if output.limit is None else output.limit
    print_answer(
        answer_of_tree(database, model, TreeOptions(up, relation, depth, each, limit), day), replace(output, limit=0)
    )
