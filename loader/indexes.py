"""Creates the constraints and the indexes of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cypher
from loader.transactions import execute

if TYPE_CHECKING:
    from neo4j import Session


def create_constraints(session: Session) -> None:
    """Create the constraints that do not exist yet."""
    from neo4j.exceptions import ClientError

    for query in _missing(session, "schema", of_constraints=True):
        try:
            execute(session, query.name)
        except ClientError as error:
            if error.code != "Neo.ClientError.Schema.IndexWithNameAlreadyExists":
                raise
            # A server that is killed while it creates a constraint may keep only the index of the constraint.
            execute(session, "drop-index", index=_index(query))
            execute(session, query.name)


def create_indexes(session: Session) -> None:
    """Create the indexes that do not exist yet, and wait until all of them are online."""
    missing = _missing(session, "indexes", of_constraints=False)
    for query in missing:
        execute(session, query.name)
    if missing:
        execute(session, "indexes-online")


def drop_failed_indexes(session: Session) -> None:
    """Drop the indexes that the server could not build, so that they are created again."""
    for (name,) in execute(session, "failed-indexes"):
        execute(session, "drop-index", index=name)


def _missing(session: Session, group: str, *, of_constraints: bool) -> list[cypher.Query]:
    """The queries of a group whose index does not exist yet, or cannot be used yet."""
    usable = {name for name, of_constraint in execute(session, "usable-indexes") if of_constraint == of_constraints}
    return [query for query in cypher.queries(group) if _index(query) not in usable]


def _index(query: cypher.Query) -> str:
    """The name of the index that a query creates."""
    return query.name.replace("-", "_")
