"""The languages of the page, and their words, from the catalogues in `translations/`."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from ground.languages import ENGLISH, LANGUAGES

CATALOGUES = Path(__file__).parent / "translations"
PAGES_IN = tuple(code for code in LANGUAGES if code == ENGLISH or (CATALOGUES / f"{code}.po").exists())
"""The languages of the pages: English, in which the templates are written, and those with a catalogue."""
Words = NullTranslations


@cache
def words(language: str) -> Words:
    """The words of a language; those of English are the messages themselves."""
    file = CATALOGUES / f"{language}.po"
    if not file.exists():
        return NullTranslations()
    with file.open("rb") as opened:
        catalogue = read_po(opened, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@cache
def locale(language: str) -> Locale:
    """How a language writes numbers and dates."""
    return Locale.parse({"en": "en_GB"}.get(language, language))


def preferred(header: str) -> str:
    """The language of ours that a browser asks for, as its header Accept-Language says; English where it is none."""
    wanted = []
    for each in header.split(","):
        name, _, quality = each.partition(";q=")
        try:
            wanted.append((-float(quality or 1), name.strip()))
        except ValueError:
            continue
    names = [name for quality, name in sorted(wanted, key=lambda pair: pair[0]) if quality]
    return negotiate_locale([name.partition("-")[0] for name in names], PAGES_IN, sep="-") or ENGLISH
