"""The saved queries, and Cypher of the user's own."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import replace
from typing import Any

import click

import cypher
from answers.answer import answer_to, question
from answers.columns import chosen
from answers.names import find_params
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.errors import CommandError
from cli.names import DatasetName, ModelName, find
from cli.options import OutputOptions
from cli.output import Rest, print_answer, print_rows, print_table, rows_that_fit
from cli.timeout import with_timeout
from formats import FORMATS


@click.group()
def query() -> None:
    """The saved queries."""


@query.command("list")
@click.argument("text", required=False, default="")
@click.option("--group", type=click.Choice(list(cypher.SAVED)), help="Only those of this group.")
@options.format_
def list_(text: str, group: str | None, format_: str) -> None:
    """List them, with what each answers: all, or those with TEXT in their name or title."""
    groups = [group] if group else cypher.SAVED
    rows = [
        [query.name, query.group, query.title]
        for query in cypher.queries(*groups)
        if text.lower() in f"{query.name} {query.title}".lower()
    ]
    print_rows(["name", "group", "title"], rows, format_=format_, empty=f"No saved query has {text!r} in it.")


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
        return with_timeout(command(query))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return args[0], self.get_command(ctx, args[0]), args[1:]


run = SavedQueries("run", help="Run one: its parameters without a default are arguments, the others options.")
query.add_command(run)


@click.command("cypher")
@click.argument("text")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter; VALUE is JSON or a text.")
@options.just_format
@options.columns
@options.limit
@options.exit_code
def cypher_(
    text: str, params: tuple[str, ...], format_: str, columns: list[str], limit: int | None, exit_code: bool
) -> None:
    """Run Cypher of your own, which can only read.

    TEXT is the query, or - to read it from stdin.
    """
    try:
        values = dict(map(_param, params))
        database = opened_database()
        table = database.ask(sys.stdin.read() if text == "-" else text, values)
        with closing(table):
            given = chosen(database, table, columns) if columns else table
            most = rows_that_fit(limit, format_)
            print_table(given, FORMATS[format_].write, Rest(most, exit_code=exit_code))
    except RecursionError:
        raise CommandError("value-nested-too-deeply") from None


def command(query: cypher.Query) -> click.Command:
    """The command that runs a saved query, with what its header says as arguments, options and help."""

    @options.output
    def callback(output: OutputOptions, **given: Any) -> None:
        database = opened_database()
        asked_about = find_params(database, query, given, find)
        day = warn_if_incomplete(database, *asked_about)
        # A query's own limit is applied here, so that the rows it cuts are counted.
        most = usual if output.limit is None else output.limit
        limit = {"limit": most if output.in_browser else 0} if usual is not None else {}
        asked = question(database, query.name, **given, **limit)
        answer = answer_to(asked_about, asked, hub_as_of=day, table=asked.ask)
        print_answer(answer, replace(output, limit=output.limit if output.limit is not None else usual or None))

    usual = next((param.default for param in query.params if param.name == "limit"), None)
    params = [_click_param(param) for param in query.params if param.name != "limit"]
    made = click.Command(query.name, callback=callback, help=_help(query))
    made.params = [*params, *reversed(getattr(callback, "__click_params__", []))]
    return made


def _click_param(param: cypher.Param) -> click.Parameter:
    if param.required and param.is_list:
        return click.Argument([param.name], type=_type(param.type, is_list=False), nargs=-1, required=True)
    if param.required:
        return click.Argument([param.name], type=_type(param.type, is_list=param.is_list))
    return click.Option(
        [f"--{param.name.replace('_', '-')}", param.name],
        type=_type(param.type, is_list=param.is_list),
        default=param.default,
        show_default=param.default is not None,
        help=param.description,
    )


def _type(type: str, *, is_list: bool) -> click.ParamType[Any]:
    """How the command line reads a value of a type of param: of all but these, as text."""
    match type:
        case "Relation" if is_list:
            return options.Relations()
        case _ if is_list:
            return options.Words()
        case "Model":
            return ModelName()
        case "Dataset":
            return DatasetName()
        case "Load":
            return click.IntRange(1)
        case "Integer":
            return click.IntRange(-options.LARGEST, options.LARGEST)
        case "Number":
            return click.FLOAT
        case "Boolean":
            return click.BOOL
    return click.STRING


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
