"""The one function that runs a query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cypher.errors import CypherError
from cypher.header import Query

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Result, Session, Transaction

TIMEOUT = 60.0


@dataclass(frozen=True)
class Table:
    """An answer: the names of its columns, and its rows, each a list of as many values, fetched as they are read."""

    columns: list[str]
    rows: Iterator[list[Any]]


def run(
    target: Driver | ManagedTransaction | Transaction,
    query: Query | str,
    params: Mapping[str, Any] | None = None,
    *,
    database: str | None = None,
    timeout: float = TIMEOUT,
) -> Table:
    """Run a saved query or Cypher text and give its answer as a Table.

    On a driver it runs in a session of its own that the server itself holds to reading, for at most `timeout`
    seconds (0: as long as it takes). On a transaction, which the caller opened for writing, it runs in that.
    Raises CypherError where params are missing or unknown, and the driver's own errors.
    """
    text, values = (query, dict(params or {})) if isinstance(query, str) else (query.text, _values(query, params or {}))
    from neo4j import READ_ACCESS, Driver
    from neo4j import Query as Timed

    if not isinstance(target, Driver):
        return _table(target.run(text, values), None)

    session = target.session(
        database=database,
        default_access_mode=READ_ACCESS,
        bookmark_manager=target.execute_query_bookmark_manager,
    )
    try:
        # Cypher of the user's own is text of theirs by design; the session can only read.
        return _table(session.run(Timed(text, timeout=timeout), values), session)
    except BaseException:
        session.close()
        raise


def _table(result: Result, session: Session | None) -> Table:
    return Table(list(result.keys()), _rows(result, session))


def _rows(result: Result, session: Session | None) -> Iterator[list[Any]]:
    try:
        for record in result:
            yield record.values()
    finally:
        if session is not None:
            session.close()


def _values(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of every param of a saved query: the one given, else its default."""
    known = [param.name for param in query.params]
    for name in given:
        if name not in known:
            raise CypherError(
                f"The query '{query.name}' has no parameter '{name}'.",
                f"It takes: {', '.join(known)}." if known else "It takes none.",
            )
    missing = [param.name for param in query.params if param.required and param.name not in given]
    if missing:
        raise CypherError(
            f"The query '{query.name}' needs a value for {', '.join(missing)}.",
            f"See what it takes with: lineage-db query show {query.name}",
        )
    return {param.name: given.get(param.name, param.default) for param in query.params}
