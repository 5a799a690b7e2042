"""Observations at models, and the candidate origins they leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rights.exposure.exposure import candidates as explaining
from rights.exposure.family import Family

Kind = Literal["positive", "negative", "cleared"]


@dataclass(frozen=True)
class Observation:
    """The result of a test of a model."""

    model: str
    kind: Kind
    """`positive`: the data came out; `negative`: it did not; `cleared`: the publisher shows by tests that it cannot."""
    revision: str | None = None
    """The commit that was tested."""
    date: str | None = None
    how: str | None = None
    """How the model was tested, in the words of who did."""


@dataclass(frozen=True)
class Remaining:
    """The candidate origins that the observations leave."""

    candidates: list[str]
    """Most likely first."""
    negatives: dict[str, int]
    """For each candidate, how many models that are it or derive from it showed nothing."""
    explained: bool
    """Whether one origin accounts for every positive."""
    by_positive: dict[str, list[str]]
    """For each model that showed the data, every origin that accounts for that alone."""
    ruled_out: list[str] = field(default_factory=list)
    """Candidates that account for every positive and are refuted by negatives taken strictly."""


def remaining(
    family: Family, candidates: Iterable[str], observations: Iterable[Observation], strict: bool = False
) -> Remaining:
    """Narrow the candidates down by the observations.

    A positive leaves the model and what it derives from. A negative counts against the same models: it lowers them,
    and with `strict` removes them, as if a model that holds the data always showed it. What a publisher cleared
    lowers them, but never removes them: this model alone may have been changed. A model that has shown the
    data once counts as positive, whatever it showed besides.
    """
    records = list(observations)
    by_positive = {each.model: explaining(family, each.model) for each in records if each.kind == "positive"}
    silent = {each.model for each in records} - by_positive.keys()
    ancestors = {model: set(explaining(family, model)) for model in silent}
    excluded = refuted(family, records) if strict else set()
    fitting = [
        candidate
        for candidate in dict.fromkeys(candidates)
        if all(candidate in origins for origins in by_positive.values())
    ]
    rest = [candidate for candidate in fitting if candidate not in excluded]
    negatives = {candidate: sum(candidate in origins for origins in ancestors.values()) for candidate in rest}
    return Remaining(
        sorted(rest, key=negatives.__getitem__),
        negatives,
        bool(rest),
        {model: [origin for origin in origins if origin not in excluded] for model, origins in by_positive.items()},
        [candidate for candidate in fitting if candidate in excluded],
    )


def refuted(family: Family, observations: Iterable[Observation]) -> set[str]:
    """Return the origins that negatives rule out, supposing that a model that holds the data always shows it."""
    records = list(observations)
    positive = {each.model for each in records if each.kind == "positive"}
    negative = {each.model for each in records if each.kind == "negative"} - positive
    return {origin for model in negative for origin in explaining(family, model)}
