"""The statements of a model's earlier records, as the graph holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ground.statement import StatementLine
from loader.model import Model, Reference
from loader.readings import Reading

HISTORY = ("intervals", "formerRelations", "relationChanges", "likelyIntervals")
"""The properties of a derivation that describe its past."""
SUPPORT = ("evidence", "supportedBy", "alternatives", "confidence")
"""The properties of a derivation that tell what further witnesses say, who declare nothing."""


@dataclass(frozen=True, slots=True)
class WaitingStatement:
    """A statement in quarantine that may become a derivation.

    `load` is the number of the load that put it there. `words` are the witnesses, each with the relation it states;
    `readings` are what the name may mean.
    """

    key: str
    load: int
    name: str
    words: list[str]
    readings: list[str]
    declared_relation: str | None
    declared_as: str | None
    hub_id: str | None


@dataclass(slots=True)
class StoredStatements:
    """The statements of a model when its records were last read, under the names that were written."""

    declared_relation: str | None = None
    declared_as: str | None = None
    sha: str | None = None
    modified: datetime | None = None
    parents: dict[str, Reference] = field(default_factory=dict)
    datasets: dict[str, Reference] = field(default_factory=dict)
    derivations: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The properties of each derivation except its history and what supports it, by parent."""
    waiting: list[WaitingStatement] = field(default_factory=list)
    """Its statements in quarantine that may become derivations."""

    def add(self, parent: str, derivation: dict[str, Any]) -> None:
        """Add the properties of one derivation."""
        self.derivations[parent] = {
            name: value for name, value in derivation.items() if name not in (*HISTORY, *SUPPORT)
        }
        self.declared_relation = derivation.get("declaredRelation")
        self.declared_as = derivation.get("declaredAs")
        self.sha = derivation.get("sha")
        for statement in map(StatementLine.parse, derivation["statements"]):
            reference = _add(self.parents, parent, statement)
            reference.hub_id = derivation.get("parentHubId") if statement.witness == "hub" else reference.hub_id
            reference.held_by = parent

    def add_dataset(self, dataset: str, statements: list[str]) -> None:
        """Add the statements of the witnesses about one dataset."""
        for statement in map(StatementLine.parse, statements):
            _add(self.datasets, dataset, statement)

    def add_waiting(self, statement: WaitingStatement) -> None:
        """Add a statement that is in quarantine."""
        self.waiting.append(statement)
        if self.declared_relation is None:
            self.declared_relation, self.declared_as = statement.declared_relation, statement.declared_as
        reference = _referring(self.parents, statement.name, map(Reading.parse, statement.readings))
        for entry in statement.words:
            witness, _, word = entry.partition(": ")
            reference.words.setdefault(witness, word or None)
        reference.hub_id = reference.hub_id or statement.hub_id


def _add(references: dict[str, Reference], id: str, statement: StatementLine) -> Reference:
    """Add what a witness says of the repository of an id; returns the reference in which it says it."""
    name = id if statement.written is None else statement.written
    readings = [Reading(statement.read, statement.rules)] if statement.read and statement.rules else []
    reference = _referring(references, name, readings)
    reference.words[statement.witness] = statement.relation
    return reference


def _referring(references: dict[str, Reference], name: str, readings: Iterable[Reading]) -> Reference:
    """The reference by a name, with these readings of it; a new one if there is none."""
    reference = references.setdefault(name, Reference(name))
    reference.readings += [each for each in readings if each not in reference.readings]
    return reference


def add_previous_statements(model: Model, stored: StoredStatements) -> None:
    """Add to a model the stored statements of the witnesses that its record lacks.

    For example, if the source has no card field, the card's earlier statements are kept.
    """
    if "card" not in model.speaking:
        model.declared_relation, model.declared_as = stored.declared_relation, stored.declared_as
    _add_missing(model, model.parents, stored.parents.values())
    _add_missing(model, model.datasets, stored.datasets.values())


def _add_missing(model: Model, current: list[Reference], previous: Iterable[Reference]) -> None:
    by_name = {reference.name: reference for reference in current}
    for reference in previous:
        words = {witness: word for witness, word in reference.words.items() if witness not in model.speaking}
        if words and reference.name in by_name:
            by_name[reference.name].words.update(words)
        elif words:
            current.append(replace(reference, words=words))


def model_from_stored(child: str, stored: StoredStatements) -> Model:
    """The model of stored statements, to be resolved again."""
    return Model(
        id=child,
        publisher=None,
        properties={"sha": stored.sha, "lastModified": stored.modified},
        fields=frozenset(),
        speaking=frozenset(),
        declared_relation=stored.declared_relation,
        declared_as=stored.declared_as,
        parents=list(stored.parents.values()),
        datasets=[],
        quarantined=[],
    )
