"""The options that say where the data entered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from answers.exposure import Hypothesis, check
from cli.database import opened_database
from cli.names import DatasetName, ModelName, PublisherName, find, find_dataset, find_publisher
from cypher import Database


def hypothesis(*, publisher: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument MODEL and the options --origin, --dataset and --as-publisher (with this help), as one Hypothesis."""

    def taking(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.argument("model", type=ModelName(), required=False)
        @click.option(
            "--origin",
            "origins",
            multiple=True,
            type=ModelName(),
            metavar="MODEL",
            help="It is known that the data entered at this model (with --as-publisher, one of its own); can be "
            "given several times.",
        )
        @click.option(
            "--dataset", type=DatasetName(), metavar="NAME", help="It is known that the data is in this dataset."
        )
        @click.option("--as-publisher", "publisher", type=PublisherName(), metavar="NAME", help=publisher)
        @wraps(command)
        def made(
            model: str | None, origins: tuple[str, ...], dataset: str | None, publisher: str | None, **asked: Any
        ) -> Any:
            return command(entered_at=_meant(model, origins, dataset, publisher), **asked)

        return made

    return taking


def _meant(model: str | None, origins: tuple[str, ...], dataset: str | None, publisher: str | None) -> Hypothesis:
    if not (model or origins or dataset or publisher):
        raise click.UsageError("Give MODEL, --origin, --dataset or --as-publisher.")
    if publisher and (model or dataset):
        raise click.UsageError(
            "Give --as-publisher alone, or with --origin for those of its models that are concerned."
        )
    database = opened_database()
    meant = found(database, Hypothesis(model, list(origins), dataset, publisher))
    check(database, meant)
    return meant


def found(database: Database, named: Hypothesis) -> Hypothesis:
    """The same with the ids that the names in it mean now."""
    return Hypothesis(
        find(database, named.model)[0] if named.model else None,
        list(dict.fromkeys(find(database, *named.origins))),
        find_dataset(database, named.dataset) if named.dataset else None,
        find_publisher(database, named.publisher) if named.publisher else None,
    )
