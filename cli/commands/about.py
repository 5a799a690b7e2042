"""One model, and the search for one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial

import click

from answers.answer import answer_to, question
from answers.model_answer import answer_of_model
from answers.search import WORD
from answers.search import search as find_models
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import OutputOptions
from cli.output import print_answer, rows_to_ask_for
from cypher import Table
from ground.text import harmless

SHOWN = 20
"""Models that a search gives, if nothing else is asked for."""


@click.command()
@click.argument("model", type=ModelName())
@options.output
def show(model: str, output: OutputOptions) -> None:
    """All that is known of MODEL.

    What it is, where it comes from, what derives from it, and who says so.
    """
    database = opened_database()
    (model,) = find(database, model)
    day = warn_if_incomplete(database, model)
    answer = answer_of_model(database, model, day)
    if output.in_browser:
        near = {"models": [model], "each": SHOWN}
        answer.questions = [question(database, f"direct-{side}", **near) for side in ("ancestors", "descendants")]
    print_answer(answer, output)


@dataclass(frozen=True)
class SearchFilters:
    """What the models of a search have in common; empty where anything goes."""

    publisher: str
    task: str
    library: str
    licence: str
    since: datetime | None


@click.command()
@click.argument("words", nargs=-1)
@click.option("--publisher", default="", metavar="NAME", help="Only models of this publisher.")
@click.option("--task", default="", metavar="NAME", help='Only models for this task, such as "text-generation".')
@click.option("--library", default="", metavar="NAME", help='Only models for this library, such as "transformers".')
@options.licence
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Only models created since.")
@options.output
@options.grouped("filters", SearchFilters)
def search(words: tuple[str, ...], filters: SearchFilters, output: OutputOptions) -> None:
    """Models by WORDS of their id, publisher and task.

    Case, separators and small errors of typing do not matter. The best known come first.
    """
    text = " ".join(words)
    chosen = asdict(filters) | {"since": f"{filters.since:%Y-%m-%d}" if filters.since else ""}
    if not WORD.search(text) and not (text == "" and any(chosen.values())):
        raise click.UsageError("Give words to search for, or a filter.")
    database = opened_database()
    day = warn_if_incomplete(database)
    limit = (
        SHOWN
        if output.limit is None and output.format == "table" and not output.in_browser
        else rows_to_ask_for(output)
    )
    asked, columns, rows = find_models(database, text, chosen, limit)
    answer = answer_to([], asked, hub_as_of=day, table=partial(Table, columns, iter(rows)))
    answer.total = lambda: len(find_models(database, text, chosen, 0)[2])
    answer.title = f"Models by the words: {text}"
    by = [
        *([f" by {harmless(repr(text))}"] if text else []),
        *([" with these filters"] if any(chosen.values()) else []),
    ]
    answer.empty = f"No model is found{''.join(by)}."
    print_answer(answer, replace(output, limit=output.limit if output.limit is not None else limit or None))
