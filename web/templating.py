"""The templates of the page: Jinja2 that escapes every value, and writes numbers and dates as the language does."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from formats import formats_for
from formats.plain import plain
from ground.bands import BANDS
from ground.languages import LANGUAGES, in_language
from ground.rights import RIGHTS
from ground.statement import stated_relations
from ground.text import harmless
from ground.vocabulary import ALL_RELATIONS, witness_label
from web.language import PAGES_IN, locale, words


@cache
def environment(language: str) -> Environment:
    """The templates in a language."""
    made = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]
    written = locale(language)

    def number(value: float) -> str:
        if isinstance(value, float) and value and not 1e-3 <= abs(value) < 1e15:
            return repr(value)
        return format_decimal(value, locale=written)

    def day(value: Any) -> str:
        """A date as it is written; what is none, as it is."""
        text = str(plain(value))[:10]
        try:
            return format_date(date.fromisoformat(text), locale=written)
        except ValueError:
            return text

    def month(value: str) -> str:
        try:
            return format_date(datetime.strptime(value, "%Y-%m"), "LLLL yyyy", locale=written)
        except ValueError:
            return value

    def cell(value: Any) -> Markup | str:
        """Any value of an answer, as a cell of a table shows it."""
        made = plain(value)
        if made is None:
            return ""
        if isinstance(made, bool):
            return words(language).gettext("yes") if made else words(language).gettext("no")
        if isinstance(made, int | float):
            return number(made)
        if isinstance(made, list):
            return ", ".join(str(cell(each)) for each in made)
        if isinstance(made, dict):
            return name(json.dumps(made, ensure_ascii=False))
        return name(str(made))

    def raw(value: Any) -> str:
        """A value as the database gives it."""
        made = plain(value)
        return "" if made is None else name(made if isinstance(made, str) else json.dumps(made, ensure_ascii=False))

    made.filters.update(
        raw=raw, number=number, day=day, month=month, cell=cell, name=name, capitalize_first=_capitalized
    )
    made.filters["in_language"] = lambda words: in_language(words, language)
    made.globals |= {
        "ALL_RELATIONS": ALL_RELATIONS,
        "BANDS": BANDS,
        "LANGUAGES": LANGUAGES,
        "PAGES_IN": PAGES_IN,
        "RIGHTS": RIGHTS,
    }
    made.globals["formats"] = formats_for
    made.filters["witness"] = partial(witness_label, language=language)
    made.globals["stated_relations"] = stated_relations
    made.policies["ext.i18n.trimmed"] = True
    return made


def name(text: str) -> str:
    """A text of strangers without characters that would turn the text around it: as escape sequences."""
    return harmless(text)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
