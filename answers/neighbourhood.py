"""What a picture of a lineage shows to begin with: the most important relatives, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from answers.answer import question
from answers.graph import models_of
from cypher import Database
from formats.graphs.graph import Graph
from ground.vocabulary import ALL_RELATIONS

Side = Literal["above", "below"]
SIZE = 40
"""Models that a picture begins with."""
ABOVE = 14
"""So many of them are ancestors, where there are more and descendants enough."""
EACH = 8
"""Neighbours of one model that it looks at, or more where there is room for more."""
DATASETS = 12
STATES = ("listed", "gone", "unseen")
KINDS = ("person", "organisation", "unknown")


@dataclass(frozen=True)
class Filters:
    """What a picture shows: which kinds of derivation, how many hops (0: all), models in which state and by which kinds
    of publishers, and whether datasets and withdrawn derivations too."""

    relation: Sequence[str] = ALL_RELATIONS
    depth: int = 0
    states: Sequence[str] = STATES
    kinds: Sequence[str] = KINDS
    datasets: bool = False
    former: bool = False

    @property
    def params(self) -> dict[str, Any]:
        """They as the queries take them."""
        kinds = [] if set(self.kinds) == set(KINDS) else list(self.kinds)
        return {"relation": list(self.relation), "states": list(self.states), "kinds": kinds, "former": self.former}


@dataclass(frozen=True)
class Unfolded:
    """That of a model in the picture so many neighbours are shown on one side."""

    side: Side
    count: int
    model: str


@dataclass(frozen=True)
class Neighbourhood:
    """The graph of a picture, and for each model in it how many parents and children of it are not drawn."""

    graph: Graph
    hidden: dict[str, dict[Side, int]]


def neighbourhood(
    database: Database, model: str, filters: Filters, unfolded: Iterable[Unfolded] = (), size: int = SIZE
) -> Neighbourhood:
    """The most important relatives of a model, near ones first, and those that were asked for besides."""
    above = _grow(database, "above", model, filters, ABOVE)
    below = _grow(database, "below", model, filters, size - 1 - len(above))
    if len(above) == ABOVE and (room := size - 1 - len(below)) > ABOVE:
        above = _grow(database, "above", model, filters, room)
    drawn = dict.fromkeys([model, *above, *below])
    for each in unfolded:
        if each.model in drawn:
            drawn |= dict.fromkeys(row["next"] for row in _near(database, each.side, [each.model], filters, each.count))
    return _drawn(database, model, list(drawn), filters)


def _grow(database: Database, side: Side, model: str, filters: Filters, room: int) -> list[str]:
    """Ask for those next to a model, then for those next to them, level by level: half of the room that is left goes to
    each level, to the most important first, and what is left at the end to the most important of the others."""
    found: dict[str, None] = {}
    passed: list[dict[str, Any]] = []
    level, hops = [model], 0
    while level and room > len(found) and not (filters.depth and hops == filters.depth):
        each = max(EACH, (room - len(found)) // len(level))
        rows = {row["next"]: row for row in _near(database, side, level, filters, each)}
        fresh = sorted((row for id, row in rows.items() if id not in found and id != model), key=_importance)
        most = max((room - len(found)) // 2, min(EACH // 2, room - len(found)))
        level = [row["next"] for row in fresh[:most]]
        passed += fresh[most:]
        found |= dict.fromkeys(level)
        hops += 1
    rest = (row["next"] for row in sorted(passed, key=_importance))
    return list(dict.fromkeys([*found, *rest]))[:room]


def _near(database: Database, side: Side, models: list[str], filters: Filters, each: int) -> list[dict[str, Any]]:
    return database.records(f"near-{side}", models=models, each=each, **filters.params)


def _importance(row: dict[str, Any]) -> tuple[int, int, str]:
    return -row["descendants"], -(row["downloads"] or 0), row["next"]


def _drawn(database: Database, model: str, ids: list[str], filters: Filters) -> Neighbourhood:
    nodes = models_of(database, ids)
    edges = question(
        database, "drawn-derivations", ids=ids, relation=list(filters.relation), former=filters.former
    ).records()
    hidden = _hidden(database, ids, edges, filters)
    if filters.datasets:
        trainings = question(database, "datasets-of", ids=ids, limit=DATASETS).records()
        nodes += [{"kind": "dataset", "id": id} for id in dict.fromkeys(each["parent"] for each in trainings)]
        edges += trainings
    return Neighbourhood(Graph({"models": [model]}, nodes, edges), hidden)


def _hidden(
    database: Database, ids: list[str], edges: list[dict[str, Any]], filters: Filters
) -> dict[str, dict[Side, int]]:
    """How many parents and children of each model are not drawn; those of which there are none are left out."""
    visible: dict[Side, dict[str, int]] = {"above": dict.fromkeys(ids, 0), "below": dict.fromkeys(ids, 0)}
    for edge in edges:
        visible["above"][edge["child"]] += 1
        visible["below"][edge["parent"]] += 1
    totals = {row["model"]: row for row in database.records("near-counts", ids=ids, **filters.params)}
    hidden = {id: {side: totals[id][side] - visible[side][id] for side in visible} for id in ids if id in totals}
    return {id: more for id, sides in hidden.items() if (more := {side: n for side, n in sides.items() if n > 0})}
