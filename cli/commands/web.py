"""The page in a web browser."""

from __future__ import annotations

import click

from cli.commands.browse.address import browser
from cli.database import opened_database
from cli.errors import CommandError

PORT = 7600


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=PORT, show_default=True, metavar="N", help="0 is any free one."
)
@click.option("--open/--no-open", "opening", default=True, help="Open the page in a web browser, or not.")
def web(port: int, opening: bool) -> None:
    """Serve the genealogy as a page for a web browser, in English and French.

    Only this machine can reach it. Ctrl-C stops it.
    """
    from web.app import app
    from web.server import listen, serve

    made = app(opened_database(), browser())
    try:
        listening = listen(port)
    except OSError as error:
        raise CommandError("port-cannot-be-served", port=str(port), reason=error.strerror) from None
    address = f"http://{listening.getsockname()[0]}:{listening.getsockname()[1]}/"
    click.echo(address)
    click.echo("The page is served at this address until Ctrl-C.", err=True)
    if opening:
        click.launch(address)
    try:
        serve(made, listening)
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
