"""The way in from Python: `from cypher import connect`."""

from __future__ import annotations

import os

from cypher.database import Database
from cypher.errors import CypherError


def connect(uri: str = "", user: str = "", password: str = "", database: str = "") -> Database:
    """The graph in a Neo4j, connected to and tried; it closes at the end of a `with` block, or by `close()`.

    What is left out comes from NEO4J_URI, NEO4J_USERNAME (else `neo4j`), NEO4J_PASSWORD and NEO4J_DATABASE (else the
    user's home database). Raises CypherError if there is no address or password, and the driver's own errors.
    """
    from neo4j import GraphDatabase

    uri, password = uri or os.environ.get("NEO4J_URI", ""), password or os.environ.get("NEO4J_PASSWORD", "")
    if not (uri and password):
        raise CypherError("connection-lacks-address")
    user = user or os.environ.get("NEO4J_USERNAME") or "neo4j"
    driver = GraphDatabase.driver(uri, auth=(user, password), user_agent="lineage-db", notifications_min_severity="OFF")
    try:
        driver.verify_connectivity()
    except BaseException:
        driver.close()
        raise
    return Database(driver, database or os.environ.get("NEO4J_DATABASE") or None)
