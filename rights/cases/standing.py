"""The standing of a case: which origins its observations leave, and which models may hold the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rights.cases.freeze import Freeze
from rights.exposure.exposure import Exposed, candidates, exposure
from rights.exposure.family import Family
from rights.exposure.observations import Observation, Remaining, refuted, remaining


@dataclass(frozen=True)
class Standing:
    """What follows from a frozen family and the observations."""

    family: Family
    known: bool
    """Whether the origin is known."""
    candidates: list[str]
    """The origins of the hypothesis."""
    remaining: Remaining
    """What the observations leave of the candidates."""
    origins: list[str]
    """The origins that exposure is computed from.

    Those that remain; all of them if the origin is known; if no single origin accounts for every positive, all that
    account for any. With `strict`, none that the negatives rule out, so that there may be none.
    """
    exposed: list[Exposed]
    unexplained: list[str]
    """Models at which the data was seen that neither are a known origin nor derive from one."""


def standing(
    freeze: Freeze, model: str | None, observations: Sequence[Observation], *, strict: bool = False
) -> Standing:
    """Compute the standing of a case from the model at which the data was seen and the observations.

    `strict` takes negatives as proof against candidates, but not against a known origin.
    """
    family, known = freeze.family, freeze.entered is not None
    entered = freeze.entered if freeze.entered is not None else candidates(family, model) if model else []
    excluded = refuted(family, observations) if strict and not known else set()
    rest = remaining(family, entered, observations, strict and not known)
    positive_origins = [origin for origins in rest.by_positive.values() for origin in origins]
    possible = [origin for origin in dict.fromkeys([*entered, *positive_origins]) if origin not in excluded]
    origins = entered if known else rest.candidates or possible
    unexplained = [model for model, ancestors in rest.by_positive.items() if known and not {*ancestors} & {*entered}]
    # The true origin of a positive is in its list: a model that derives from the whole list is exposed for certain.
    explanations = [origins] if known or rest.explained else [*rest.by_positive.values(), origins]
    exposed = exposure(family, origins, known=known, explanations=explanations)
    return Standing(family, known, entered, rest, origins, exposed, unexplained)
