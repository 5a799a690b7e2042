"""How two models are related, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from answers.answer import Answer, Question, question
from answers.phrases import listed, narrowed
from cypher import Database
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


@dataclass(frozen=True)
class Kinship:
    """One way in which two models are related: its kind, the model through which, and the hops of either to it."""

    kind: str
    through: str
    distance: int
    other_distance: int


def answer_of_relation(database: Database, a: str, b: str, relation: list[str], day: str | None) -> Answer:
    """Every way in which two models are related, with the paths that show it; `day` is the day of the data."""
    kinships = question(database, "relation", model=a, other=b, relation=relation)
    return Answer(
        f"How {a} and {b} are related",
        [a, b],
        [kinships],
        kinships.ask,
        day,
        layout=partial(_words, kinships, day),
        empty=f"{listed([a, b])} are not related{narrowed(relation)} in this graph.",
        relation=relation,
    )


def drawn_questions(answer: Answer) -> list[Question]:
    """The questions for the paths of an answer of `answer_of_relation`, which a drawing shows."""
    (kinships,) = answer.questions
    return [path for row in kinships.ask().rows for path in _paths_of(kinships, row[0], row[1])] or [kinships]


def _words(kinships: Question, day: str | None, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """A sentence for each way in which the two are related, and under it the paths that show it."""
    a, b = kinships.params["model"], kinships.params["other"]
    for number, kinship in enumerate(Kinship(*row) for row in rows):
        yield "\n" if number else ""
        if a == b:
            yield f"{shown(a)} is one and the same model.\n"
            continue
        paths = [path.records() for path in _paths_of(kinships, kinship.kind, kinship.through)]
        yield f"{_sentence(a, b, kinship, paths)}\n\n"
        yield from _paths(paths, narrowed(kinships.params["relation"]), day)


def _paths_of(kinships: Question, kind: str, through: str) -> list[Question]:
    """The questions for the paths that show a way of being related."""
    a, b, relation = (kinships.params[name] for name in ("model", "other", "relation"))
    ends = {
        "derives from": [(a, b)],
        "is derived from": [(b, a)],
        "shares an ancestor": [(a, through), (b, through)],
        "shares a descendant": [(through, a), (through, b)],
    }[kind]
    return [
        question(kinships.database, "path", child=child, parent=parent, relation=relation)
        for child, parent in ends
        if child != parent
    ]


def _paths(paths: list[list[dict[str, Any]]], limits: str, day: str | None) -> Iterator[str]:
    rows = [[path[0]["child"], path[-1]["parent"], *hop.values()] for path in paths for hop in path]
    yield from derivations(day, limits, ["from", "to", *paths[0][0]], rows)


def _sentence(a: str, b: str, kinship: Kinship, paths: list[list[dict[str, Any]]]) -> str:
    one, two, shared = shown(a), shown(b), shown(kinship.through)
    distance, other_distance = kinship.distance, kinship.other_distance
    if kinship.kind == "derives from":
        return _derives(one, two, distance, paths[0])
    if kinship.kind == "is derived from":
        return _derives(two, one, other_distance, paths[0])
    if kinship.kind == "shares an ancestor":
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
