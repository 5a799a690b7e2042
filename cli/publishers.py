"""Which publisher a user means."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from cli.database import lookup
from cli.errors import CommandError
from cli.models import NOT_FOUND_NEXT, completed, nothing_loaded
from formats.text import harmless

NEAREST = 5


class PublisherName(click.ParamType[str]):
    """The name of a publisher, completed from those in the graph."""

    name = "publisher"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, "publisher-beginning", "publisher", incomplete)


def find_publisher(name: str) -> str:
    """The publisher of that name, or the only one alike but for case. CommandError with others like it."""
    (found,) = lookup("publisher-names", written=name, folded=name.lower())
    same = [other for other in found["alike"] if other.lower() == name.lower()]
    if found["exact"] or len(same) == 1:
        return str(found["exact"] or same[0])
    nothing_loaded()
    near = found["alike"][:NEAREST]
    words = f" Nearest: {', '.join(map(harmless, near))}." if near else ""
    raise CommandError(f"No publisher '{harmless(name)}' is in the graph.{words}", NOT_FOUND_NEXT)
