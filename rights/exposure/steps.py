"""The derivations that link a model to one it comes from, and all that derives from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ground.bands import BAND_OF_RELATION
from rights.exposure.family import Family, Link


class Step(NamedTuple):
    """A derivation, by the ids of its child and its parent."""

    child: str
    parent: str


def line(family: Family, model: str, ancestors: Iterable[str]) -> list[Step] | None:
    """The shortest of the strongest lines from a model up to one of its ancestors, over derivations that hold where
    they do as well; no step where the model is one of them, None where no line leads there."""
    ends = set(ancestors)
    allowed: set[str] = set()
    for relation in BAND_OF_RELATION:
        allowed.add(relation)
        for former in (False, True):
            found = _shortest(family.parents, model, ends, allowed, former=former)
            if found is not None:
                return found
    return None


def below(family: Family, models: Iterable[str]) -> list[str]:
    """All that derives from the models and is none of them, nearest first."""
    found = dict.fromkeys(models)
    first = len(found)
    near = list(found)
    while near:
        near = sorted({link.model for model in near for link in family.children.get(model, ())} - found.keys())
        found |= dict.fromkeys(near)
    return list(found)[first:]


def _shortest(
    parents: Mapping[str, Sequence[Link]], model: str, ends: set[str], allowed: set[str], *, former: bool
) -> list[Step] | None:
    reached_from: dict[str, str | None] = {model: None}
    for here in (queue := [model]):
        if here in ends:
            return _steps(reached_from, here)
        for link in parents.get(here, ()):
            if link.relation in allowed and (former or link.holds) and link.model not in reached_from:
                reached_from[link.model] = here
                queue.append(link.model)
    return None


def _steps(reached_from: Mapping[str, str | None], end: str) -> list[Step]:
    steps = []
    while (child := reached_from[end]) is not None:
        steps.append(Step(child, end))
        end = child
    return steps[::-1]
