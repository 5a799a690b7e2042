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
FURTHER_WITNESSES = (
    Witness(name="bytes", noun="bytes", labels={"en": "equal files", "fr": "des fichiers identiques"}),
    Witness(name="weights", noun="weights", labels={"en": "the weights", "fr": "les poids"}),
    Witness(name="adapter-config", noun="adapter_config.json", labels={"en": "adapter_config.json"}),
    Witness(name="mergekit", noun="mergekit_config.yml", labels={"en": "mergekit_config.yml"}),
    Witness(name="config", noun="config.json", labels={"en": "config.json"}),
    Witness(name="gguf", noun="GGUF file", labels={"en": "a GGUF file", "fr": "un fichier GGUF"}),
    Witness(name="readme", noun="README.md", labels={"en": "README.md"}),
    Witness(name="name", noun="name", labels={"en": "the name", "fr": "le nom"}),
)
"""Witnesses that declare nothing, from which derivations are likely; the strongest first."""
NOUNS = {witness.name: witness.noun for witness in WITNESSES}
ORDER = {witness.name: number for number, witness in enumerate((*WITNESSES, *FURTHER_WITNESSES))}
"""The place of each witness among all."""


def witness_label(name: str, language: str) -> str:
    """What people call a witness in a language, else in English; an unknown one by its name."""
    labels = next((witness.labels for witness in (*WITNESSES, *FURTHER_WITNESSES) if witness.name == name), {})
    return labels.get(language) or labels.get("en") or name


def access(stored: object) -> str:
    """The access that a stored value means: graphs and frozen families of earlier versions hold true, false or null."""
    words: dict[object, str] = {True: GATED, False: OPEN, None: UNKNOWN}
    return words.get(stored, str(stored))
