"""Columns of an answer that a user chooses: its own, and what is known of the model in each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from answers.database import lookup
from answers.errors import AnswerError
from cypher import Table

FACTS = {
    "created": "createdAt",
    "publisher": "publisher",
    "licence": "license",
    "task": "pipelineTag",
    "library": "libraryName",
    "downloads": "downloads",
    "likes": "likes",
    "gated": "gated",
}
"""What can be told of the model in a row, and the column of the lookup that tells it."""
MODELS = ("model", "child", "other", "start")
"""Columns that hold the model of a row; the first of these that an answer has counts."""
AT_ONCE = 1_000


def chosen(table: Table, names: list[str], *, with_facts: bool = True) -> Table:
    """The table with these columns, in this order: its own, and `with_facts` what the graph knows of its models.
    Raises AnswerError where it can have no column of a name."""
    of = next((table.columns.index(name) for name in MODELS if with_facts and name in table.columns), None)
    known = [*table.columns, *(name for name in FACTS if of is not None and name not in table.columns)]
    for name in names:
        if name not in known:
            raise AnswerError(f"The answer has no column '{name}'.", f"Choose of: {', '.join(known)}.")
    return Table(list(names), _rows(table, names, of), table.close)


def _rows(table: Table, names: list[str], of: int | None) -> Iterator[list[Any]]:
    own = {name: table.columns.index(name) for name in names if name in table.columns}
    rows = iter(table.rows)
    while batch := list(islice(rows, AT_ONCE)):
        facts: dict[Any, dict[str, Any]] = {}
        if of is not None and len(own) < len(names):
            ids = list(dict.fromkeys(row[of] for row in batch))
            facts = {row["model"]: row for row in lookup("facts", ids=ids)}
        for row in batch:
            told = facts.get(row[of], {}) if of is not None else {}
            yield [row[own[name]] if name in own else told.get(FACTS[name]) for name in names]
