"""Which model to test next so that few tests find the origin: bisection on the derivations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ground.bands import RANK
from ground.vocabulary import GATED, OPEN
from rights.exposure.exposure import exposure
from rights.exposure.family import LISTED, Family
from rights.exposure.observations import Observation, Remaining


@dataclass(frozen=True)
class Probe:
    """A model to test, and the candidate origins that each answer speaks for."""

    model: str
    if_positive: list[str]
    """The candidates that remain if the data comes out."""
    if_negative: list[str]
    """The candidates that stay as likely if it does not; the others become less likely."""
    is_open: bool
    """Whether anyone is known to get the model without asking."""


def probe_next(family: Family, remaining: Remaining, observations: Iterable[Observation]) -> Probe | None:
    """Return the model whose answer splits the remaining candidates most evenly; None if no model splits them.

    Each negative against a candidate halves its weight. Of models that split alike, the one with the strongest band,
    then the nearest to a candidate, then one that is known to be open. Models that are gone, were never seen, are gated
    or were observed are not asked.
    """
    if len(remaining.candidates) < 2:
        return None
    weights = {candidate: 0.5 ** remaining.negatives[candidate] for candidate in remaining.candidates}
    total = sum(weights.values())
    weigh = cache(lambda origins: sum(weights[origin] for origin in origins))
    observed = {each.model for each in observations}
    best, best_key = None, (0.0, 0, 0, False, "")
    for each in exposure(family, remaining.candidates):
        if each.certain or each.model in observed or not can_be_asked(family, each.model):
            continue
        weight = weigh(each.origins)
        split, unknown = min(weight, total - weight), not is_open(family, each.model)
        key = (-split, RANK[each.band], each.distance, unknown, each.model)
        if key < best_key:
            best, best_key = each, key
    if best is None:
        return None
    return Probe(
        best.model,
        [candidate for candidate in remaining.candidates if candidate in best.origins],
        [candidate for candidate in remaining.candidates if candidate not in best.origins],
        is_open(family, best.model),
    )


def can_be_asked(family: Family, model: str) -> bool:
    """Whether the Hub lists the model, and does not say that one has to ask for it."""
    candidate = family.model(model)
    return candidate.state == LISTED and candidate.gated != GATED


def is_open(family: Family, model: str) -> bool:
    """Whether anyone is known to get the model from the Hub without asking."""
    return family.model(model).gated == OPEN
