"""What letters say, from where a matter stands and from what a person wrote."""

from __future__ import annotations

from collections.abc import Mapping

from rights.cases.standing import Standing
from rights.exposure.observations import Observation
from rights.letters.letters import Asker, CaseFacts

OF_THE_SENDER = ("name", "address", "email")
OF_THE_MATTER = ("data", "ground", "situation", "authority", "erasure")


def facts_of(
    standing: Standing,
    model: str | None,
    publisher: str | None,
    dataset: str | None,
    observations: tuple[Observation, ...],
    person: Mapping[str, str | None],
) -> CaseFacts:
    """The facts of letters about what was seen at a model, or of those of a publisher; what the person left out is a
    blank."""
    return CaseFacts(
        standing.family,
        model,
        tuple(standing.origins),
        standing.known,
        standing.known or standing.remaining.explained,
        observations,
        Asker(**{word: person.get(word) for word in OF_THE_SENDER}),
        publisher=publisher,
        dataset=dataset,
        ruled_out=tuple(standing.remaining.ruled_out),
        **{word: person.get(word) for word in OF_THE_MATTER},
    )
