"""The words of the graph that every room uses: relations, witnesses and access, with their order and labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

Relation = Literal["finetune", "adapter", "merge", "quantized"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""The relations between a model and its parent that the Hub knows."""
UNKNOWN = "unknown"
"""The relation of a derivation of which none is stated, and the access of which no source tells."""
ALL_RELATIONS = (*RELATIONS, UNKNOWN)
OPEN, GATED = "open", "gated"
"""`Model.gated`: the Hub gives the model to anyone, or only on request; UNKNOWN where no source says which."""


class Witness(NamedTuple):
    """Whoever names the parent of a model: its name in the graph, and what people call it, by language."""

    name: str
    noun: str
    """What it is called in English, without an article."""
    labels: Mapping[str, str]


WITNESSES = (
    Witness(name="card", noun="card", labels={"en": "the card", "fr": "la fiche"}),
    Witness(name="hub", noun="Hub", labels={"en": "the Hub", "fr": "le Hub"}),
    Witness(name="tag", noun="tag", labels={"en": "a tag", "fr": "une étiquette"}),
)
"""The witnesses of derivations, in the order in which their relations count and in which they are listed."""
NOUNS = {witness.name: witness.noun for witness in WITNESSES}
ORDER = {witness.name: number for number, witness in enumerate(WITNESSES)}
"""The place of each witness among all."""


def witness_label(name: str, language: str) -> str:
    """What people call a witness in a language, else in English; an unknown one by its name."""
    labels = next((witness.labels for witness in WITNESSES if witness.name == name), {})
    return labels.get(language) or labels.get("en") or name


def access(stored: object) -> str:
    """The access that a stored value means: graphs and frozen families of earlier versions hold true, false or null."""
    words: dict[object, str] = {True: GATED, False: OPEN, None: UNKNOWN}
    return words.get(stored, str(stored))
