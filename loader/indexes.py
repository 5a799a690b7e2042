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

    for query in cypher.queries("schema"):
        try:
            execute(session, query.name)
        except ClientError as error:
            if error.code != "Neo.ClientError.Schema.IndexWithNameAlreadyExists":
                raise
            # A server that is killed while it creates a constraint may keep only the index of the constraint.
            execute(session, "drop-index", index=query.name.replace("-", "_"))
            execute(session, query.name)


def create_indexes(session: Session) -> None:
    """Create the indexes that do not exist yet, and wait until all of them are online."""
    for query in cypher.queries("indexes"):
        execute(session, query.name)
    execute(session, "indexes-online")


def drop_failed_indexes(session: Session) -> None:
    """Drop the indexes that the server could not build, so that they are created again."""
    for (name,) in execute(session, "failed-indexes"):
        execute(session, "drop-index", index=name)
