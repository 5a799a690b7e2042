"""Decides which node each name in a record means. Pure: what the graph knows of the names is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loader.model import WITNESSES, Model, Quarantined, Reference, Witness
from loader.names import why_no_repository
from loader.record import short

NAMES_ITSELF = "names itself"


@dataclass(frozen=True, slots=True)
class Known:
    """The models of the graph that a name may mean.

    `exact` is the one of exactly that id, with the Hub's own id of it and when it was created; `renamed` the one that
    once had the name; `alike` those whose names differ from it in case only.
    """

    exact: str | None = None
    hub_id: str | None = None
    created: datetime | None = None
    renamed: str | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the graph knows of the names in some records: by name, and by the Hub's own ids of repositories."""

    by_name: Mapping[str, Known] = field(default_factory=dict)
    by_hub_id: Mapping[str, str] = field(default_factory=dict)

    def meant(self, reference: Reference, child: Model) -> str | None:
        """The id of the model that a name in a child's record means; None where the graph has none.

        That is the one of exactly the name; else the one that the Hub's own id tells; else the one that once had the
        name; else the only one whose name differs in case alone. Where the name has gone over to another model, it
        means the one that had it when the child's record was written.
        """
        known = self.by_name.get(reference.name, Known())
        same = self.by_hub_id.get(reference.hub_id or "")
        if known.exact is None:
            return same or known.renamed or (known.alike[0] if len(known.alike) == 1 else None)
        if reference.hub_id and known.hub_id and known.hub_id != reference.hub_id:
            return same or known.exact
        if known.renamed and known.created and child.modified and known.created > child.modified:
            return known.renamed
        return known.exact


@dataclass(slots=True)
class Resolved:
    """What a model's references come to: rows to write, what goes to quarantine, and counts of names."""

    derivations: list[dict[str, Any]] = field(default_factory=list)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    aliases: list[list[str]] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    parents_quarantined: int = 0
    datasets_quarantined: int = 0


def resolve(model: Model, names: Names) -> Resolved:
    """The derivations of a model, one a parent, and its datasets, by what the graph knows of each name."""
    resolved = Resolved()
    meant: dict[str, list[Reference]] = {}
    for reference in model.parents:
        parent = _parent(model, reference, names, resolved)
        if parent is not None:
            meant.setdefault(parent, []).append(reference)
    speaking = {witness for references in meant.values() for each in references for witness in each.words}
    resolved.derivations = [_derivation(model, parent, references, speaking) for parent, references in meant.items()]
    for reference in model.datasets:
        reason = why_no_repository(reference.name)
        if reason:
            resolved.datasets_quarantined += 1
            resolved.quarantined.append(_quarantine(model.id, "datasets", reference, reason))
        else:
            resolved.datasets.append({"dataset": reference.name, "witnesses": sorted(reference.words)})
    return resolved


def _parent(model: Model, reference: Reference, names: Names, resolved: Resolved) -> str | None:
    """The id of the parent that a reference means; None where it means none, and is put in quarantine."""
    meant = names.meant(reference, model)
    if model.id in (meant, reference.name) or (meant is None and reference.name.lower() == model.id.lower()):
        reason: str | None = NAMES_ITSELF
    else:
        reason = why_no_repository(reference.name)
    if reason:
        resolved.parents_quarantined += 1
        resolved.quarantined.append(_quarantine(model.id, "base_model", reference, reason))
        return None
    if meant and names.by_hub_id.get(reference.hub_id or "") == meant and is_old_name(reference.name, meant):
        known = names.by_name.get(reference.name)
        if known is None or known.exact is None:
            resolved.aliases.append([reference.name, meant])
    return meant or reference.name


def is_old_name(name: str, id: str) -> bool:
    """Whether a name that stands for the model of this id is one it had before, not the same in another case."""
    return name.lower() != id.lower() and "@" not in name


def _derivation(model: Model, parent: str, references: list[Reference], speaking: set[Witness]) -> dict[str, Any]:
    """The row of one derivation. What the publisher declared counts for every parent: the Hub has one field for all.

    It is disputed where two words differ, or where a witness that names parents of this model does not name this one.
    """
    witnesses = [witness for witness in WITNESSES if any(witness in each.words for each in references)]
    word = {
        witness: next((each.words[witness] for each in references if each.words.get(witness)), None)
        for witness in WITNESSES
    }
    words = [word for word in (model.declared_relation, word["hub"], word["tag"]) if word]
    written = [
        f"{witness}: {each.name}"
        for witness in WITNESSES
        for each in sorted(references, key=lambda each: each.name)
        if witness in each.words and each.name != parent
    ]
    return {
        "parent": parent,
        "hubId": next((each.hub_id for each in references if each.hub_id), None),
        "heldBy": next((each.held_by for each in references if each.held_by), None),
        "properties": {
            "relation": words[0] if words else "unknown",
            "declaredRelation": model.declared_relation,
            "hubRelation": word["hub"],
            "tagRelation": word["tag"],
            "witnesses": witnesses,
            "disputed": len(set(words)) > 1 or set(witnesses) != speaking,
            "writtenAs": written or None,
            "writtenOtherwise": True if written else None,
            "parentHubId": next((each.hub_id for each in references if each.hub_id), None),
            "sha": model.properties.get("sha"),
        },
    }


def names_itself(id: str, reference: Reference) -> Quarantined:
    """What goes to quarantine where a model names itself as its parent."""
    return _quarantine(id, "base_model", reference, NAMES_ITSELF)


def _quarantine(id: str, kind: str, reference: Reference, reason: str) -> Quarantined:
    fields = {"card": f"cardData.{kind}", "hub": "baseModels", "tag": "tags"}
    return Quarantined(
        id, ", ".join(fields[witness] for witness in sorted(reference.words)), short(reference.name), reason
    )
