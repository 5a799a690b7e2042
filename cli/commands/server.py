"""The commands for the managed local server."""

from __future__ import annotations

import click

from cli import managed as managed_server
from ground.text import harmless
from server.errors import ServerError
from server.home import home
from server.running import Running
from server.running import password as password_of
from server.running import status as status_of


@click.group()
def server() -> None:
    """The local Neo4j that lineage-db runs for you."""


@server.command()
@click.option("--read-only", is_flag=True, help="Close the whole database to writes until the next start.")
def start(read_only: bool) -> None:
    """Start it, and print where it listens."""
    before = status_of(home())
    running = managed_server.start(read_only=read_only)
    if before and read_only and not running.read_only:
        click.echo("It runs already, open to writes: stop it first to start it read-only.", err=True)
    _describe(running)


@server.command()
def stop() -> None:
    """Stop it; the data stays."""
    from server import managed

    click.echo("Stopped." if managed.stop(home()) else "It was not running.", err=True)


@server.command()
@click.pass_context
def status(context: click.Context) -> None:
    """Say whether it runs, and where; exits with 1 where it does not."""
    running = status_of(home())
    if running is None:
        click.echo("It is not running. Start it with: lineage-db server start", err=True)
        context.exit(1)
    _describe(running)


@server.command()
@click.option(
    "-n", "--lines", type=click.IntRange(1), default=50, show_default=True, help="How many of the last lines."
)
def logs(lines: int) -> None:
    """Print the end of Neo4j's log."""
    from collections import deque

    try:
        with home().log.open(encoding="utf-8", errors="replace") as log:
            for line in deque(log, lines):
                click.echo(harmless(line.rstrip("\n")))
    except FileNotFoundError:
        raise ServerError("server-has-no-log") from None


@server.command()
def password() -> None:
    """Print the password of the user neo4j, which Neo4j Browser asks for."""
    click.echo(password_of(home()))


@server.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def destroy(yes: bool) -> None:
    """Stop it and delete its data, configuration, logs and password."""
    from server import managed

    if not yes:
        click.confirm(f"Delete the database in {home().path}?", abort=True, err=True)
    deleted = managed.destroy(home(), notify=managed_server.notify)
    click.echo("Deleted." if deleted else f"There is no database in {home().path}; nothing was deleted.", err=True)


def _describe(running: Running) -> None:
    click.echo(f"Bolt     {running.uri}")
    click.echo(f"Browser  {running.browser}")
    click.echo(f"Writes   {'closed' if running.read_only else 'open'}")
    click.echo(f"Process  {running.pid}")
