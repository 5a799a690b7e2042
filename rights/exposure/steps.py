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
    """Return the shortest of the strongest lines from a model up to one of the ancestors.

    Derivations that hold are preferred to withdrawn ones. The line is empty if the model is itself one of the
    ancestors, and None if no line leads to any.
    """
    ends = set(ancestors)
    allowed: set[str] = set()
    for relation in BAND_OF_RELATION:
        allowed.add(relation)
        for former in (False, True):
            path = _shortest(family.parents, model, ends, allowed, former=former)
            if path is not None:
                return path
    return None


def below(family: Family, models: Iterable[str]) -> list[str]:
    """Return all that derives from the models and is none of them, nearest first."""
    reached = dict.fromkeys(models)
    first = len(reached)
    near = list(reached)
    while near:
        near = sorted({link.model for model in near for link in family.children.get(model, ())} - reached.keys())
        reached |= dict.fromkeys(near)
    return list(reached)[first:]


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
