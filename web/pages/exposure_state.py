"""Where the data of a page about exposure may have entered, and what was seen: from the address, which names models
alone."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from answers.completeness import Unfollowed, unfollowed_in
from answers.exposure import ExposureAnswer, Hypothesis, ObservationSummary, check, family_of
from answers.names import find_dataset, find_publisher
from cypher import Database
from rights.cases.freeze import Freeze
from rights.cases.standing import Standing, standing
from rights.exposure.observations import Kind, Observation
from web.page_request import Visit

SEEN: tuple[Kind, ...] = ("positive", "negative", "cleared")


@dataclass(frozen=True)
class Asked:
    """What a page asks: under which hypothesis, with what was seen, and of which state of the graph."""

    hypothesis: Hypothesis
    observations: list[Observation]
    strict: bool
    graph: list[Any]


@dataclass(frozen=True)
class Exposure:
    """What is exposed under a hypothesis, and where that stands by what was seen."""

    asked: Asked
    freeze: Freeze
    stands: Standing

    @property
    def hypothesis(self) -> Hypothesis:
        return self.asked.hypothesis

    @property
    def observations(self) -> list[Observation]:
        return self.asked.observations

    def finding(self, day: str | None) -> ExposureAnswer:
        """It as the command line gives it, by data that is of a day."""
        stands = self.stands
        kinds = {each.model: each.kind for each in self.observations}
        seen = ObservationSummary(kinds, stands.origins) if kinds and not stands.known else None
        return ExposureAnswer(self.hypothesis, stands.family, stands.candidates, stands.exposed, day, seen)


def exposed(visit: Visit) -> Exposure | None:
    """What a page asks; None where it names nothing yet.

    What was found last is kept in memory, for the next page of the same person is about the same family: it is given
    again as long as the graph is the same.
    """
    asked = _asked(visit)
    if asked is None:
        return None
    state = visit.request.app.state
    last: Exposure | None = state.last_exposure
    if last is None or last.asked != asked:
        freeze = _freeze(visit.database, asked, last)
        stands = standing(freeze, asked.hypothesis.model, asked.observations, strict=asked.strict)
        last = state.last_exposure = Exposure(asked, freeze, stands)
    return last


def in_part(visit: Visit, found: Exposure) -> dict[str, Unfollowed]:
    """Whether the whole family was loaded in part, under no name."""
    if not (visit.data and visit.data["frontier"]):
        return {}
    left = unfollowed_in(visit.database, found.stands.family.models)
    return {"": left} if any(left) else {}


def _asked(visit: Visit) -> Asked | None:
    hypothesis = Hypothesis(
        visit.model() if visit.text("model") else None,
        [visit.model_of(name) for name in visit.texts("origin")],
        find_dataset(visit.database, visit.text("dataset")) if visit.text("dataset") else None,
        find_publisher(visit.database, visit.text("publisher")) if visit.text("publisher") else None,
    )
    if not (hypothesis.model or hypothesis.known):
        return None
    check(visit.database, hypothesis)
    observations = [Observation(visit.model_of(name), kind) for kind in SEEN for name in visit.texts(kind)]
    graph = [visit.data, visit.database.records("count-forgotten")]
    return Asked(hypothesis, observations, bool(visit.text("strict")), graph)


def _freeze(database: Database, asked: Asked, last: Exposure | None) -> Freeze:
    """The family that is asked about: the last one if it is that, else as it is read."""
    seen = [each.model for each in asked.observations]
    same = last and (last.asked.hypothesis, last.asked.graph) == (asked.hypothesis, asked.graph)
    if last and same and all(model in last.freeze.family.models for model in seen):
        return last.freeze
    family, entered = family_of(database, asked.hypothesis, seen)
    return Freeze(datetime.date.today().isoformat(), entered, family)
