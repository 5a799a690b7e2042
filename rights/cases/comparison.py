"""What changed in the family of a case between two freezes, and whom that concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rights.cases.freeze import Freeze
from rights.cases.standing import standing
from rights.exposure.changes import Changes, changes
from rights.exposure.family import Family
from rights.exposure.observations import Observation
from rights.letters.contacts import Contact, contacts


@dataclass(frozen=True)
class FreezeComparison:
    """The changes, the family before them under its present names, and the publishers of models newly exposed."""

    changes: Changes
    before: Family
    to_tell: list[Contact]


def compare(
    before: Freeze, now: Freeze, renamed: Mapping[str, str], model: str | None, observations: Iterable[Observation]
) -> FreezeComparison:
    """Compare two freezes of a case about `model`; `renamed` holds the present names of models that had others."""
    names = dict(renamed)
    present = [replace(each, model=names.get(each.model, each.model)) for each in observations]
    subject = names.get(model, model) if model else None
    then, today = standing(before.renamed(names), subject, present), standing(now, subject, present)
    found = changes(then.family, today.family, then.exposed, today.exposed, names)
    return FreezeComparison(found, then.family, contacts(now.family, found.exposed))
