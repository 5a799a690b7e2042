"""The tree of a family, as far as it can be read at a glance."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import click

from answers.answer import Answer, Question, question
from answers.phrases import narrowed
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import How
from cli.output import give
from cypher import Table
from formats import tree_lines
from ground.text import harmless

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
@options.how
def tree(model: str, up: bool, relation: list[str], depth: int, each: int, how: How) -> None:
    """What derives from MODEL, as a tree.

    The most important branches come first. A model that stands in the tree already is marked with (*). Of what is
    folded, the number is told. --limit is the most models in all [default: 50].
    """
    database = opened_database()
    (model,) = find(database, model)
    day = warn_if_incomplete(database, model)
    limit = LINES if how.limit is None else how.limit
    kind, one = ("ancestors", "parents") if up else ("descendants", "children")
    first = question(database, f"direct-{kind}", models=[model], relation=relation, each=each)
    questions, rows = _grow(first, depth, limit, "parent" if up else "child")
    answer = Answer(
        f"{'What it derives from' if up else 'What derives from it'}, as a tree: {model}",
        [model],
        questions,
        lambda: Table([column.name for column in first.query.columns], iter(rows)),
        day,
        layout=partial(tree_lines, model, up, narrowed(relation, depth), day),
        empty=f"{harmless(model)} has no {one}{narrowed(relation)} in this graph.",
        relation=relation,
    )
    give(answer, replace(how, limit=0))


def _grow(first: Question, depth: int, limit: int, end: str) -> tuple[list[Question], list[list[Any]]]:
    """Ask for those next to a model, then for those next to them, level by level, until there are about `limit`.

    Gives what was asked, and all rows; whoever is asked about has all of its own in them, as far as the question goes.
    """
    questions: list[Question] = []
    rows: list[list[Any]] = []
    wanted = dict.fromkeys(first.params["models"], 0)
    asked: set[str] = set()
    while wanted and not (depth and len(questions) == depth):
        asked |= set(wanted)
        questions.append(replace(first, params={**first.params, "models": list(wanted)}))
        table = questions[-1].ask()
        fetched = list(table.rows)
        rows += fetched
        places = table.columns.index(end), table.columns.index("next")
        each = first.params["each"]
        wanted, room = {}, limit - len(rows)
        for name, count in ((row[places[0]], row[places[1]]) for row in fetched):
            takes = min(count, each or count)
            if name not in asked and takes and (not limit or takes <= room):
                wanted[name] = takes
                room -= takes
                asked.add(name)
    return questions, rows
