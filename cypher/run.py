"""The one function that runs a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cypher.composition import batched_query
from cypher.header import ParamValues, Query
from cypher.reading import check

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Result, Session, Transaction

TIMEOUT = 60.0


@dataclass(frozen=True)
class Table:
    """An answer: the names of its columns, and its rows, each a list of as many values, fetched as they are read.

    Who does not read them to the end closes it.
    """

    columns: list[str]
    rows: Iterator[list[Any]]
    close: Callable[[], object] = lambda: None

    def records(self) -> Iterator[dict[str, Any]]:
        """Each row as a dictionary by column, fetched as it is read."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


def run(
    target: Driver | ManagedTransaction | Transaction,
    query: Query | str,
    params: ParamValues | None = None,
    *,
    database: str | None = None,
    timeout: float = TIMEOUT,
    batched: bool = False,
) -> Table:
    """Run a saved query or Cypher text and give its answer as a Table.

    With `batched`, the rows of a saved query are fetched in batches, which is quicker for long answers.
    On a driver it runs in a session of its own that the server itself holds to reading, for at most `timeout`
    seconds (0: as long as it takes). On a transaction, which the caller opened for writing, it runs in that.
    Raises CypherError where params are missing or unknown, or Cypher text on a driver would do more than read, and the
    driver's own errors.
    """
    text, values, columns = _prepare(query, params or {}, batched=batched)
    from neo4j import READ_ACCESS, Driver
    from neo4j import Query as Timed

    if not isinstance(target, Driver):
        return _table(target.run(text, values), columns, None)

    session = target.session(
        database=database,
        default_access_mode=READ_ACCESS,
        bookmark_manager=target.execute_query_bookmark_manager,
    )
    try:
        if isinstance(query, str):
            check(session, query, values, timeout)
        # Cypher of the user's own is text of theirs by design; the session can only read.
        return _table(session.run(Timed(text, timeout=timeout), values), columns, session)
    except BaseException:
        session.close()
        raise


def _prepare(query: Query | str, params: ParamValues, *, batched: bool) -> tuple[str, dict[str, Any], list[str] | None]:
    """The text to send, its params, and the columns of its rows if they are fetched in batches."""
    if isinstance(query, str):
        return query, dict(params), None
    if batched:
        return batched_query(query), query.values(params), [column.name for column in query.columns]
    return query.text, query.values(params), None


def _table(result: Result, batch_columns: list[str] | None, session: Session | None) -> Table:
    columns = batch_columns or list(result.keys())
    return Table(columns, _rows(result, batch_columns, session), session.close if session else lambda: None)


def _rows(result: Result, batch_columns: list[str] | None, session: Session | None) -> Iterator[list[Any]]:
    try:
        for record in result:
            if batch_columns is None:
                yield record.values()
            elif len(batch_columns) == 1:
                yield from ([value] for value in record[0])
            else:
                yield from record[0]
    finally:
        if session is not None:
            session.close()
