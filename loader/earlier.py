"""What a model stated earlier, as the graph holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loader.model import Model, Reference, Witness

HISTORY = ("intervals", "formerRelations", "relationChanges")
"""The properties of a derivation that tell what it was before."""
WORDS: dict[Witness, str] = {"card": "declaredRelation", "hub": "hubRelation", "tag": "tagRelation"}


@dataclass(slots=True)
class Stated:
    """What a model stated when its records were last read, under the names that were written."""

    declared_relation: str | None = None
    sha: str | None = None
    modified: datetime | None = None
    parents: dict[str, Reference] = field(default_factory=dict)
    datasets: list[Reference] = field(default_factory=list)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The properties of each derivation but its history, by parent."""

    def add(self, parent: str, derivation: dict[str, Any]) -> None:
        """Add what one derivation says. `writtenAs` holds the names a witness wrote where they are not the id."""
        self.told[parent] = {name: value for name, value in derivation.items() if name not in HISTORY}
        self.declared_relation = derivation.get("declaredRelation")
        self.sha = derivation.get("sha")
        written = [entry.split(": ", 1) for entry in derivation.get("writtenAs") or []]
        for witness in derivation["witnesses"]:
            for name in [name for by, name in written if by == witness] or [parent]:
                reference = self.parents.setdefault(name, Reference(name))
                reference.words[witness] = derivation.get(WORDS[witness])
                reference.hub_id = derivation.get("parentHubId") if witness == "hub" else reference.hub_id
                reference.held_by = parent


def add_earlier(model: Model, stated: Stated) -> None:
    """Add to a model what the witnesses that its record lacks said when they were last heard.

    A list without cards does not say that a card no longer names a parent.
    """
    if "card" not in model.speaking:
        model.declared_relation = stated.declared_relation
    for now, before in ((model.parents, list(stated.parents.values())), (model.datasets, stated.datasets)):
        by_name = {reference.name: reference for reference in now}
        for reference in before:
            silent = {witness: word for witness, word in reference.words.items() if witness not in model.speaking}
            if silent and reference.name in by_name:
                by_name[reference.name].words.update(silent)
            elif silent:
                now.append(Reference(reference.name, silent, reference.hub_id, reference.held_by))


def again(child: str, stated: Stated) -> Model:
    """A model that states just what it stated earlier, to be resolved anew."""
    return Model(
        id=child,
        publisher=None,
        properties={"sha": stated.sha, "lastModified": stated.modified},
        fields=frozenset(),
        declared_relation=stated.declared_relation,
        parents=list(stated.parents.values()),
        datasets=[],
        quarantined=[],
    )
