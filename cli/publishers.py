"""Which publisher a user means."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from cli.database import lookup
from cli.models import completed, the_one_meant
from formats.text import harmless


class PublisherName(click.ParamType[str]):
    """The name of a publisher, completed from those in the graph."""

    name = "publisher"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, "publisher-beginning", "publisher", incomplete)


def find_publisher(name: str) -> str:
    """The publisher of that name, or the only one alike but for case. CommandError with others like it."""
    (found,) = lookup("publisher-names", written=name, folded=name.lower())
    return the_one_meant(name, found["exact"], found["alike"], f"No publisher '{harmless(name)}' is in the graph.")
