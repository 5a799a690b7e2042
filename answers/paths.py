"""How one model derives from another."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, pairwise, product
from typing import Any

from answers.answer import Question, question
from cypher import Database

Hop = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """Which paths are wanted."""

    relation: list[str]
    depth: int
    avoid: list[str]
    via: list[str]
    shortest: int
    all: bool
    any_direction: bool

    def legs(self, database: Database, start: str, end: str) -> list[Question]:
        """The questions whose answers, one after another, lead from the start over each model of `via` to the end."""
        stops = [start, *self.via, end]
        narrow = {"relation": self.relation, "depth": self.depth, "avoid": self.avoid}
        if self.all:
            return [question(database, "all-paths", child=a, parent=b, **narrow) for a, b in pairwise(stops)]
        name, ends = ("any-direction", ("model", "other")) if self.any_direction else ("path", ("child", "parent"))
        return [
            question(database, name, **dict(zip(ends, pair, strict=True)), **narrow, shortest=self.shortest)
            for pair in pairwise(stops)
        ]

    def turned(self) -> Way:
        """The same from the other end."""
        return Way(self.relation, self.depth, self.avoid, self.via[::-1], self.shortest, self.all, self.any_direction)


@dataclass
class Found:
    """What was found from one model to another: by which questions, the hops, and whether there are more paths."""

    start: str
    end: str
    questions: list[Question]
    columns: list[str]
    hops: list[Hop]
    several: bool


def find_paths(database: Database, a: str, b: str, way: Way) -> Found:
    """What leads from one of two models to the other, whichever of them is the child."""
    here = _from(database, a, b, way)
    if here.hops or way.any_direction or a == b:
        return here
    back = _from(database, b, a, way.turned())
    return back if back.hops else here


def _from(database: Database, start: str, end: str, way: Way) -> Found:
    legs = way.legs(database, start, end)
    if start == end:
        return Found(start, end, legs, [column.name for column in legs[0].query.columns], [], several=False)
    tables = [leg.ask() for leg in legs]
    columns = tables[0].columns
    found = [list(table.records()) for table in tables]
    if not all(found):
        return Found(start, end, legs, columns, [], several=False)
    if way.all:
        hops = list({(hop["child"], hop["parent"]): hop for hop in chain.from_iterable(found)}.values())
        return Found(start, end, legs, columns, hops, several=False)
    return Found(start, end, legs, columns, *_joined(found, way))


def _joined(legs: list[list[Hop]], way: Way) -> tuple[list[Hop], bool]:
    """The hops of the shortest paths that are made of a path of each leg, and whether there are more such paths."""
    several = any(hop["several"] for leg in legs for hop in leg)
    ways = [
        list(chain.from_iterable(parts))
        for parts in product(
            *([[h for h in leg if h["path"] == n] for n in sorted({h["path"] for h in leg})] for leg in legs)
        )
    ]
    within = [path for path in ways if not way.depth or len(path) <= way.depth]
    chosen = nsmallest(way.shortest, within, key=len)
    several = several or len(within) > len(chosen)
    return [
        hop | {"path": number, "hop": place, "several": several}
        for number, path in enumerate(chosen, 1)
        for place, hop in enumerate(path, 1)
    ], several


def common_ancestor(database: Database, found: Found, way: Way) -> Hop | None:
    """The nearest model both derive from, if there is one."""
    if found.start == found.end:
        return None
    ends = [found.start, found.end]
    ancestors = question(database, "common-ancestors", models=ends, relation=way.relation, limit=1).records()
    return ancestors[0] if ancestors else None
