"""Where the data of a page about exposure may have entered, and what was seen: from the address, which names models
alone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from answers.exposure import Finding, Hypothesis, Seen, check, family_of
from answers.names import find_dataset, find_publisher
from rights.freeze import Freeze
from rights.observations import Kind, Observation
from rights.standing import Standing, standing
from web.visit import Visit

SEEN: tuple[Kind, ...] = ("positive", "negative", "cleared")


@dataclass(frozen=True)
class Exposure:
    """What is exposed under a hypothesis, and where that stands by what was seen."""

    hypothesis: Hypothesis
    observations: list[Observation]
    stands: Standing

    def finding(self, day: str | None) -> Finding:
        """It as the command line gives it, by data that is of a day."""
        stands = self.stands
        kinds = {each.model: each.kind for each in self.observations}
        seen = Seen(kinds, stands.origins) if kinds and not stands.known else None
        return Finding(self.hypothesis, stands.family, stands.candidates, stands.exposed, day, seen)


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
    check(hypothesis)
    observations = [Observation(visit.model_of(name), kind) for kind in SEEN for name in visit.texts(kind)]
    family, entered = family_of(hypothesis, [each.model for each in observations])
    freeze = Freeze(datetime.date.today().isoformat(), entered, family)
    strict = bool(visit.text("strict"))
    return Exposure(hypothesis, observations, standing(freeze, hypothesis.model, observations, strict=strict))
