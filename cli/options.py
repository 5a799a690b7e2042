"""The options that mean the same in every command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from formats import FORMATS
from loader.model import RELATIONS as HUB_RELATIONS

LARGEST = 2**31 - 1
RELATIONS = (*HUB_RELATIONS, "unknown")


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
            if word not in RELATIONS:
                self.fail(f"'{word}' is none of {', '.join(RELATIONS)}.", param, ctx)
        return given or list(RELATIONS)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        done, comma, begun = incomplete.rpartition(",")
        return [
            click.shell_completion.CompletionItem(f"{done}{comma}{word}")
            for word in RELATIONS
            if word.startswith(begun)
        ]


relation = click.option(
    "--relation",
    type=Relations(),
    default=list(RELATIONS),
    show_default=", ".join(RELATIONS),
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
limit = click.option(
    "--limit",
    type=click.IntRange(0, LARGEST),
    default=None,
    metavar="N",
    help="Give no more than so many rows; 0 is all.  [default: what fits for a table on a screen, else all]",
)
format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="How to print it.",
)
exit_code = click.option("--exit-code", is_flag=True, help="Exit with 3 where the answer is empty.")
timeout = click.option(
    "--timeout",
    type=click.FloatRange(0, 86_400),
    default=60.0,
    metavar="SECONDS",
    show_default=True,
    help="Seconds to wait; 0 is no limit.",
)


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options on what is printed and how: --format, --limit, --exit-code."""
    return format_(limit(exit_code(command)))
