"""Derivations as a person reads them: a model, under it the evidence of each hop, and the model it derives from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from ground.statement import stated_relations
from ground.text import shown
from ground.vocabulary import NOUNS

Hop = dict[str, Any]


def derivations(day: str | None, narrowed: str, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """Paths, hop by hop, each pair of models under a line of its own; `from` and `to` name the two.

    `narrowed` says in words what the filters left of the question, `day` how old the data is.
    """
    hops_found = (dict(zip(columns, row, strict=True)) for row in rows)
    for number, ((start, end), hops_between) in enumerate(
        groupby(hops_found, key=lambda hop: (hop["from"], hop["to"]))
    ):
        paths = [list(path) for _, path in groupby(hops_between, key=lambda hop: hop["path"])]
        yield "\n" if number else ""
        derives = all(_goes_up(start, path) for path in paths)
        yield f"{shown(start)} {'derives from' if derives else 'is related to'} {shown(end)}:\n"
        for path in paths:
            yield "\n"
            yield from _lines(start, path)
        more = "--all" if derives else "--shortest N"
        yield f"\n{' · '.join([*_counted(paths, narrowed, more), *_of(day)])}\n"


def all_paths(day: str | None, narrowed: str, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The graph of all paths: each model once, with what it derives from on the way."""
    hops_found = (dict(zip(columns, row, strict=True)) for row in rows)
    for number, ((start, end), between) in enumerate(groupby(hops_found, key=lambda hop: (hop["from"], hop["to"]))):
        edges = list(between)
        yield "\n" if number else ""
        yield f"{shown(start)} derives from {shown(end)}, on every path:\n"
        for child, parents in groupby(edges, key=lambda hop: hop["child"]):
            yield f"\n{shown(child)}\n"
            for hop in parents:
                yield f"  ↑ {shown(hop['parent'])}  ({shown(hop['relation'])} · {evidence(hop)})\n"
        models = {id for hop in edges for id in (hop["child"], hop["parent"])}
        shortest = hops(min(hop["hops"] for hop in edges))
        counts = [f"{len(models):,} models", f"{len(edges):,} derivations{narrowed}", f"shortest path {shortest}"]
        yield f"\n{' · '.join([*counts, *_of(day)])}\n"


def hops(number: int) -> str:
    """A number of hops in words."""
    return "1 hop" if number == 1 else f"{number} hops"


def evidence(hop: Hop) -> str:
    """Who names the parent, and what each says where they disagree."""
    named = f"named by {shown(hop['witnesses'])}"
    if not hop["disputed"]:
        return named
    relations = stated_relations(hop["statements"], hop["declaredRelation"])
    if len(set(relations.values())) < 2:
        return f"{named} · disputed: not every witness names this parent"
    words = [
        f"{'publisher declares' if witness == 'card' else f'{NOUNS.get(witness, witness)} says'} {shown(relation)}"
        for witness, relation in relations.items()
    ]
    return f"{named} · disputed: {', '.join(words)}"


def _goes_up(start: str, path: list[Hop]) -> bool:
    return [hop["child"] for hop in path] == [start, *(hop["parent"] for hop in path[:-1])]


def _lines(start: str, path: list[Hop]) -> Iterator[str]:
    here = start
    yield f"{shown(here)}\n"
    for hop in path:
        up = hop["child"] == here
        here = hop["parent"] if up else hop["child"]
        yield f"  {'↑' if up else '↓'} {shown(hop['relation'])} · {evidence(hop)}\n{shown(here)}\n"


def _counted(paths: list[list[Hop]], narrowed: str, more: str) -> list[str]:
    """How long the paths are, and how many there are besides; `more` is the option that gives those."""
    lengths = sorted({len(path) for path in paths})
    length = hops(lengths[0]) if len(lengths) == 1 else f"{lengths[0]} to {hops(lengths[-1])}"
    if paths[0][0]["several"]:
        return [length, f"{len(paths)} of {'several' if len(paths) == 1 else 'more'} paths ({more}){narrowed}"]
    return [length, f"the only path{narrowed}" if len(paths) == 1 else f"all {len(paths)} paths{narrowed}"]


def _of(day: str | None) -> list[str]:
    return [f"Hub as of {shown(day)}"] if day else []
