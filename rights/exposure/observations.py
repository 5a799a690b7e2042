"""What was seen at models, and which origins that leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rights.exposure.exposure import candidates as explaining
from rights.exposure.family import Family

Kind = Literal["positive", "negative", "cleared"]


@dataclass(frozen=True)
class Observation:
    """What was seen at a model: `positive` (the data came out), `negative` (it did not), or `cleared` (the publisher
    shows by tests that nothing can be extracted); at which revision, when and how."""

    model: str
    kind: Kind
    revision: str | None = None
    date: str | None = None
    how: str | None = None


@dataclass(frozen=True)
class Remaining:
    """The candidate origins that are left, most likely first.

    `negatives` says of each how many models that are it or derive from it showed nothing; `explained`, whether any
    single origin explains what was seen; `by_positive`, for each model at which the data was seen, every origin that
    would explain that alone. `ruled_out` are the candidates that explain all that was seen but for the negatives, and
    are left out of all the others because these were taken strictly.
    """

    candidates: list[str]
    negatives: dict[str, int]
    explained: bool
    by_positive: dict[str, list[str]]
    ruled_out: list[str] = field(default_factory=list)


def remaining(
    family: Family, candidates: Iterable[str], observations: Iterable[Observation], strict: bool = False
) -> Remaining:
    """What the observations leave of the candidates.

    A positive leaves the model and what it derives from. A negative counts against the same models: it lowers them,
    and with `strict` removes them, as if a model that holds the data always showed it. What a publisher cleared
    lowers them, but never removes them: that may be owed to a change to this model alone. A model that has shown the
    data once counts as positive, whatever it showed besides.
    """
    seen = list(observations)
    by_positive = {each.model: explaining(family, each.model) for each in seen if each.kind == "positive"}
    silent = {each.model for each in seen} - by_positive.keys()
    above = {model: set(explaining(family, model)) for model in silent}
    out = refuted(family, seen) if strict else set()
    fitting = [
        candidate
        for candidate in dict.fromkeys(candidates)
        if all(candidate in origins for origins in by_positive.values())
    ]
    left = [candidate for candidate in fitting if candidate not in out]
    negatives = {candidate: sum(candidate in origins for origins in above.values()) for candidate in left}
    return Remaining(
        sorted(left, key=negatives.__getitem__),
        negatives,
        bool(left),
        {model: [origin for origin in origins if origin not in out] for model, origins in by_positive.items()},
        [candidate for candidate in fitting if candidate in out],
    )


def refuted(family: Family, observations: Iterable[Observation]) -> set[str]:
    """The origins that negatives rule out, if each model that holds the data always shows it."""
    seen = list(observations)
    positive = {each.model for each in seen if each.kind == "positive"}
    negative = {each.model for each in seen if each.kind == "negative"} - positive
    return {origin for model in negative for origin in explaining(family, model)}
