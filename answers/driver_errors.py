"""What Neo4j and its driver say of what went wrong, as one sentence on what happened and one on what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j.exceptions import DriverError, Neo4jError

NOTHING_LOADED = ("Nothing is loaded yet.", "Load a small sample with: lineage-db load sample")
NO_INDEX = "no such fulltext schema index: model_search"
"""What Neo4j says where names are looked for before the first load has made the index of them."""
BY_CODE = {
    "Neo.ClientError.Security.Unauthorized": (
        "The database refused the user name or the password.",
        "Check NEO4J_USERNAME and NEO4J_PASSWORD.",
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": (
        "After several wrong passwords the database refuses this user for some seconds, the right password too.",
        "Check NEO4J_USERNAME and NEO4J_PASSWORD, wait ten seconds without trying, and run the command again.",
    ),
    "Neo.DatabaseError.Transaction.TransactionLogError": (
        "The database could not write to its disk, which is full or does not work.",
        "Free some space there, restart the database, and run the command again.",
    ),
    "Neo.DatabaseError.Transaction.TransactionStartFailed": (
        "The database has stopped working after an error of its own, often a full disk.",
        "Free some space on its disk, restart the database, and run the command again.",
    ),
    "Neo.ClientError.Statement.AccessMode": (
        "This Cypher writes, and here the database only lets it read.",
        "Ask a question that reads; to change the graph, use Neo4j Browser or a driver.",
    ),
    "Neo.ClientError.Transaction.TransactionTimedOut": (
        "The database had not answered when the time was up.",
        "Ask for less, or give it more time with --timeout SECONDS (0 is no limit).",
    ),
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": (
        "The database had not answered when the time was up.",
        "Ask for less, or give it more time with --timeout SECONDS (0 is no limit).",
    ),
    "Neo.ClientError.Database.DatabaseNotFound": (
        "The server has no such database.",
        "Check NEO4J_DATABASE, or leave it out.",
    ),
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": (
        "The database is closed to writes.",
        "Open it again: lineage-db server stop, then lineage-db server start.",
    ),
}
"""What the codes of Neo4j mean to a user."""


def explain_server(error: Neo4jError) -> tuple[str, str]:
    """What Neo4j's own word on a failed query means."""
    code = error.code or ""
    for known, words in BY_CODE.items():
        if code == known:
            return words
    said = word_of(error)
    if NO_INDEX in said:
        return NOTHING_LOADED
    if code.startswith("Neo.ClientError.Statement."):
        return f"This Cypher cannot be run: {said}", "Mend the query and run it again."
    if code.startswith("Neo.TransientError."):
        return (
            f"The database is not able to answer now: {said}",
            "Try again in a moment; if it stays, see the server's log: lineage-db server logs",
        )
    return f"The database could not do this: {said} ({code})", "See its log for more: lineage-db server logs"


def word_of(error: Neo4jError) -> str:
    """What Neo4j itself says, in one line."""
    return (error.message or str(error)).splitlines()[0]


def explain_driver(error: DriverError | ValueError, *, is_named: bool = True) -> tuple[str, str]:
    """What the driver's word on a failed connection means; `is_named` says whether NEO4J_URI names the database."""
    from neo4j.exceptions import ConfigurationError, ServiceUnavailable

    said = str(error).splitlines()[0]
    if isinstance(error, ServiceUnavailable):
        return (
            f"No Neo4j answers: {said}",
            "Start it, or check NEO4J_URI (without it, a local server is started)."
            if is_named
            else "See whether it runs: lineage-db server status",
        )
    if isinstance(error, ConfigurationError):
        return f"NEO4J_URI is not an address of a Neo4j: {said}", "Give one such as neo4j://localhost:7687."
    return (
        f"The connection to Neo4j failed: {said}",
        "Try again; if it stays, check NEO4J_URI and the server's log."
        if is_named
        else "Try again; if it stays, see the server's log: lineage-db server logs",
    )
