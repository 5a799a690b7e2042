"""What a model stated earlier, as the graph holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast

from loader.model import Model, Reference, Witness
from loader.readings import Reading

HISTORY = ("intervals", "formerRelations", "relationChanges")
"""The properties of a derivation that tell what it was before."""
WORDS: dict[Witness, str] = {"card": "declaredRelation", "hub": "hubRelation", "tag": "tagRelation"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A statement in quarantine that may become a derivation: its key there, the load that put it there, and what it
    says: `words` are the witnesses, each with the relation it states, `readings` what the name may mean."""

    key: str
    load: int
    name: str
    words: list[str]
    readings: list[str]
    declared_relation: str | None
    declared_as: str | None
    hub_id: str | None


@dataclass(slots=True)
class Stated:
    """What a model stated when its records were last read, under the names that were written."""

    declared_relation: str | None = None
    declared_as: str | None = None
    sha: str | None = None
    modified: datetime | None = None
    parents: dict[str, Reference] = field(default_factory=dict)
    datasets: list[Reference] = field(default_factory=list)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The properties of each derivation but its history, by parent."""
    waiting: list[Waiting] = field(default_factory=list)
    """Its statements in quarantine that may become derivations."""

    def add(self, parent: str, derivation: dict[str, Any]) -> None:
        """Add what one derivation says. `writtenAs` holds the names a witness wrote where they are not the id, and
        `readBy` how each of these was read."""
        self.told[parent] = {name: value for name, value in derivation.items() if name not in HISTORY}
        self.declared_relation = derivation.get("declaredRelation")
        self.declared_as = derivation.get("declaredAs")
        self.sha = derivation.get("sha")
        entries = derivation.get("writtenAs") or []
        written = [entry.split(": ", 1) for entry in entries]
        rules = dict(zip(entries, derivation.get("readBy") or [], strict=False))
        for witness in derivation["witnesses"]:
            for name in [name for by, name in written if by == witness] or [parent]:
                reference = self._reference(name, [rules.get(f"{witness}: {name}", "")])
                reference.words[witness] = derivation.get(WORDS[witness])
                reference.hub_id = derivation.get("parentHubId") if witness == "hub" else reference.hub_id
                reference.held_by = parent

    def wait(self, waiting: Waiting) -> None:
        """Add a statement that is in quarantine."""
        self.waiting.append(waiting)
        if self.declared_relation is None:
            self.declared_relation, self.declared_as = waiting.declared_relation, waiting.declared_as
        reference = self._reference(waiting.name, waiting.readings)
        for entry in waiting.words:
            witness, _, word = entry.partition(": ")
            reference.words.setdefault(cast(Witness, witness), word or None)
        reference.hub_id = reference.hub_id or waiting.hub_id

    def _reference(self, name: str, readings: Iterable[str]) -> Reference:
        reference = self.parents.setdefault(name, Reference(name))
        new = [Reading.kept(text) for text in readings if text]
        reference.readings += [each for each in new if each not in reference.readings]
        return reference


def add_earlier(model: Model, stated: Stated) -> None:
    """Add to a model what the witnesses that its record lacks said when they were last heard.

    A list without cards does not say that a card no longer names a parent.
    """
    if "card" not in model.speaking:
        model.declared_relation, model.declared_as = stated.declared_relation, stated.declared_as
    for now, before in ((model.parents, list(stated.parents.values())), (model.datasets, stated.datasets)):
        by_name = {reference.name: reference for reference in now}
        for reference in before:
            silent = {witness: word for witness, word in reference.words.items() if witness not in model.speaking}
            if silent and reference.name in by_name:
                by_name[reference.name].words.update(silent)
            elif silent:
                now.append(replace(reference, words=silent))


def datasets_stated(dataset: str, witnesses: list[Witness], written: list[str], read_by: list[str]) -> list[Reference]:
    """The references to a dataset that a model stated, as they were written."""
    entries = dict(zip(written, read_by, strict=True))
    found = [
        Reference(name, {cast(Witness, witness): None}, readings=[Reading.kept(rule)])
        for entry, rule in entries.items()
        for witness, _, name in [entry.partition(": ")]
    ]
    plain = [witness for witness in witnesses if not any(entry.startswith(f"{witness}: ") for entry in written)]
    return [*found, *([Reference(dataset, dict.fromkeys(plain))] if plain else [])]


def again(child: str, stated: Stated) -> Model:
    """A model that states just what it stated earlier, to be resolved anew."""
    return Model(
        id=child,
        publisher=None,
        properties={"sha": stated.sha, "lastModified": stated.modified},
        fields=frozenset(),
        declared_relation=stated.declared_relation,
        declared_as=stated.declared_as,
        parents=list(stated.parents.values()),
        datasets=[],
        quarantined=[],
    )
