"""The address at which Neo4j Browser draws an answer, for every command that gives one and every saved query."""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urlsplit

import click

from answers.answer import Answer
from answers.browser import ALL, address, text
from cli.database import address as named
from cli.database import is_managed
from cli.managed import running_server

NOT_IN_BROWSER = ("format_", "exit_code")
"""The options of a command that mean nothing for a picture."""


class Twins(click.Group):
    """The twins of the commands of a group: each prints an address instead of the answer."""

    def __init__(self, of: click.Group) -> None:
        super().__init__(of.name, help=of.help)
        self.of = of

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self.of.list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = self.of.get_command(ctx, cmd_name)
        return command and twin(command)


@click.group()
@click.option(
    "--open/--no-open",
    "opening",
    default=None,
    help="Open the address in a web browser, or not.  [default: on a terminal]",
)
@click.pass_context
def browse(context: click.Context, opening: bool | None) -> None:
    """Draw an answer in Neo4j Browser.

    Prints the address at which Browser has the query in its editor, and opens it; one click there draws the answer.
    """
    root = context.find_root()
    root.ensure_object(dict)
    root.obj |= {"in_browser": True, "opening": sys.stdout.isatty() if opening is None else opening}


def open_drawing(answer: Answer, most: int) -> None:
    """Print the address that fills Browser's editor with a query which draws the answer, and open it if wanted.

    It draws no more than `most` models or derivations; 0 is all.
    """
    made = address(browser(), text(answer, most or ALL))
    click.echo(made)
    if click.get_current_context().find_root().obj["opening"]:
        click.launch(made)


def browser() -> str:
    """The address of Browser, on the server that is asked."""
    if is_managed():
        return running_server().browser
    uri = urlsplit(named())
    return f"http://{uri.hostname}:7474/browser/?dbms={uri.scheme}://{uri.hostname}:{uri.port or 7687}"


def twin(command: click.Command) -> click.Command:
    """A command with the same arguments that prints an address instead of the answer."""

    def callback(**given: Any) -> Any:
        return click.get_current_context().invoke(command, format_="table", exit_code=False, **given)

    kept = [param for param in command.params if param.name not in NOT_IN_BROWSER]
    return click.Command(command.name, callback=callback, params=kept, help=command.help)
