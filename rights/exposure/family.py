"""A family as it was read from the graph: models, derivations, and how old they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from cypher import Table
from ground.vocabulary import ALL_RELATIONS

Run = Callable[[str, Mapping[str, Any]], Table]
"""Asks a saved query of that name with these params."""


class Link(NamedTuple):
    """The model at the other end of a derivation, its relation, and whether it holds today."""

    model: str
    relation: str
    holds: bool


@dataclass(frozen=True)
class Family:
    """Models by their ids, and the derivations among them, those that were withdrawn too; `load` is the last load of
    the graph they were read from, `hub_as_of` the day of the newest data in it: what it knows of these
    models may be older.

    All values are plain JSON.
    """

    models: dict[str, dict[str, Any]]
    edges: list[dict[str, Any]]
    load: dict[str, Any] | None
    hub_as_of: str | None

    @cached_property
    def parents(self) -> dict[str, list[Link]]:
        """What each model derives from."""
        return self._links("child", "parent")

    @cached_property
    def children(self) -> dict[str, list[Link]]:
        """What derives from each model."""
        return self._links("parent", "child")

    def _links(self, near: str, far: str) -> dict[str, list[Link]]:
        links: dict[str, list[Link]] = {}
        for edge in self.edges:
            link = Link(edge[far], edge["relation"], edge["state"] == "holds")
            links.setdefault(edge[near], []).append(link)
        return links

    def to_json(self) -> dict[str, Any]:
        """The same as one JSON object."""
        return {
            "models": list(self.models.values()),
            "edges": self.edges,
            "load": self.load,
            "hubAsOf": self.hub_as_of,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Family:
        """The family that `to_json` gave as this."""
        models = {model["id"]: model for model in value["models"]}
        return cls(models, value["edges"], value["load"], value["hubAsOf"])


def origins(run: Run, models: Iterable[str], dataset: str | None = None, publisher: str | None = None) -> list[str]:
    """The models, those trained on the dataset, and those of the publisher."""
    trained = _ids(run, "trained-on", dataset=dataset) if dataset else []
    published = _ids(run, "published-by", publisher=publisher) if publisher else []
    return list(dict.fromkeys([*models, *trained, *published]))


def read(
    run: Run,
    models: Iterable[str],
    dataset: str | None = None,
    publisher: str | None = None,
    *,
    ancestors: bool = True,
) -> Family:
    """The models with all that they derive from, the models trained on the dataset and those of the publisher, and all
    that derives from any of these; derivations that were withdrawn count.

    Without `ancestors`, not what the models derive from.
    """
    named = list(models)
    above = _ids(run, "family-above", models=named) if ancestors else []
    ids = sorted(_below(run, {*above, *origins(run, named, dataset, publisher)}))
    last = next(iter(_rows(run, "last-load")), None)
    return Family(
        {model["id"]: model for model in _rows(run, "drawn-models", ids=ids)},
        _derivations(run, ids),
        last,
        last["newest"][:10] if last and last["newest"] else None,
    )


def _below(run: Run, models: set[str]) -> set[str]:
    """The models and all that derives from them. Who derives from another of them is reached from there, and need not
    be started from, unless they are in a circle."""
    derived = {edge["child"] for edge in _derivations(run, sorted(models))}
    found = {*_ids(run, "family-below", models=sorted(models - derived))}
    circles = sorted(models - found)
    return found | {*(_ids(run, "family-below", models=circles) if circles else ())}


def _derivations(run: Run, ids: list[str]) -> list[dict[str, Any]]:
    return _rows(run, "drawn-derivations", ids=ids, relation=list(ALL_RELATIONS), former=True)


def _ids(run: Run, query: str, **params: Any) -> list[str]:
    return [row[0] for row in run(query, params).rows]


def _rows(run: Run, query: str, **params: Any) -> list[dict[str, Any]]:
    table = run(query, params)
    return [{column: _plain(value) for column, value in zip(table.columns, row, strict=True)} for row in table.rows]


def _plain(value: Any) -> Any:
    """A value as JSON has it: a time as text."""
    return value.to_native().isoformat() if hasattr(value, "to_native") else value
