"""Which dataset a user means."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from cli.database import lookup
from cli.models import completed, the_one_meant
from formats.text import harmless
from loader.names import clean


class DatasetName(click.ParamType[str]):
    """The name of a dataset, completed from those in the graph."""

    name = "dataset"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, "dataset-beginning", "dataset", incomplete)


def find_dataset(name: str) -> str:
    """The id of the dataset of that name, or of the only one alike but for case. CommandError with others like it."""
    name = clean(name, "dataset")
    (found,) = lookup("dataset-names", written=name, folded=name.lower())
    return the_one_meant(
        name, found["exact"], found["alike"], f"No model in the graph names the dataset '{harmless(name)}'."
    )
