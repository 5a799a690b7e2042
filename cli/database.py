"""The database a command asks: the one NEO4J_URI names, else the managed local server."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

import cypher
from cli.errors import CommandError

if TYPE_CHECKING:
    from neo4j import Driver

    from cypher import Query, Table


SCHEMES = tuple(f"{protocol}{safety}://" for protocol in ("neo4j", "bolt") for safety in ("", "+s", "+ssc"))


def is_managed() -> bool:
    """Whether commands use the managed local server."""
    return not os.environ.get("NEO4J_URI")


def database() -> str | None:
    """The name of the database to use; None is the user's home database, which the managed server has alone."""
    return None if is_managed() else os.environ.get("NEO4J_DATABASE") or None


def driver() -> Driver:
    """The driver of this command, opened and tried once, closed when the command ends."""
    context = click.get_current_context().find_root()
    context.ensure_object(dict)
    if "driver" not in context.obj:
        context.obj["driver"] = context.with_resource(_managed() if is_managed() else _named())
    opened: Driver = context.obj["driver"]
    return opened


def close() -> None:
    """Close the driver of this command; the next one to ask opens another."""
    opened = click.get_current_context().find_root().obj.pop("driver", None)
    if opened is not None:
        opened.close()


def ask(
    query: Query | str, params: Mapping[str, Any] | None = None, timeout: float = cypher.TIMEOUT, *, many: bool = False
) -> Table:
    """The answer to a saved query, or to a user's own Cypher, from a session that can only read.

    With `many`, its rows come many at a time.
    """
    return cypher.run(driver(), query, params, database=database(), timeout=timeout, many=many)


def lookup(name: str, /, **params: Any) -> list[dict[str, Any]]:
    """All rows of a saved query, each by column."""
    table = ask(cypher.get(name), params)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _named() -> Driver:
    password = os.environ.get("NEO4J_PASSWORD")
    if not password:
        raise CommandError(
            "NEO4J_URI is set but NEO4J_PASSWORD is not.",
            "Set NEO4J_PASSWORD, or unset NEO4J_URI to use the managed local server.",
        )
    return _open(os.environ["NEO4J_URI"], os.environ.get("NEO4J_USERNAME") or "neo4j", password)


def _managed() -> Driver:
    from cli.managed import running_server
    from server.home import home
    from server.running import USER, password

    running = running_server()
    return _open(running.uri, USER, password(home()))


def _open(uri: str, user: str, password: str) -> Driver:
    import logging

    from neo4j import GraphDatabase

    # What the driver has to say comes as an exception, which is translated; its log would say it twice.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    if not uri.startswith(SCHEMES):
        raise CommandError(f"'{uri}' is not the address of a Neo4j.", "Give one such as neo4j://localhost:7687.")
    opened = GraphDatabase.driver(uri, auth=(user, password), user_agent="lineage-db", notifications_min_severity="OFF")
    try:
        opened.verify_connectivity()
    except BaseException:
        opened.close()
        raise
    return opened
