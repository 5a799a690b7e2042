"""The bands of exposure: how directly a model takes over the weights of another, by the weakest link of their chain.

A band is an entry here; docs/ideas/exposure.md gives the reasons for the order. A band proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Band:
    """A band, with its words by languages."""

    name: str
    relation: str | None
    """The weakest derivation of a chain in this band; None for the origin, which is at the end of no chain."""
    label: Mapping[str, str]
    """What the pages call it."""
    meaning: Mapping[str, str]
    """A sentence on a model in this band."""
    derivation: Mapping[str, str] = field(default_factory=dict)
    """The relation, as a letter names it."""
    weakest_link: Mapping[str, str] = field(default_factory=dict)
    """The weakest derivation, as a letter explains it."""


ORIGIN = "origin"
"""The band of a model at which the data may have entered."""
BANDS: Mapping[str, Band] = {
    band.name: band
    for band in (
        Band(
            ORIGIN,
            None,
            {"en": "origin", "fr": "origine"},
            {"en": "The data may have entered here.", "fr": "Les données ont pu entrer ici."},
        ),
        Band(
            "copy",
            "quantized",
            {"en": "copy", "fr": "copie"},
            {"en": "It is a copy with smaller numbers.", "fr": "C’est une copie, en moins de bits."},
            {"en": "a quantized version", "fr": "version quantifiée («\u00a0quantized\u00a0»)"},
            {
                "en": "a quantized version, which is the same model in fewer bits",
                "fr": "une version quantifiée, c’est-à-dire le même modèle en moins de bits",
            },
        ),
        Band(
            "requires",
            "adapter",
            {"en": "requires", "fr": "dépend"},
            {
                "en": "It works only together with a model that may hold the data.",
                "fr": "Il ne fonctionne qu’avec un modèle qui peut contenir les données.",
            },
            {"en": "an adapter", "fr": "adaptateur («\u00a0adapter\u00a0»)"},
            {
                "en": "an adapter, which works only together with its base model",
                "fr": "un adaptateur, qui ne fonctionne qu’avec son modèle de base",
            },
        ),
        Band(
            "inherits",
            "finetune",
            {"en": "inherits", "fr": "hérite"},
            {
                "en": "It was trained further, from weights that may hold the data.",
                "fr": "Il a été entraîné davantage, à partir de poids qui peuvent contenir les données.",
            },
            {"en": "a finetune", "fr": "affinage («\u00a0finetune\u00a0»)"},
            {
                "en": "a finetune, which starts from the weights of its base model",
                "fr": "un affinage, qui part des poids de son modèle de base",
            },
        ),
        Band(
            "mixed",
            "merge",
            {"en": "mixed", "fr": "mélange"},
            {
                "en": "A model that may hold the data was mixed into it.",
                "fr": "Un modèle qui peut contenir les données y a été mélangé.",
            },
            {"en": "a merge", "fr": "fusion («\u00a0merge\u00a0»)"},
            {
                "en": "a merge, which mixes the weights of several models",
                "fr": "une fusion, qui mêle les poids de plusieurs modèles",
            },
        ),
        Band(
            "unstated",
            "unknown",
            {"en": "unstated", "fr": "non précisé"},
            {"en": "Nobody says how it derives.", "fr": "Personne ne dit comment il dérive."},
            {"en": "the kind of derivation is not stated", "fr": "type de dérivation non précisé"},
            {
                "en": "a derivation whose kind is not stated",
                "fr": "une dérivation dont le type n’est pas précisé",
            },
        ),
    )
}
"""Every band by its name, strongest first."""
RANK: Mapping[str, int] = {name: place for place, name in enumerate(BANDS)}
"""The place of each band: the lower, the stronger."""
BAND_OF_RELATION: Mapping[str, str] = {band.relation: band.name for band in BANDS.values() if band.relation}
"""The band of a chain, by the relation of its weakest derivation; strongest first."""


def count_bands(bands: Mapping[str, int]) -> str:
    """How many models each band has, strongest first, without the empty ones."""
    return ", ".join(f"{name} {bands[name]:,}" for name in BANDS if bands.get(name))
