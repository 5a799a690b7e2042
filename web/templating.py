"""The templates of the page: Jinja2 that escapes every value, and writes numbers and dates as the language does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension
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
    templates = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[InternationalizationExtension],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The extension adds this method to the environment when it is loaded.
    install: Callable[..., None] = getattr(templates, "install_gettext_translations")  # noqa: B009
    install(words(language), newstyle=True)
    templates.filters.update(filters(language))
    templates.globals |= {
        "ALL_RELATIONS": ALL_RELATIONS,
        "BANDS": BANDS,
        "LANGUAGES": LANGUAGES,
        "PAGES_IN": PAGES_IN,
        "RIGHTS": RIGHTS,
        "formats": formats_for,
        "stated_relations": stated_relations,
    }
    templates.policies["ext.i18n.trimmed"] = True
    return templates


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """The filters of the templates, by name, each for one language."""
    return {
        "capitalize_first": _capitalized,
        "cell": partial(cell, language),
        "day": partial(day, language),
        "in_language": lambda words: in_language(words, language),
        "month": partial(month, language),
        "name": name,
        "number": partial(number, language),
        "raw": raw,
        "witness": partial(witness_label, language=language),
    }


def number(language: str, value: float) -> str:
    """A number as the language writes it; a very large or small one in the notation of computers."""
    if isinstance(value, float) and value and not 1e-3 <= abs(value) < 1e15:
        return repr(value)
    return format_decimal(value, locale=locale(language))


def day(language: str, value: object) -> str:
    """A date as the language writes it; anything else unchanged."""
    text = str(plain(value))[:10]
    try:
        return format_date(date.fromisoformat(text), locale=locale(language))
    except ValueError:
        return text


def month(language: str, value: str) -> str:
    """A month such as 2026-11 as the language writes it; anything else unchanged."""
    try:
        return format_date(datetime.strptime(value, "%Y-%m"), "LLLL yyyy", locale=locale(language))
    except ValueError:
        return value


def cell(language: str, value: object) -> Markup | str:
    """Any value of an answer, as a cell of a table shows it."""
    content = plain(value)
    if content is None:
        return ""
    if isinstance(content, bool):
        return words(language).gettext("yes") if content else words(language).gettext("no")
    if isinstance(content, int | float):
        return number(language, content)
    if isinstance(content, list):
        return ", ".join(str(cell(language, each)) for each in content)
    if isinstance(content, dict):
        return name(json.dumps(content, ensure_ascii=False))
    return name(str(content))


def raw(value: object) -> str:
    """A value as the database gives it."""
    content = plain(value)
    return (
        ""
        if content is None
        else name(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False))
    )


def name(text: str) -> str:
    """A text of strangers without characters that would turn the text around it: as escape sequences."""
    return harmless(text)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
