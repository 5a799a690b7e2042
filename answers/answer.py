"""An answer on its way to the user: what was asked, by which saved queries, and what came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cypher
from cypher import Database
from formats import Layout
from ground.vocabulary import ALL_RELATIONS


@dataclass(frozen=True)
class Question:
    """A saved query, the values it is asked with, and the database that answers it."""

    database: Database
    query: cypher.Query
    params: Mapping[str, Any]

    def ask(self, timeout: float | None = None) -> cypher.Table:
        """The answer, with its rows fetched in batches."""
        return self.database.ask(self.query, self.params, timeout, batched=True)

    def records(self) -> list[dict[str, Any]]:
        """All rows of the answer, each as a dictionary by column."""
        return list(self.ask().records())


def question(database: Database, name: str, /, **params: Any) -> Question:
    """The saved query of that name, with these values and the defaults of the others, for a database to answer."""
    query = cypher.get(name)
    return Question(database, query, query.values(params))


@dataclass
class Answer:
    """What a command has to say, in whatever format.

    `title` says what was asked and `asked` about which models; `questions` are the queries whose answers it is made
    of, which Neo4j Browser draws. `table` gives it, once it is wanted. `layout` takes the place of the format
    `table`, `ids` of that of its name, `document` of `json`. `total` tells how many rows there are in all; without
    it the rest is counted by reading it.
    """

    title: str
    asked: list[str]
    questions: list[Question]
    table: Callable[[], cypher.Table]
    hub_as_of: str | None = None
    layout: Layout | None = None
    ids: Layout | None = None
    document: Callable[[cypher.Table], str] | None = None
    total: Callable[[], int] | None = None
    empty: str = "Nothing found."
    relation: list[str] = field(default_factory=lambda: list(ALL_RELATIONS))
    dataset: str | None = None


def answer_to(asked_about: list[str], first: Question, **more: Any) -> Answer:
    """The answer to one question, by the title of its query."""
    names = asked_about or [first.params[name] for name in ("dataset", "publisher") if first.params.get(name)]
    title = f"{first.query.title}: {', '.join(names)}" if names else first.query.title
    usual = {
        "table": first.ask,
        "relation": first.params.get("relation", list(ALL_RELATIONS)),
        "dataset": first.params.get("dataset"),
    }
    return Answer(title, asked_about, [first], **(usual | more))
