"""The options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import partial, wraps
from typing import Any

import click

from answers.columns import FACTS
from cli.names import ModelName
from formats import ALL_FORMATS, FORMATS, GRAPH_FORMATS
from ground.vocabulary import ALL_RELATIONS

LARGEST = 2**31 - 1
OWN_COLUMNS = "lineage-db.columns"
"""Where the context of a command keeps the columns that are asked for."""


class Words(click.ParamType[list[str]]):
    """Words, separated by commas."""

    name = "words"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        if isinstance(value, list):
            return value
        return [word.strip() for word in str(value).split(",") if word.strip()]


class Relations(Words):
    """Kinds of derivation, separated by commas."""

    name = "relations"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        given = super().convert(value, param, ctx)
        for word in given:
            if word not in ALL_RELATIONS:
                self.fail(f"'{word}' is none of {', '.join(ALL_RELATIONS)}.", param, ctx)
        return given or list(ALL_RELATIONS)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        done, comma, begun = incomplete.rpartition(",")
        return [
            click.shell_completion.CompletionItem(f"{done}{comma}{word}")
            for word in ALL_RELATIONS
            if word.startswith(begun)
        ]


relation = click.option(
    "--relation",
    type=Relations(),
    default=list(ALL_RELATIONS),
    show_default=", ".join(ALL_RELATIONS),
    help="Follow only these kinds of derivation, separated by commas.",
)
depth = click.option(
    "--depth",
    type=click.IntRange(0, LARGEST),
    default=0,
    metavar="N",
    show_default="0, all",
    help="Go no farther than so many hops.",
)
avoid = click.option(
    "--avoid", multiple=True, type=ModelName(), metavar="MODEL", help="Only paths that do not lead over it."
)
licence = click.option("--licence", "--license", "licence", default="", metavar="NAME", help="Only with this licence.")
limit = click.option(
    "--limit",
    type=click.IntRange(0, LARGEST),
    default=None,
    metavar="N",
    help="Give no more than so many rows; 0 is all.  [default: what fits for a table on a screen, else all]",
)
sort = click.option(
    "--sort",
    metavar="COLUMN",
    help="Put the rows in the order of this column: counts with the largest first, all else from the beginning.",
)
_columns = partial(click.option, "--columns", type=Words(), default=[], metavar="NAMES", show_default=False)
columns = _columns(
    help="Give these columns alone, in this order, separated by commas: the answer's own, and "
    f"{', '.join(FACTS)} of the model in each row.",
)
own_columns = _columns(
    expose_value=False,
    callback=lambda context, param, names: context.meta.update({OWN_COLUMNS: names}),
    help="Give these columns alone, in this order, separated by commas.",
)
just_format = click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="How to print it.",
)


def format_(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a table that is no answer of the graph: --format and --columns, which `print_rows` heeds."""
    return just_format(own_columns(command))


any_format = click.option(
    "--format",
    "format_",
    type=click.Choice(list(ALL_FORMATS)),
    default="table",
    show_default=True,
    help=f"How to print it; {', '.join(GRAPH_FORMATS)} draw or describe a graph of models.",
)
exit_code = click.option("--exit-code", is_flag=True, help="Exit with 3 where the answer is empty.")


@dataclass(frozen=True)
class OutputOptions:
    """How an answer is given: in which format, at most how many rows of it (None: what fits), in what order.

    `columns` are those to give, all if there are none; `in_browser` asks for the address at which Neo4j Browser draws
    it instead.
    """

    format: str = "table"
    limit: int | None = None
    sort: str | None = None
    exit_code: bool = False
    in_browser: bool = False
    columns: list[str] = field(default_factory=list)


def grouped(name: str, kind: type[Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Lets a command take the options that are fields of a dataclass as one value of that class, called `name`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def taking(**values: Any) -> Any:
            fields_ = {field.name: values.pop(field.name) for field in fields(kind)}
            return command(**{name: kind(**fields_)}, **values)

        return taking

    return decorate


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of an answer, such as --format, --limit, --sort and --columns, which come as one `OutputOptions`."""

    @any_format
    @limit
    @sort
    @columns
    @exit_code
    @wraps(command)
    def taking(
        format_: str, limit: int | None, sort: str | None, columns: list[str], exit_code: bool, **asked: Any
    ) -> Any:
        in_browser = bool((click.get_current_context().find_root().obj or {}).get("in_browser"))
        return command(output=OutputOptions(format_, limit, sort, exit_code, in_browser, columns), **asked)

    return taking
