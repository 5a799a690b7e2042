"""Runs the saved queries of a load in transactions that write."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import cypher
from cypher import Database

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

Rows = list[list[Any]]


def open_session(database: Database) -> Session:
    """A session for writing, which sees everything that the driver of the database has written."""
    driver = database.driver
    return driver.session(database=database.name, bookmark_manager=driver.execute_query_bookmark_manager)


def execute(session: Session, name: str, **params: Any) -> Rows:
    """All rows of one saved query, in a transaction of its own."""
    return session.execute_write(lambda tx: run(tx, name, **params))


def run(tx: ManagedTransaction, name: str, **params: Any) -> Rows:
    """All rows of one saved query, in a transaction that is open."""
    return list(cypher.run(tx, cypher.get(name), params).rows)


def python_time(moment: Any) -> datetime | None:
    """A time of Neo4j's as Python's own."""
    return moment.to_native() if moment else None
