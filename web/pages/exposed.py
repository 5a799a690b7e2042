"""Where the data of a page about exposure may have entered, and what was seen: from the address, which names models
alone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from answers.exposure import Finding, Hypothesis, check_own, find_exposed
from answers.names import find_dataset, find_publisher
from rights.freeze import Freeze
from rights.observations import Kind, Observation
from rights.standing import Standing, standing
from web.visit import Visit

SEEN: tuple[Kind, ...] = ("positive", "negative", "cleared")


@dataclass(frozen=True)
class Exposure:
    """What is exposed under a hypothesis, and where that stands by what was seen."""

    finding: Finding
    observations: list[Observation]
    stands: Standing

    @property
    def hypothesis(self) -> Hypothesis:
        return self.finding.hypothesis


def exposed(visit: Visit) -> Exposure | None:
    """What a page asks; None where it names nothing yet."""
    hypothesis = Hypothesis(
        visit.model() if visit.text("model") else None,
        [visit.model_of(name) for name in visit.texts("origin")],
        find_dataset(visit.text("dataset")) if visit.text("dataset") else None,
        find_publisher(visit.text("publisher")) if visit.text("publisher") else None,
    )
    if not (hypothesis.model or hypothesis.known):
        return None
    check_own(hypothesis)
    finding = find_exposed(hypothesis, visit.day)
    observations = [
        Observation(model, kind) for kind in SEEN for model in visit.texts(kind) if model in finding.family.models
    ]
    freeze = Freeze(datetime.date.today().isoformat(), finding.candidates if hypothesis.known else None, finding.family)
    strict = bool(visit.text("strict"))
    return Exposure(finding, observations, standing(freeze, hypothesis.model, observations, strict=strict))
