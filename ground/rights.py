"""What a letter can be about: the rights of a person, and the duty of a publisher to tell of an erasure.

A right is an entry here and a template in each folder of `rights/letters/templates`, named after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Right:
    """A right that a letter invokes."""

    name: str
    request: Mapping[str, str]
    """What the letter asks for, by languages."""
    of_publisher: bool = False
    """Whether a publisher writes it, not the person concerned."""
    has_deadline: bool = True
    """Whether the law sets a time for the answer."""


RIGHTS: Mapping[str, Right] = {
    right.name: right
    for right in (
        Right(
            "access",
            {
                "en": "Access: whether they hold my data, from where, and who received it (Article 15 GDPR)",
                "fr": "Accès\u00a0: si des données me concernant sont détenues, d’où elles viennent et qui les a "
                "reçues (article 15 du RGPD)",
            },
        ),
        Right(
            "erasure",
            {
                "en": "Erasure of my data (Article 17 GDPR)",
                "fr": "Effacement de mes données (article 17 du RGPD)",
            },
        ),
        Right(
            "objection",
            {
                "en": "Objection to the processing (Article 21 GDPR)",
                "fr": "Opposition au traitement (article 21 du RGPD)",
            },
        ),
        Right(
            "inform",
            {
                "en": "Tell those who may have received the data of an erasure (Articles 17(2) and 19 GDPR)",
                "fr": "Informer d’un effacement ceux qui ont pu recevoir les données (articles 17.2 et 19 du RGPD)",
            },
            of_publisher=True,
            has_deadline=False,
        ),
    )
}
"""Every right by its name."""


def rights_of(*, publisher: bool) -> list[str]:
    """The rights about which a publisher writes, or those about which a person does."""
    return [right.name for right in RIGHTS.values() if right.of_publisher == publisher]
