"""The languages of letters and pages.

A language of letters is an entry here and a folder of templates, `rights/letters/templates/CODE`. Its `words.md.j2` may
set `relations` and `bands` itself, for words that ground/bands.py does not have in the language.
The pages have those languages that `web/translations` has a catalogue of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"
"""The language that everything is written in first."""


@dataclass(frozen=True)
class Language:
    """A language by its code of ISO 639-1, with its own name for itself."""

    code: str
    name: str
    answer_due: str
    """The title of a deadline in a calendar; `{publisher}` is who has to answer."""
    thousands: str = ","
    """What groups the digits of a large number."""
    spaces_before_signs: bool = False
    """Whether no-break spaces precede `:`, `;`, `!` and `?`, and stand inside « »."""


LANGUAGES: Mapping[str, Language] = {
    language.code: language
    for language in (
        Language(ENGLISH, "English", "Answer due: {publisher}"),
        Language("fr", "Français", "Réponse attendue : {publisher}", thousands="\u202f", spaces_before_signs=True),
    )
}
"""Every language by its code."""


def in_language(words: Mapping[str, str], language: str) -> str:
    """The words in a language, or in English where they are not translated; `words` has texts by codes of languages."""
    return words.get(language, words[ENGLISH])
