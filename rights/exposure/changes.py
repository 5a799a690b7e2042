"""What changed in a family between two days, and for whom that matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ground.vocabulary import OPEN, UNKNOWN
from rights.exposure.exposure import Exposed
from rights.exposure.family import LISTED, Family, FamilyDerivation, FamilyModel

FACTS = ("sha", "gated", "publisher")
"""The facts about a model whose change is reported: its revision, the access to it, and its publisher."""
Ends = tuple[str, str]
"""The child and the parent of a derivation."""


@dataclass(frozen=True)
class RelationChange:
    """A derivation whose relation changed."""

    derivation: FamilyDerivation
    before: str


@dataclass(frozen=True)
class FactChange:
    """A fact about a listed model that changed: one of FACTS, with its value before and after."""

    model: str
    fact: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Changes:
    """The differences between two states of a family."""

    renamed: dict[str, str] = field(default_factory=dict)
    """New names of models by the old ones."""
    appeared: list[str] = field(default_factory=list)
    """Models that are listed and were not."""
    vanished: dict[str, str | None] = field(default_factory=dict)
    """Models that were listed and are not, with their state; None if the family does not hold them."""
    came: list[FamilyDerivation] = field(default_factory=list)
    withdrawn: list[FamilyDerivation] = field(default_factory=list)
    relations: list[RelationChange] = field(default_factory=list)
    facts: list[FactChange] = field(default_factory=list)
    exposed: list[Exposed] = field(default_factory=list)
    """Models that may hold the data and were not known to."""
    exposed_no_more: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(vars(self).values())


def changes(
    before: Family,
    now: Family,
    exposed_before: Iterable[Exposed],
    exposed_now: Iterable[Exposed],
    renamed: Mapping[str, str],
) -> Changes:
    """Compare two states of a family, both under the names of now."""
    old, new = _holding(before), _holding(now)
    exposed = {each.model for each in exposed_before}
    still = {each.model: each for each in exposed_now}
    return Changes(
        renamed=dict(renamed),
        appeared=[id for id in now.models if _is_listed(now, id) and not _is_listed(before, id)],
        vanished=_vanished(before, now),
        came=[each for ends, each in new.items() if ends not in old],
        withdrawn=[each for ends, each in old.items() if ends not in new],
        relations=list(_changed_relations(old, new)),
        facts=list(_changed_facts(before, now)),
        exposed=[each for model, each in still.items() if model not in exposed],
        exposed_no_more=sorted(exposed - still.keys()),
    )


def _vanished(before: Family, now: Family) -> dict[str, str | None]:
    return {
        id: now.models[id].state if id in now.models else None
        for id in before.models
        if _is_listed(before, id) and not _is_listed(now, id)
    }


def _changed_relations(
    old: Mapping[Ends, FamilyDerivation], new: Mapping[Ends, FamilyDerivation]
) -> Iterator[RelationChange]:
    for ends, derivation in new.items():
        if ends in old and old[ends].relation != derivation.relation:
            yield RelationChange(derivation, old[ends].relation)


def _changed_facts(before: Family, now: Family) -> Iterator[FactChange]:
    for id, model in now.models.items():
        if _is_listed(before, id) and _is_listed(now, id):
            yield from _changed_facts_of(before.models[id], model)


def _changed_facts_of(old: FamilyModel, new: FamilyModel) -> Iterator[FactChange]:
    for fact in FACTS:
        before, after = getattr(old, fact), getattr(new, fact)
        # A source may say that access is open, or nothing about it, while another says more: neither is a change.
        is_silent = fact == "gated" and (after == UNKNOWN or (before, after) == (UNKNOWN, OPEN))
        if before != after and not is_silent:
            yield FactChange(new.id, fact, before, after)


def _is_listed(family: Family, id: str) -> bool:
    return family.model(id).state == LISTED


def _holding(family: Family) -> dict[Ends, FamilyDerivation]:
    return {(each.child, each.parent): each for each in family.derivations if each.holds}
