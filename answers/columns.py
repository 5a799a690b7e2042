"""Columns of an answer that a user chooses: its own, and what is known of the model in each row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from answers.errors import AnswerError
from cypher import Database, Table

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


def chosen(database: Database | None, table: Table, names: list[str]) -> Table:
    """The table with these columns, in this order: its own, and what the database, if given, knows of its models.

    Raises AnswerError if it can have no column of a name.
    """
    of = next((table.columns.index(name) for name in MODELS if database and name in table.columns), None)
    known = [*table.columns, *(name for name in FACTS if of is not None and name not in table.columns)]
    for name in names:
        if name not in known:
            raise AnswerError("answer-has-no-column", name=name, columns=known)
    return Table(list(names), _rows(database, table, names, of), table.close)


def _rows(database: Database | None, table: Table, names: list[str], of: int | None) -> Iterator[list[Any]]:
    own = {name: table.columns.index(name) for name in names if name in table.columns}
    rows = iter(table.rows)
    while batch := list(islice(rows, AT_ONCE)):
        facts: dict[Any, dict[str, Any]] = {}
        if database and of is not None and len(own) < len(names):
            ids = list(dict.fromkeys(row[of] for row in batch))
            facts = {row["model"]: row for row in database.records("facts", ids=ids)}
        for row in batch:
            known = facts.get(row[of], {}) if of is not None else {}
            yield [row[own[name]] if name in own else known.get(FACTS[name]) for name in names]
