"""The one function that runs a query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cypher.composition import together
from cypher.header import Query
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


def run(
    target: Driver | ManagedTransaction | Transaction,
    query: Query | str,
    params: Mapping[str, Any] | None = None,
    *,
    database: str | None = None,
    timeout: float = TIMEOUT,
    many: bool = False,
) -> Table:
    """Run a saved query or Cypher text and give its answer as a Table.

    With `many`, the rows of a saved query come many at a time, which is quicker for long answers.
    On a driver it runs in a session of its own that the server itself holds to reading, for at most `timeout`
    seconds (0: as long as it takes). On a transaction, which the caller opened for writing, it runs in that.
    Raises CypherError where params are missing or unknown, or Cypher text on a driver would do more than read, and the
    driver's own errors.
    """
    text, values, columns = _said(query, params or {}, many=many)
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


def _said(query: Query | str, params: Mapping[str, Any], *, many: bool) -> tuple[str, dict[str, Any], list[str] | None]:
    """The text to send, its params, and the columns of its rows where they come many at a time."""
    if isinstance(query, str):
        return query, dict(params), None
    if many:
        return together(query), query.values(params), [column.name for column in query.columns]
    return query.text, query.values(params), None


def _table(result: Result, many: list[str] | None, session: Session | None) -> Table:
    columns = many or list(result.keys())
    return Table(columns, _rows(result, many, session), session.close if session else lambda: None)


def _rows(result: Result, many: list[str] | None, session: Session | None) -> Iterator[list[Any]]:
    try:
        for record in result:
            if many is None:
                yield record.values()
            elif len(many) == 1:
                yield from ([value] for value in record[0])
            else:
                yield from record[0]
    finally:
        if session is not None:
            session.close()
