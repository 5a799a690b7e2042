"""The database that answers come from, which whoever asks has named beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from neo4j import Driver

    from cypher import Query, Table


@dataclass(frozen=True)
class Source:
    """A database: the driver, and its name there (None is the user's home database)."""

    driver: Driver
    database: str | None


_opened: ContextVar[Callable[[], Source]] = ContextVar("opened")


@contextmanager
def answered_by(source: Callable[[], Source]) -> Iterator[None]:
    """Within this, answers come from the database that `source` gives, which is called when something is asked."""
    before = _opened.set(source)
    try:
        yield
    finally:
        _opened.reset(before)


def ask(
    query: Query | str, params: Mapping[str, Any] | None = None, timeout: float = cypher.TIMEOUT, *, many: bool = False
) -> Table:
    """The answer to a saved query, or to a user's own Cypher, from a session that can only read.

    With `many`, its rows come many at a time.
    """
    source = _opened.get()()
    return cypher.run(source.driver, query, params, database=source.database, timeout=timeout, many=many)


def ask_saved(name: str, params: Mapping[str, Any]) -> Table:
    """The answer to the saved query of that name, whose rows come many at a time."""
    return ask(cypher.get(name), params, many=True)


def lookup(name: str, /, **params: Any) -> list[dict[str, Any]]:
    """All rows of a saved query, each by column."""
    table = ask(cypher.get(name), params)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
