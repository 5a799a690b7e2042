"""Which dataset a user means."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from cli.database import lookup
from cli.errors import CommandError
from cli.models import NOT_FOUND_NEXT, completed, nothing_loaded
from formats.text import harmless
from loader.names import clean

NEAREST = 5


class DatasetName(click.ParamType[str]):
    """The name of a dataset, completed from those in the graph."""

    name = "dataset"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, "dataset-beginning", "dataset", incomplete)


def find_dataset(name: str) -> str:
    """The id of the dataset of that name, or of the only one alike but for case. CommandError with others like it."""
    name = clean(name, "dataset")
    (found,) = lookup("dataset-names", written=name, folded=name.lower())
    same = [id for id in found["alike"] if id.lower() == name.lower()]
    if found["exact"] or len(same) == 1:
        return str(found["exact"] or same[0])
    nothing_loaded()
    near = found["alike"][:NEAREST]
    words = f" Nearest: {', '.join(map(harmless, near))}." if near else ""
    raise CommandError(f"No model in the graph names the dataset '{harmless(name)}'.{words}", NOT_FOUND_NEXT)
