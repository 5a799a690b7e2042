"""The tree of a family, cut to what can be read at a glance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from answers.answer import Answer, Question, question
from answers.phrases import narrowed
from cypher import Database, Table
from formats import tree_lines
from ground.text import harmless


@dataclass(frozen=True)
class TreeOptions:
    """How a tree grows: `up` to ancestors or down to descendants, over which relations, how many hops (0: all), how
    many branches of one model (0: all), and about how many models in all (0: all)."""

    up: bool
    relation: list[str]
    depth: int
    each: int
    limit: int


def answer_of_tree(database: Database, model: str, options: TreeOptions, day: str | None) -> Answer:
    """The tree of the ancestors or descendants of a model; `day` is the day of the data."""
    kind, relatives = ("ancestors", "parents") if options.up else ("descendants", "children")
    first = question(database, f"direct-{kind}", models=[model], relation=options.relation, each=options.each)
    questions, rows = _grow(first, options)
    return Answer(
        f"{'What it derives from' if options.up else 'What derives from it'}, as a tree: {model}",
        [model],
        questions,
        lambda: Table([column.name for column in first.query.columns], iter(rows)),
        day,
        layout=partial(tree_lines, model, options.up, narrowed(options.relation, options.depth), day),
        empty=f"{harmless(model)} has no {relatives}{narrowed(options.relation)} in this graph.",
        relation=options.relation,
    )


def _grow(first: Question, options: TreeOptions) -> tuple[list[Question], list[list[Any]]]:
    """Ask for the relatives next to a model, then for those next to them, level by level, up to about `limit`.

    Returns the questions and all rows; a model that is asked about has all its relatives in them, up to `each`.
    """
    end = "parent" if options.up else "child"
    questions: list[Question] = []
    rows: list[list[Any]] = []
    level = dict.fromkeys(first.params["models"], 0)
    expanded: set[str] = set()
    while level and not (options.depth and len(questions) == options.depth):
        expanded |= set(level)
        questions.append(replace(first, params={**first.params, "models": list(level)}))
        table = questions[-1].ask()
        answer = list(table.rows)
        rows += answer
        name_place, count_place = table.columns.index(end), table.columns.index("next")
        level, room = {}, options.limit - len(rows)
        for name, count in ((row[name_place], row[count_place]) for row in answer):
            branches = min(count, options.each or count)
            if name not in expanded and branches and (not options.limit or branches <= room):
                level[name] = branches
                room -= branches
                expanded.add(name)
    return questions, rows
