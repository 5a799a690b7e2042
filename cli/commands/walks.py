"""Who a model is related to: ancestors, descendants, siblings, common ancestors, roots, and what a dataset reached."""

from __future__ import annotations

from typing import Any, Literal

import click

from answers.answer import answer_to, question
from answers.phrases import listed, narrowed
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import DatasetName, ModelName, find, find_dataset
from cli.options import OutputOptions
from cli.output import print_answer, rows_to_ask_for
from cypher import Database
from formats import different_ids

MODEL = ModelName()


@click.command()
@click.argument("models", type=MODEL, nargs=-1, required=True)
@options.relation
@options.depth
@options.output
def ancestors(models: tuple[str, ...], output: OutputOptions, **walk: Any) -> None:
    """Every model that MODELS derive from.

    Those with most descendants come first, then the most downloaded.
    """
    _walk("ancestors", models, output, **walk)


@click.command()
@click.argument("models", type=MODEL, nargs=-1, required=True)
@options.relation
@options.depth
@options.output
def descendants(models: tuple[str, ...], output: OutputOptions, **walk: Any) -> None:
    """Every model that derives from MODELS.

    Those with most descendants come first, then the most downloaded. All of them as --format ids come in no order,
    which is quickest.
    """
    _walk("descendants", models, output, **walk)


@click.command()
@click.argument("model", type=MODEL)
@options.relation
@options.output
def siblings(model: str, relation: list[str], output: OutputOptions) -> None:
    """The models that have a parent in common with MODEL."""
    database = opened_database()
    (model,) = find(database, model)
    day = warn_if_incomplete(database, model)
    relatives = question(database, "siblings", model=model, relation=relation, limit=rows_to_ask_for(output))
    empty = f"{listed([model])} has no siblings{narrowed(relation)} in this graph."
    total = _total(database, "count-siblings", model=model, relation=relation)
    print_answer(answer_to([model], relatives, hub_as_of=day, empty=empty, total=total), output)


@click.command()
@click.argument("models", type=MODEL, nargs=-1, required=True)
@options.relation
@click.option("--all", "all_", is_flag=True, help="Also those from which one of the others derives.")
@options.output
def common(models: tuple[str, ...], relation: list[str], all_: bool, output: OutputOptions) -> None:
    """The nearest models that MODELS all derive from."""
    database = opened_database()
    ids = list(dict.fromkeys(find(database, *models)))
    if len(ids) < 2:
        raise click.UsageError("Give two models or more.")
    day = warn_if_incomplete(database, *ids)
    relatives = question(database, "common-ancestors", models=ids, relation=relation, all=all_)
    empty = f"{listed(ids)} have no common ancestor{narrowed(relation)} in this graph."
    print_answer(answer_to(ids, relatives, hub_as_of=day, empty=empty), output)


@click.command()
@click.argument("models", type=MODEL, nargs=-1, required=True)
@options.relation
@options.output
def roots(models: tuple[str, ...], relation: list[str], output: OutputOptions) -> None:
    """The models at which the lineage of MODELS begins.

    They are those that state no parent; a model that states none is its own root.
    """
    database = opened_database()
    ids = find(database, *models)
    day = warn_if_incomplete(database, *ids)
    relatives = question(database, "roots", models=ids, relation=relation)
    empty = f"The lineage of {listed(ids)} has no beginning{narrowed(relation)}: it goes in a circle."
    print_answer(answer_to(ids, relatives, hub_as_of=day, empty=empty), output)


@click.command()
@click.argument("dataset", type=DatasetName())
@options.relation
@options.depth
@options.output
def dataset(dataset: str, relation: list[str], depth: int, output: OutputOptions) -> None:
    """Models trained on DATASET, and all that derives."""
    database = opened_database()
    dataset = find_dataset(database, dataset)
    day = warn_if_incomplete(database)
    walk = {"dataset": dataset, "relation": relation, "depth": depth}
    relatives = question(database, "dataset", **walk, limit=rows_to_ask_for(output))
    print_answer(answer_to([], relatives, hub_as_of=day, total=_total(database, "count-dataset", **walk)), output)


def _walk(
    kind: Literal["ancestors", "descendants"],
    models: tuple[str, ...],
    output: OutputOptions,
    relation: list[str],
    depth: int,
) -> None:
    database = opened_database()
    ids = find(database, *models)
    day = warn_if_incomplete(database, *ids)
    walk = {"models": ids, "relation": relation, "depth": depth}
    limit = rows_to_ask_for(output)
    wants_ids = kind == "descendants" and output.format == "ids" and not limit and not output.sort
    relatives = (
        question(database, "descendant-ids", **walk) if wants_ids else question(database, kind, **walk, limit=limit)
    )
    empty = f"{listed(ids)} {'has' if len(ids) == 1 else 'have'} no {kind}{narrowed(relation, depth)} in this graph."
    answer = answer_to(ids, relatives, hub_as_of=day, empty=empty, total=_total(database, f"count-{kind}", **walk))
    answer.ids = different_ids if wants_ids else None
    print_answer(answer, output)


def _total(database: Database, name: str, **params: Any) -> Any:
    """A function that counts all rows, also those that a limit cuts."""
    return lambda: int(database.records(name, **params)[0]["count"])
