"""The templates of letters: Jinja2 that escapes every value for Markdown and knows what a blank is."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ground.bands import BANDS
from ground.languages import LANGUAGES, in_language
from ground.vocabulary import witness_label
from rights.errors import RightsError
from rights.letters.escape import Safe, code, lines, markdown

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
BEFORE_A_NUMBER = re.compile(r"\b([Aa]rticles?|Opinion|avis) (?=\d)")
BEFORE_A_SIGN = re.compile(r" (?=[:»])|(?<=«) ")
BEFORE_A_HIGH_SIGN = re.compile(r" (?=[;!?](?:[\s\"]|$))", re.MULTILINE)


def environment(language: str, folder: Path | None) -> Environment:
    """Templates whose every value is escaped for Markdown, and which fail on a name that nothing stands for."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.ext import Extension
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if language not in LANGUAGES:
        raise RightsError("letter-language-is-unknown", language=language, languages=list(LANGUAGES))

    class Spaces(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            return with_no_break_spaces(source, language)

    class Letters(ImmutableSandboxedEnvironment):
        # What a macro puts together is escaped already.
        concat = staticmethod(lambda parts: Safe("".join(parts)))

    templates = Letters(
        loader=FileSystemLoader([own / language for own in (folder, TEMPLATES) if own]),
        undefined=StrictUndefined,
        finalize=_shown,
        extensions=[Spaces],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    chains = [band for band in BANDS.values() if band.relation]
    templates.filters |= {
        "code": _code,
        "or_blank": or_blank,
        "date": as_date,
        "witness": partial(witness_label, language=language),
    }
    templates.globals |= {
        "blank": blank,
        "relation_words": {band.relation: in_language(band.derivation, language) for band in chains},
        "weakest_links": {band.name: in_language(band.weakest_link, language) for band in chains},
    }
    return templates


def blank(label: str) -> Safe:
    """A place for a fact that is missing, which stands out."""
    return Safe(f"**[____ {markdown(label)} ____]**")


def or_blank(text: str | None, label: str) -> Safe:
    """What a person wrote, in its own lines, or a blank that says what is missing."""
    return lines(text) if text and text.strip() else blank(label)


def as_date(text: str | None) -> date | str | None:
    """A date that is written as such (`2026-11-30`), else what was written."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def with_no_break_spaces(source: str, language: str) -> str:
    """A template with no-break spaces before numbers of articles and, where a language wants them, before signs."""
    source = BEFORE_A_NUMBER.sub("\\1\u00a0", source)
    if LANGUAGES[language].spaces_before_signs:
        source = BEFORE_A_HIGH_SIGN.sub("\u202f", BEFORE_A_SIGN.sub("\u00a0", source))
    return source


def _shown(value: Any) -> Safe:
    if value is None:
        return blank("…")
    return markdown(value) if isinstance(value, str) else Safe(value)


def _code(text: str | None) -> Safe | None:
    return code(text) if text else None
