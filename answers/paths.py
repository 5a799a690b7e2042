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
class PathOptions:
    """Which paths to look for."""

    relation: list[str]
    depth: int
    avoid: list[str]
    via: list[str]
    shortest: int
    all: bool
    any_direction: bool

    def legs(self, database: Database, start: str, end: str) -> list[Question]:
        """The questions whose answers, one after another, lead from `start` over each model of `via` to `end`."""
        stops = [start, *self.via, end]
        narrow = {"relation": self.relation, "depth": self.depth, "avoid": self.avoid}
        if self.all:
            return [question(database, "all-paths", child=a, parent=b, **narrow) for a, b in pairwise(stops)]
        name, ends = ("any-direction", ("model", "other")) if self.any_direction else ("path", ("child", "parent"))
        return [
            question(database, name, **dict(zip(ends, pair, strict=True)), **narrow, shortest=self.shortest)
            for pair in pairwise(stops)
        ]

    def reversed(self) -> PathOptions:
        """The same options for the paths in the other direction."""
        return PathOptions(
            self.relation, self.depth, self.avoid, self.via[::-1], self.shortest, self.all, self.any_direction
        )


@dataclass
class PathResult:
    """The paths from one model to another: the questions asked, the hops, and whether there are more paths."""

    start: str
    end: str
    questions: list[Question]
    columns: list[str]
    hops: list[Hop]
    several: bool


def find_paths(database: Database, a: str, b: str, options: PathOptions) -> PathResult:
    """The paths between two models, whichever of them derives from the other."""
    forward = _from(database, a, b, options)
    if forward.hops or options.any_direction or a == b:
        return forward
    backward = _from(database, b, a, options.reversed())
    return backward if backward.hops else forward


def _from(database: Database, start: str, end: str, options: PathOptions) -> PathResult:
    legs = options.legs(database, start, end)
    if start == end:
        return PathResult(start, end, legs, [column.name for column in legs[0].query.columns], [], several=False)
    tables = [leg.ask() for leg in legs]
    columns = tables[0].columns
    hops_by_leg = [list(table.records()) for table in tables]
    if not all(hops_by_leg):
        return PathResult(start, end, legs, columns, [], several=False)
    if options.all:
        hops = list({(hop["child"], hop["parent"]): hop for hop in chain.from_iterable(hops_by_leg)}.values())
        return PathResult(start, end, legs, columns, hops, several=False)
    return PathResult(start, end, legs, columns, *_joined(hops_by_leg, options))


def _joined(legs: list[list[Hop]], options: PathOptions) -> tuple[list[Hop], bool]:
    """The hops of the shortest paths that are made of a path of each leg, and whether there are more such paths."""
    several = any(hop["several"] for leg in legs for hop in leg)
    paths = [
        list(chain.from_iterable(parts))
        for parts in product(
            *([[h for h in leg if h["path"] == n] for n in sorted({h["path"] for h in leg})] for leg in legs)
        )
    ]
    within = [path for path in paths if not options.depth or len(path) <= options.depth]
    chosen = nsmallest(options.shortest, within, key=len)
    several = several or len(within) > len(chosen)
    return [
        hop | {"path": number, "hop": place, "several": several}
        for number, path in enumerate(chosen, 1)
        for place, hop in enumerate(path, 1)
    ], several


def common_ancestor(database: Database, result: PathResult, options: PathOptions) -> Hop | None:
    """The nearest model both derive from, if there is one."""
    if result.start == result.end:
        return None
    ends = [result.start, result.end]
    ancestors = question(database, "common-ancestors", models=ends, relation=options.relation, limit=1).records()
    return ancestors[0] if ancestors else None
