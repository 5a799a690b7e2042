"""In words, how two models are related."""

from __future__ import annotations

import click

from answers.kinship import answer_of_relation, drawn_questions
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import OutputOptions
from cli.output import print_answer


@click.command()
@click.argument("a", type=ModelName())
@click.argument("b", type=ModelName())
@options.relation
@options.output
def relation(a: str, b: str, relation: list[str], output: OutputOptions) -> None:
    """How A and B are related, in words.

    Under each sentence stand the paths that show it.
    """
    database = opened_database()
    a, b = find(database, a, b)
    answer = answer_of_relation(database, a, b, relation, warn_if_incomplete(database, a, b))
    if output.in_browser:
        answer.questions = drawn_questions(answer)
    print_answer(answer, output)
