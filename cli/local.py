"""What an error of the database means where it is the managed local server, on this disk and with its own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.database import is_managed
from server.home import home

if TYPE_CHECKING:
    from neo4j.exceptions import DriverError, Neo4jError


def explain(error: DriverError | Neo4jError) -> tuple[str, str] | None:
    """One sentence on what happened and one on what to do next; None where there is nothing special to say."""
    from neo4j.exceptions import AuthError, ServiceUnavailable

    from server.limits import LEAST_SPACE, free_space

    if not is_managed() or not home().path.is_dir():
        return None
    if free_space(home()) < LEAST_SPACE:
        return (
            f"The disk on which the local Neo4j keeps its database ({home().path}) is full.",
            "Free some space there and run the command again, which restarts Neo4j if it has stopped working.",
        )
    if isinstance(error, AuthError):
        return (
            f"The local Neo4j does not take the password in {home().password}.",
            "If somebody changed it, as one can in Neo4j Browser, write the new one into that file.",
        )
    if isinstance(error, ServiceUnavailable):
        return (
            "The local Neo4j has ended, or does not answer.",
            "Run the command again, which starts it if it has ended; if that does not help: lineage-db server stop",
        )
    return None
