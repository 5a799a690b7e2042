"""The answers as tools for an assistant."""

from __future__ import annotations

from importlib.util import find_spec

import click

from cli.database import opened_database
from cli.errors import CommandError
from cypher import Database


@click.command()
def mcp() -> None:
    """Serve the answers as tools for an assistant, by the Model Context Protocol over standard input and output.

    An assistant starts this command itself: give it `lineage-db mcp` as the command of a server. All tools only read,
    and say what an answer leaves out.
    """
    if find_spec("mcp") is None:
        raise CommandError("mcp-is-missing")
    from importlib.metadata import version

    from assistant.server import serve

    context = click.get_current_context()

    def database() -> Database:
        with context.scope(cleanup=False):
            return opened_database()

    serve(database, version("lineage-db"))
