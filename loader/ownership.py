"""Makes sure that a database is lineage-db's own, and brings its graph up to the current schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ground.names import LONGEST_NAME
from loader.errors import LoaderError
from loader.indexes import create_constraints, drop_failed_indexes
from loader.transactions import execute

if TYPE_CHECKING:
    from neo4j import Session

SCHEMA_VERSION = 5
"""Raised when the meaning of the graph changes; `prepare` brings an older graph up to it."""
LONGEST_SUFFIXED = LONGEST_NAME + 100
"""Characters: the id of a model that lost its name to another is the name and a suffix."""
BATCH = 20_000
REPAIRS: dict[str, dict[str, int]] = {
    "mend-names": {"longest": LONGEST_SUFFIXED},
    "mend-hub-ids": {},
    "mend-dates": {},
    "mend-spellings": {},
    "mend-descendants": {},
    "mend-access": {},
    "mend-statements": {},
    "mend-stems": {},
}
"""The queries that bring an older or damaged graph up to the schema, with their parameters."""


def prepare(session: Session) -> None:
    """Prepare the database for a load: create the constraints, drop indexes that failed, and mark the graph as ours.

    The graph of an older lineage-db is brought up to the schema of this one. Raises LoaderError, before anything is
    written, if the database holds data that is not lineage-db's, or was written by a newer lineage-db.
    """
    from neo4j.exceptions import Neo4jError

    ((version, is_empty),) = execute(session, "mark-version")
    if version is not None and version > SCHEMA_VERSION:
        raise LoaderError("graph-is-newer", version=version, known=SCHEMA_VERSION)
    foreign = execute(session, "foreign-node") if version is None else []
    if foreign:
        raise LoaderError("database-is-foreign", labels=foreign[0][0] or ["nothing"])
    drop_failed_indexes(session)
    if version != SCHEMA_VERSION and not is_empty:
        _repair(session)
    try:
        create_constraints(session)
    except Neo4jError:
        _repair(session)
        create_constraints(session)
    if version != SCHEMA_VERSION:
        execute(session, "mark", version=SCHEMA_VERSION)


def _repair(session: Session) -> None:
    for name, params in REPAIRS.items():
        while execute(session, name, **params, limit=BATCH)[0][0] == BATCH:
            pass
