"""In words, how two models are related."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import click

from answers.answer import Answer, Question, question
from answers.phrases import listed, narrowed
from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.names import ModelName, find
from cli.options import How
from cli.output import give
from formats import derivations
from formats.derivation import hops
from ground.text import shown

STEPS = {1: "parent", 2: "grandparent", 3: "great-grandparent"}
DONE = {
    "finetune": "finetuned from",
    "adapter": "an adapter of",
    "merge": "merged from",
    "quantized": "quantized from",
    "unknown": "derived from",
}


@click.command()
@click.argument("a", type=ModelName())
@click.argument("b", type=ModelName())
@options.relation
@options.how
def relation(a: str, b: str, relation: list[str], how: How) -> None:
    """How A and B are related, in words.

    Under each sentence stand the paths that show it.
    """
    database = opened_database()
    a, b = find(database, a, b)
    day = warn_if_incomplete(database, a, b)
    asked = question(database, "relation", model=a, other=b, relation=relation)
    answer = Answer(
        f"How {a} and {b} are related",
        [a, b],
        [asked],
        asked.ask,
        day,
        layout=partial(_words, asked, day),
        empty=f"{listed([a, b])} are not related{narrowed(relation)} in this graph.",
        relation=relation,
    )
    if how.in_browser:
        answer.questions = [leg for way in asked.ask().rows for leg in _legs(asked, way[0], way[1])] or [asked]
    give(answer, how)


def _words(asked: Question, day: str | None, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """A sentence for each way in which the two are related, and under it the paths that show it."""
    a, b = asked.params["model"], asked.params["other"]
    for number, (kind, through, distance, other_distance) in enumerate(rows):
        yield "\n" if number else ""
        if a == b:
            yield f"{shown(a)} is one and the same model.\n"
            continue
        paths = [leg.records() for leg in _legs(asked, kind, through)]
        yield f"{_sentence(a, b, kind, through, distance, other_distance, paths)}\n\n"
        yield from _paths(paths, narrowed(asked.params["relation"]), day)


def _legs(asked: Question, kind: str, through: str) -> list[Question]:
    """The questions for the paths that show a way of being related."""
    a, b, relation = (asked.params[name] for name in ("model", "other", "relation"))
    ends = {
        "derives from": [(a, b)],
        "is derived from": [(b, a)],
        "shares an ancestor": [(a, through), (b, through)],
        "shares a descendant": [(through, a), (through, b)],
    }[kind]
    return [
        question(asked.database, "path", child=child, parent=parent, relation=relation)
        for child, parent in ends
        if child != parent
    ]


def _paths(paths: list[list[dict[str, Any]]], limits: str, day: str | None) -> Iterator[str]:
    rows = [[path[0]["child"], path[-1]["parent"], *hop.values()] for path in paths for hop in path]
    yield from derivations(day, limits, ["from", "to", *paths[0][0]], rows)


def _sentence(
    a: str, b: str, kind: str, through: str, distance: int, other_distance: int, paths: list[list[dict[str, Any]]]
) -> str:
    one, two, shared = shown(a), shown(b), shown(through)
    if kind == "derives from":
        return _derives(one, two, distance, paths[0])
    if kind == "is derived from":
        return _derives(two, one, other_distance, paths[0])
    if kind == "shares an ancestor":
        if distance == other_distance == 1:
            return f"{one} and {two} are siblings: both derive directly from {shared}."
        return (
            f"{one} and {two} share an ancestor, {shared}: it is the {_step(distance)} of the first "
            f"and the {_step(other_distance)} of the second."
        )
    if distance == other_distance == 1:
        return f"{one} and {two} are both parents of {shared}."
    return (
        f"{one} and {two} share a descendant, {shared}: {hops(distance)} below the first and "
        f"{hops(other_distance)} below the second."
    )


def _derives(child: str, parent: str, distance: int, path: list[dict[str, Any]]) -> str:
    if distance == 1:
        return f"{child} is {DONE[path[0]['relation']]} {parent}."
    kinds = ", then ".join(hop["relation"] for hop in reversed(path))
    return f"{child} derives from {parent}, its {_step(distance)}: from {parent} down, {kinds}."


def _step(distance: int) -> str:
    return STEPS.get(distance) or f"ancestor {distance} generations up"
