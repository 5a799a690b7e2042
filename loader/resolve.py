"""Decides which node each name in a record means. Pure: what the graph knows of the names is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loader.model import Model, Quarantined, Reference, Witness
from loader.names import why_no_repository


@dataclass(frozen=True, slots=True)
class Known:
    """The models of the graph that a name may mean: the one of exactly that id, or those alike but for case."""

    exact: str | None = None
    alike: tuple[str, ...] = ()

    @property
    def id(self) -> str | None:
        """The one model that is meant: the exact one, else the one alike if there is just one."""
        if self.exact is not None:
            return self.exact
        return self.alike[0] if len(self.alike) == 1 else None


@dataclass(slots=True)
class Resolved:
    """What a model's references come to: rows to write, what goes to quarantine, and counts of names."""

    derivations: list[dict[str, Any]] = field(default_factory=list)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    parents_known: int = 0
    parents_unseen: int = 0
    parents_quarantined: int = 0
    datasets_quarantined: int = 0


def resolve(model: Model, known: Mapping[str, Known]) -> Resolved:
    """The derivations of a model, one a parent, and its datasets. `known` has what the graph knows of each name."""
    resolved = Resolved()
    merged: dict[str, Reference] = {}
    written_as: dict[str, list[str]] = {}
    for reference in model.parents:
        parent = _parent(model, reference, known.get(reference.name, Known()), resolved)
        if parent is not None:
            _add(merged.setdefault(parent, Reference(parent)), reference)
            if reference.name != parent:
                written_as.setdefault(parent, []).append(reference.name)
    speaking: set[Witness] = {witness for reference in model.parents for witness in reference.words}
    resolved.derivations = [
        _derivation(model, reference, speaking, written_as.get(parent)) for parent, reference in merged.items()
    ]
    for reference in model.datasets:
        reason = why_no_repository(reference.name)
        if reason:
            resolved.datasets_quarantined += 1
            resolved.quarantined.append(_quarantine(model, "datasets", reference, reason))
        else:
            resolved.datasets.append({"dataset": reference.name, "witnesses": sorted(reference.words)})
    return resolved


def _parent(model: Model, reference: Reference, known: Known, resolved: Resolved) -> str | None:
    """The id of the parent that a reference means; None where it means none, and is put in quarantine."""
    reason = "names itself" if known.id == model.id or reference.name == model.id else None
    if reason is None and known.id is None:
        # A model that is really there is meant, whatever its name looks like; only then does the look count.
        reason = why_no_repository(reference.name)
    if reason:
        resolved.parents_quarantined += 1
        resolved.quarantined.append(_quarantine(model, "base_model", reference, reason))
        return None
    if known.id is None:
        resolved.parents_unseen += 1
        return reference.name
    resolved.parents_known += 1
    return known.id


def _add(whole: Reference, part: Reference) -> None:
    whole.hub_id = whole.hub_id or part.hub_id
    for witness, word in part.words.items():
        whole.words[witness] = whole.words.get(witness) or word


def _derivation(
    model: Model, reference: Reference, speaking: set[Witness], written_as: list[str] | None
) -> dict[str, Any]:
    """The row of one derivation. What the publisher declared counts for every parent: the Hub has one field for all.

    It is disputed where two words differ, or where a witness that names parents of this model does not name this one.
    """
    hub, tag = reference.words.get("hub"), reference.words.get("tag")
    words = [word for word in (model.declared_relation, hub, tag) if word]
    return {
        "parent": reference.name,
        "hubId": reference.hub_id,
        "properties": {
            "relation": words[0] if words else "unknown",
            "declaredRelation": model.declared_relation,
            "hubRelation": hub,
            "tagRelation": tag,
            "witnesses": sorted(reference.words),
            "disputed": len(set(words)) > 1 or set(reference.words) != speaking,
            "writtenAs": sorted(written_as) if written_as else None,
            "sha": model.properties.get("sha"),
        },
    }


def _quarantine(model: Model, kind: str, reference: Reference, reason: str) -> Quarantined:
    fields = {"card": f"cardData.{kind}", "hub": "baseModels", "tag": "tags"}
    return Quarantined(
        model.id, ", ".join(fields[witness] for witness in sorted(reference.words)), reference.name, reason
    )
