"""All that is known of one model, as an answer."""

from __future__ import annotations

from functools import partial

from answers.answer import Answer, answer_to, question
from cypher import Database, Table
from formats import description, document


def answer_of_model(database: Database, model: str, day: str | None) -> Answer:
    """What it is, where it comes from, what derives from it, and who says so, by data that is of a day."""
    return answer_to(
        [model],
        question(database, "show", model=model),
        hub_as_of=day,
        layout=partial(description, day),
        document=partial(_document, day),
    )


def _document(day: str | None, table: Table) -> str:
    """One object for the one row."""
    return document(next(table.records()) | {"hubAsOf": day})
