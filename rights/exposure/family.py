"""A family as it was read from the graph: models, derivations, and how old they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple, Self

from cypher import Table
from ground.vocabulary import ALL_RELATIONS, UNKNOWN, access

Run = Callable[[str, Mapping[str, Any]], Table]
"""Runs the saved query of a name with parameters."""
FamilyRow = Mapping[str, Any]
"""A row of a saved query, or the same row in the file of a frozen family."""
LISTED, NEVER_SEEN = "listed", "unseen"
"""States of a model: the Hub lists it, or other models name it and no source holds it. The third is `gone`."""
HOLDS = "holds"
"""The state of a derivation that is stated today; the other is `withdrawn`."""


@dataclass(frozen=True)
class FamilyModel:
    """What a family holds about a model."""

    id: str
    state: str = NEVER_SEEN
    """`listed`, `gone` or `unseen`."""
    publisher: str | None = None
    publisher_kind: str | None = None
    """`person` or `organisation`, where the Hub says which."""
    sha: str | None = None
    """The commit that was read."""
    downloads: int | None = None
    gated: str = UNKNOWN
    """The access to it: `open`, `gated` or `unknown`."""
    row: FamilyRow = field(default_factory=dict)
    """Every column of the row that it was read from."""

    @classmethod
    def from_row(cls, row: FamilyRow) -> Self:
        """Read a model from a row of the graph or of a frozen family."""
        return cls(
            row["id"],
            row.get("state", NEVER_SEEN),
            row.get("publisher"),
            row.get("publisherKind"),
            row.get("sha"),
            row.get("downloads"),
            access(row.get("gated")),
            row,
        )

    def to_row(self) -> dict[str, Any]:
        """Return the row that it was read from, under its present id."""
        return {**self.row, "id": self.id}


@dataclass(frozen=True)
class FamilyDerivation:
    """A statement that one model derives from another."""

    child: str
    parent: str
    relation: str
    state: str = HOLDS
    """`holds` or `withdrawn`."""
    witnesses: tuple[str, ...] = ()
    disputed: bool = False
    """Whether the witnesses disagree."""
    sha: str | None = None
    """The commit of the child at which it was read."""
    row: FamilyRow = field(default_factory=dict)
    """Every column of the row that it was read from."""

    @classmethod
    def from_row(cls, row: FamilyRow) -> Self:
        """Read a derivation from a row of the graph or of a frozen family."""
        return cls(
            row["child"],
            row["parent"],
            row["relation"],
            row["state"],
            tuple(row.get("witnesses") or ()),
            bool(row.get("disputed")),
            row.get("sha"),
            row,
        )

    def to_row(self) -> dict[str, Any]:
        """Return the row that it was read from, under the present ids of its ends."""
        return {**self.row, "child": self.child, "parent": self.parent}

    @property
    def holds(self) -> bool:
        """Whether it is stated today."""
        return self.state == HOLDS


class Link(NamedTuple):
    """The model at the other end of a derivation, its relation, and whether it holds today."""

    model: str
    relation: str
    holds: bool


@dataclass(frozen=True)
class Family:
    """Models by their ids, and the derivations among them, withdrawn ones included."""

    models: dict[str, FamilyModel]
    derivations: list[FamilyDerivation]
    load: FamilyRow | None
    """The last load of the graph that it was read from."""
    hub_as_of: str | None
    """The day of the newest data in that graph; what it holds about these models may be older."""

    @classmethod
    def from_rows(
        cls, models: Iterable[FamilyRow], derivations: Iterable[FamilyRow], load: FamilyRow | None, as_of: str | None
    ) -> Self:
        """Make a family from rows of the graph or of a frozen family."""
        return cls(
            {row["id"]: FamilyModel.from_row(row) for row in models},
            [FamilyDerivation.from_row(row) for row in derivations],
            load,
            as_of,
        )

    def model(self, id: str) -> FamilyModel:
        """Return a model; one that was never seen if the family does not hold it."""
        return self.models.get(id) or FamilyModel(id)

    @cached_property
    def parents(self) -> dict[str, list[Link]]:
        """What each model derives from."""
        links: dict[str, list[Link]] = {}
        for each in self.derivations:
            links.setdefault(each.child, []).append(Link(each.parent, each.relation, each.holds))
        return links

    @cached_property
    def children(self) -> dict[str, list[Link]]:
        """What derives from each model."""
        links: dict[str, list[Link]] = {}
        for each in self.derivations:
            links.setdefault(each.parent, []).append(Link(each.child, each.relation, each.holds))
        return links

    def renamed(self, names: Mapping[str, str]) -> Family:
        """Return the family with new names of models; `names` has them by the old ones."""

        def now(id: str) -> str:
            return names.get(id, id)

        models = {now(id): replace(model, id=now(id)) for id, model in self.models.items()}
        derivations = [replace(each, child=now(each.child), parent=now(each.parent)) for each in self.derivations]
        return Family(models, derivations, self.load, self.hub_as_of)

    def to_json(self) -> dict[str, Any]:
        """Return the family as a JSON object, as the file of a frozen family holds it."""
        return {
            "models": [model.to_row() for model in self.models.values()],
            "edges": [derivation.to_row() for derivation in self.derivations],
            "load": self.load,
            "hubAsOf": self.hub_as_of,
        }

    @classmethod
    def from_json(cls, value: FamilyRow) -> Self:
        """Read a family from the object that `to_json` returned."""
        return cls.from_rows(value["models"], value["edges"], value["load"], value["hubAsOf"])


def origins(run: Run, models: Iterable[str], dataset: str | None = None, publisher: str | None = None) -> list[str]:
    """Return the ids of the models, of those trained on the dataset and of those of the publisher."""
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
    """Read the family of the models, of those trained on the dataset and of those of the publisher.

    It holds all that the models derive from, unless `ancestors` is false, and all that derives from any of these.
    Withdrawn derivations count.
    """
    start = list(models)
    above = _ids(run, "family-above", models=start) if ancestors else []
    ids = sorted(_below(run, {*above, *origins(run, start, dataset, publisher)}))
    last = next(iter(_rows(run, "last-load")), None)
    return Family.from_rows(
        _rows(run, "drawn-models", ids=ids),
        _derivations(run, ids),
        last,
        last["newest"][:10] if last and last["newest"] else None,
    )


def _below(run: Run, models: set[str]) -> set[str]:
    """Return the models and all that derives from them.

    The search starts only from models that derive from no other of them; those of a circle are searched afterwards.
    """
    derived = {edge["child"] for edge in _derivations(run, sorted(models))}
    below = {*_ids(run, "family-below", models=sorted(models - derived))}
    circles = sorted(models - below)
    return below | {*(_ids(run, "family-below", models=circles) if circles else ())}


def _derivations(run: Run, ids: list[str]) -> list[dict[str, Any]]:
    return _rows(run, "drawn-derivations", ids=ids, relation=list(ALL_RELATIONS), former=True)


def _ids(run: Run, query: str, **params: Any) -> list[str]:
    return [row[0] for row in run(query, params).rows]


def _rows(run: Run, query: str, **params: Any) -> list[dict[str, Any]]:
    table = run(query, params)
    return [{column: _plain(value) for column, value in zip(table.columns, row, strict=True)} for row in table.rows]


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: a time as text."""
    return value.to_native().isoformat() if hasattr(value, "to_native") else value
