"""The saved queries, and Cypher of the user's own."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

import cypher
from cli import options
from cli.data import warn_if_incomplete
from cli.database import ask
from cli.models import ModelName, find
from cli.output import answer, rows_that_fit

MODELS = ("model", "other", "child", "parent")
"""The params that name models, in every saved query."""


@click.group()
def query() -> None:
    """The saved queries."""


@query.command("list")
@options.format_
def list_(format_: str) -> None:
    """List them, with what each answers."""
    rows = [[query.name, query.group, query.title] for query in cypher.queries(*cypher.SAVED)]
    answer(["name", "group", "title"], rows, format_=format_)


@query.command()
@click.argument("name")
def show(name: str) -> None:
    """Print the Cypher of one, with its parameters and columns."""
    click.echo(cypher.get(name).text, nl=False)


class SavedQueries(click.Group):
    """A command for each saved query, made from its header."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [query.name for query in cypher.queries(*cypher.SAVED)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        query = cypher.get(cmd_name)
        if query.group not in cypher.SAVED:
            raise click.UsageError(f"'{cmd_name}' is not a query to run; lineage-db query list names those that are.")
        return command(query)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return args[0], self.get_command(ctx, args[0]), args[1:]


@query.command("run", cls=SavedQueries)
def run() -> None:
    """Run one: its parameters without a default are arguments, the others options."""


@click.command("cypher")
@click.argument("text")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; VALUE is JSON or a text.")
@options.timeout
@options.output
def cypher_(
    text: str, params: tuple[str, ...], timeout: float, format_: str, limit: int | None, exit_code: bool
) -> None:
    """Run Cypher of your own, which can only read. TEXT is the query, or - to read it from stdin."""
    table = ask(sys.stdin.read() if text == "-" else text, dict(map(_param, params)), timeout)
    answer(table.columns, table.rows, format_=format_, limit=rows_that_fit(limit, format_), exit_code=exit_code)


def command(query: cypher.Query) -> click.Command:
    """The command that runs a saved query, with what its header says as arguments, options and help."""

    def callback(format_: str, rows: int | None, exit_code: bool, timeout: float, **given: Any) -> None:
        names = [name for name in given if name in MODELS]
        found = find(*(given[name] for name in names)) if names else []
        given.update(zip(names, found, strict=True))
        warn_if_incomplete(*found)
        table = ask(query, given | ({"limit": 0} if usual else {}), timeout)
        fit = rows_that_fit(usual if rows is None else rows, format_)
        answer(table.columns, table.rows, format_=format_, limit=fit, exit_code=exit_code)

    # A query's own limit is applied here, so that the rows it cuts are counted.
    usual = next((param.default for param in query.params if param.name == "limit"), None) or None
    limit = click.Option(
        ["--limit", "rows"],
        type=click.IntRange(0, options.LARGEST),
        metavar="N",
        help="Give no more than so many rows; 0 is all.",
        show_default=str(usual or "all"),
    )
    params = [_click_param(param) for param in query.params if param.name != "limit"]
    made = click.Command(query.name, callback=callback, params=[*params, limit], help=_help(query))
    return options.format_(options.exit_code(options.timeout(made)))


def _click_param(param: cypher.Param) -> click.Parameter:
    type = ModelName() if param.name in MODELS else _type(param)
    if param.required:
        return click.Argument([param.name], type=type)
    return click.Option(
        [f"--{param.name.replace('_', '-')}", param.name],
        type=type,
        default=param.default,
        show_default=param.default is not None,
        help=param.description,
    )


def _type(param: cypher.Param) -> click.ParamType[Any]:
    if param.name == "relation":
        return options.Relations()
    if isinstance(param.default, bool):
        return click.BOOL
    if isinstance(param.default, int):
        return click.IntRange(-options.LARGEST, options.LARGEST)
    if isinstance(param.default, float):
        return click.FLOAT
    return options.Words() if isinstance(param.default, list) else click.STRING


def _help(query: cypher.Query) -> str:
    arguments = [f"{param.name.upper()}: {param.description}" for param in query.params if param.required]
    columns = [f"{column.name}: {column.description}" for column in query.columns]
    return "\n\n".join([f"{query.title}.", *arguments, "\b\nColumns:", *columns])


def _param(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not equals or not name.isidentifier():
        raise click.BadParameter(f"'{given}' is not of the form NAME=VALUE.", param_hint="'--param'")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
