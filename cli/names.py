"""Names of models, datasets and publishers as arguments, completed from those in the graph."""

from __future__ import annotations

import re

import click
from click.shell_completion import CompletionItem

import answers.names
from answers.names import find_dataset, find_publisher
from cli.database import is_managed, opened_database
from cli.errors import CommandError
from cypher import Database
from ground.names import clean
from ground.text import harmless
from server.home import home
from server.running import status

__all__ = ["DatasetName", "ModelName", "PublisherName", "find", "find_dataset", "find_publisher"]

PLAIN = re.compile(r"[\w./-]+", re.ASCII)


class ModelName(click.ParamType[str]):
    """The name of a model."""

    name = "model"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _completed(ctx, "beginning", "model", incomplete.lower())


class DatasetName(click.ParamType[str]):
    """The name of a dataset."""

    name = "dataset"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _completed(ctx, "dataset-beginning", "dataset", incomplete)


class PublisherName(click.ParamType[str]):
    """The name of a publisher."""

    name = "publisher"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return _completed(ctx, "publisher-beginning", "publisher", incomplete)


def find(database: Database, *names: str) -> list[str]:
    """The ids of the models that these names mean, each of which may be a package URL too; a name that is another now
    is said."""
    named = [_of_package(name) if name.startswith("pkg:") else name for name in names]
    found = answers.names.find(database, *named)
    for name, id in zip(named, found, strict=True):
        if answers.names.is_another(name, id):
            click.echo(f"{harmless(clean(name, 'model'))} is now {harmless(id)}.", err=True)
    return found


def _completed(ctx: click.Context, query: str, column: str, beginning: str) -> list[CompletionItem]:
    """What completes a name, by a query for the beginnings of names; nothing where the database does not run."""
    try:
        with ctx.find_root():
            if is_managed() and status(home()) is None:
                return []
            found = [row[column] for row in opened_database().records(query, beginning=beginning)]
    except Exception:  # a completion has nobody to tell what went wrong
        return []
    return [CompletionItem(id) for id in found if PLAIN.fullmatch(id)]


def _of_package(url: str) -> str:
    """The name in a package URL such as pkg:huggingface/gpt2@607a30d; that a revision chooses nothing is said."""
    from packageurl import PackageURL

    try:
        package = PackageURL.from_string(url)
    except ValueError as error:
        raise CommandError("package-url-malformed", url=url, reason=str(error)) from None
    if package.type != "huggingface":
        raise CommandError("package-url-of-another-kind", url=url)
    if package.version:
        click.echo("The graph knows models, not revisions: the answer is for every revision.", err=True)
    return "/".join(filter(None, [package.namespace, package.name]))
