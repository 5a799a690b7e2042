"""Whose graph a database holds: ours is marked with the version of its schema, another's is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ground.names import LONGEST_NAME
from loader import write
from loader.errors import LoaderError

if TYPE_CHECKING:
    from neo4j import Session

SCHEMA_VERSION = 4
"""Raised when what is in the graph changes its meaning; an older graph is brought up to it by `prepare`."""
LONGEST_ASIDE = LONGEST_NAME + 100
"""Characters: the name of a model that lost it to another is followed by ids."""
AT_ONCE = 20_000
MENDS: dict[str, dict[str, Any]] = {
    "mend-names": {"longest": LONGEST_ASIDE},
    "mend-hub-ids": {},
    "mend-dates": {},
    "mend-spellings": {},
    "mend-descendants": {},
    "mend-access": {},
}
"""The queries that bring an older graph, or a broken one, up to the schema."""


def prepare(session: Session) -> None:
    """Make ready to write: constraints are there, indexes that failed are gone, and the graph is marked as ours.

    A graph of an older lineage-db is brought up to the schema of this one. Raises LoaderError, before anything is
    written, where the database holds data that is not lineage-db's, or was written by a newer lineage-db.
    """
    from neo4j.exceptions import Neo4jError

    ((version, is_empty),) = write.execute(session, "mark-version")
    if version is not None and version > SCHEMA_VERSION:
        raise LoaderError("graph-is-newer", version=version, known=SCHEMA_VERSION)
    foreign = write.execute(session, "foreign-node") if version is None else []
    if foreign:
        raise LoaderError("database-is-foreign", labels=foreign[0][0] or ["nothing"])
    _drop_failed_indexes(session)
    if version != SCHEMA_VERSION and not is_empty:
        _mend(session)
    try:
        write.constraints(session)
    except Neo4jError:
        _mend(session)
        write.constraints(session)
    if version != SCHEMA_VERSION:
        write.execute(session, "mark", version=SCHEMA_VERSION)


def _drop_failed_indexes(session: Session) -> None:
    for (name,) in write.execute(session, "failed-indexes"):
        write.execute(session, "drop-index", index=name)


def _mend(session: Session) -> None:
    for name, params in MENDS.items():
        while write.execute(session, name, **params, limit=AT_ONCE)[0][0] == AT_ONCE:
            pass
