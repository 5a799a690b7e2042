"""The database a command asks: the one NEO4J_URI names, else the managed local server."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

import cypher
from cli.errors import CommandError
from cli.progress import saying
from cli.timeout import seconds
from cypher import Database

if TYPE_CHECKING:
    from neo4j import Driver

    from server.running import Running

SECONDS_TO_CONNECT = 25
ADDRESS = re.compile(r"(neo4j|bolt)(\+s|\+ssc)?://([\w.-]+|\[[\w:.%]+\])(:\d{1,5})?/?(\?policy=[\w.-]+)?", re.ASCII)
"""What NEO4J_URI may be: nothing that fits holds a password, so that what fits may be printed."""


def is_managed() -> bool:
    """Whether commands use the managed local server."""
    return not os.environ.get("NEO4J_URI")


def opened_database() -> Database:
    """The database of this command: connected to and tried on the first call, closed when the command ends.

    Its name is None, the user's home database, on the managed server, which has no other.
    """
    name = None if is_managed() else os.environ.get("NEO4J_DATABASE") or None
    return Database(_driver(), name, seconds(click.get_current_context(), cypher.TIMEOUT))


def _driver() -> Driver:
    context = click.get_current_context().find_root()
    context.ensure_object(dict)
    if "driver" not in context.obj:
        context.obj["driver"] = context.with_resource(_managed() if is_managed() else _named())
    opened: Driver = context.obj["driver"]
    return opened


def close() -> None:
    """Close the driver of this command; the next call of `opened_database` opens another."""
    opened = click.get_current_context().find_root().obj.pop("driver", None)
    if opened is not None:
        opened.close()


def address() -> str:
    """The address in NEO4J_URI. CommandError where it is none or holds more, which is not repeated: a password may be
    in it."""
    uri = os.environ["NEO4J_URI"]
    if ADDRESS.fullmatch(uri):
        return uri
    if re.search("@|%40", uri):
        raise CommandError("address-holds-user")
    raise CommandError("address-malformed")


def _named() -> Driver:
    uri = address()
    password = os.environ.get("NEO4J_PASSWORD")
    if not password:
        raise CommandError("address-without-password")
    return _open(uri, os.environ.get("NEO4J_USERNAME") or "neo4j", password)


def _managed() -> Driver:
    from cli.managed import restart, running_server

    running = running_server()
    opened = _open_managed(running)
    if not _takes_transactions(opened):
        opened.close()
        opened = _open_managed(restart(running))
    return opened


def _open_managed(running: Running) -> Driver:
    from server.home import home
    from server.running import USER, password

    # No other member of a cluster takes over: a server that is gone stays so until a command starts it.
    return _open(running.uri, USER, password(home()), max_transaction_retry_time=3)


def _takes_transactions(opened: Driver) -> bool:
    """Whether the database works: after a full disk it refuses every transaction until it is restarted."""
    from neo4j.exceptions import DatabaseError

    try:
        Database(opened).records("database")
    except DatabaseError as error:
        if error.code != "Neo.DatabaseError.Transaction.TransactionStartFailed":
            raise
        return False
    return True


def _open(uri: str, user: str, password: str, **config: Any) -> Driver:
    import logging

    from neo4j import GraphDatabase

    # What the driver has to say comes as an exception, which is translated; its log would say it twice.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    opened = GraphDatabase.driver(
        uri,
        auth=(user, password),
        user_agent="lineage-db",
        notifications_min_severity="OFF",
        connection_acquisition_timeout=SECONDS_TO_CONNECT,
        **config,
    )
    try:
        with saying(f"Waiting for the database at {urlsplit(uri).netloc.rpartition('@')[2]} …"):
            opened.verify_connectivity()
    except BaseException:
        opened.close()
        raise
    return opened
