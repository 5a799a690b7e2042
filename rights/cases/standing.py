"""Where a case stands: what its observations leave of the origins, and which models may hold the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rights.cases.freeze import Freeze
from rights.exposure.exposure import Exposed, candidates, exposure
from rights.exposure.family import Family
from rights.exposure.observations import Observation, Remaining, refuted, remaining


@dataclass(frozen=True)
class Standing:
    """What follows from a frozen family and what was observed.

    `candidates` are the origins of the hypothesis; `remaining`, what the observations leave of them; `origins`, those
    that the exposed models are reckoned from: what is left, where the origin is `known` all of them, and where no
    single origin explains what was seen, all that would explain any of it; with `strict` nothing that the negatives
    rule out, so that there may be none. `unexplained` are the models at which the data was seen though they are none of
    the known origins and derive from none.
    """

    family: Family
    known: bool
    candidates: list[str]
    remaining: Remaining
    origins: list[str]
    exposed: list[Exposed]
    unexplained: list[str]


def standing(
    freeze: Freeze, model: str | None, observations: Sequence[Observation], *, strict: bool = False
) -> Standing:
    """Where a case stands whose data was seen at a model, and then as the observations say.

    `strict` takes negatives as proof against candidates, but not against an origin that is known.
    """
    family, known = freeze.family, freeze.entered is not None
    entered = freeze.entered if freeze.entered is not None else candidates(family, model) if model else []
    out = refuted(family, observations) if strict and not known else set()
    left = remaining(family, entered, observations, strict and not known)
    explaining = [origin for origins in left.by_positive.values() for origin in origins]
    possible = [origin for origin in dict.fromkeys([*entered, *explaining]) if origin not in out]
    origins = entered if known else left.candidates or possible
    unexplained = [seen for seen, above in left.by_positive.items() if known and not {*above} & {*entered}]
    # Whatever explains an observation is one of these: what derives from all of them is exposed in any case.
    each = [origins] if known or left.explained else [*left.by_positive.values(), origins]
    exposed = exposure(family, origins, known=known, explanations=each)
    return Standing(family, known, entered, left, origins, exposed, unexplained)
