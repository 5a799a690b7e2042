"""Collects the facts of letters from the standing of a case and from what a person wrote."""

from __future__ import annotations

from collections.abc import Mapping

from rights.cases.standing import Standing
from rights.exposure.observations import Observation
from rights.letters.letters import CaseFacts, Sender

SENDER_FIELDS = ("name", "address", "email")
MATTER_FIELDS = ("data", "ground", "situation", "authority", "erasure")


def letter_facts(
    standing: Standing,
    model: str | None,
    publisher: str | None,
    dataset: str | None,
    observations: tuple[Observation, ...],
    person: Mapping[str, str | None],
) -> CaseFacts:
    """Return the facts of letters about a model or of a publisher. What the person left out is a blank."""
    return CaseFacts(
        standing.family,
        model,
        tuple(standing.origins),
        standing.known,
        standing.known or standing.remaining.explained,
        observations,
        Sender(**{word: person.get(word) for word in SENDER_FIELDS}),
        publisher=publisher,
        dataset=dataset,
        ruled_out=tuple(standing.remaining.ruled_out),
        **{word: person.get(word) for word in MATTER_FIELDS},
    )
