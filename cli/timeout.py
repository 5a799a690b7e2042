"""The option --timeout, of every command that asks the database."""

from __future__ import annotations

import click

TIMEOUT_KEY = "lineage-db.timeout"
"""The key under which the context of a command has the seconds that a query may take."""


def _set_timeout(context: click.Context, option: click.Parameter, seconds: float) -> None:
    context.meta[TIMEOUT_KEY] = seconds


OPTION = click.Option(
    ["--timeout"],
    expose_value=False,
    callback=_set_timeout,
    type=click.FloatRange(0, 86_400),
    default=60.0,
    metavar="SECONDS",
    show_default=True,
    help="How long the database may take for an answer; 0 is no limit.",
)


def with_timeout(command: click.Command) -> click.Command:
    """The command, or each command of the group, with the option --timeout."""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_timeout(each)
    elif OPTION not in command.params:
        command.params.append(OPTION)
    return command


def seconds(context: click.Context, default: float) -> float:
    """How many seconds a query of this command may take."""
    chosen: float = context.meta.get(TIMEOUT_KEY, default)
    return chosen
