"""Everything that the pages say, for the catalogues: `python -m web.messages` brings these up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from ground.languages import ENGLISH
from messages import answers, cypher, formats, web
from messages.sentences import NEAREST
from web.language import CATALOGUES, PAGES_IN

HOUSE = Path(__file__).parent.parent
HEADER = re.compile(r"// (?:column \w+: |param \w+: [\w\[\]]+(?: = .+?)?: )?(?P<text>.+)")
PLACES = [
    ("web/**.py", "python"),
    ("web/templates/**.html", "jinja2"),
    ("cypher/lineage/**.cypher", "web.messages:headers"),
    ("cypher/explore/**.cypher", "web.messages:headers"),
]
ROOMS = (answers, cypher, formats, web)
"""The rooms whose errors a page may show."""


def headers(file: IO[bytes], *_: Any, **__: Any) -> Iterator[tuple[int, str, str, list[str]]]:
    """What the header of a saved query says, as Babel wants it: line, function, message, comments."""
    for number, line in enumerate(file.read().decode().splitlines(), 1):
        found = HEADER.fullmatch(line)
        if not found:
            return
        yield number, "gettext", found["text"], []


def messages() -> Catalog:
    """All messages, in the language they are written in."""
    made = Catalog(project="lineage-db", fuzzy=False)
    trimmed = {"web/templates/**.html": {"trimmed": "true", "silent": "false"}}
    for file, _, message, comments, context in extract_from_dir(HOUSE, PLACES, trimmed):
        made.add(message, None, [(file, 1)], auto_comments=comments, context=context)
    for sentence in (NEAREST, *(each for room in ROOMS for pair in room.SENTENCES.values() for each in pair)):
        made.add(sentence)
    return made


def catalogue(language: str) -> Catalog:
    """The words of a language, as far as they are translated."""
    with (CATALOGUES / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def main() -> None:
    """Take new messages into the catalogues, and those out that nothing says any more."""
    for language in PAGES_IN:
        if language != ENGLISH:
            found = catalogue(language)
            found.update(messages(), no_fuzzy_matching=True)
            found.obsolete.clear()
            with (CATALOGUES / f"{language}.po").open("wb") as file:
                write_po(file, found, width=120, omit_header=False, no_location=True, sort_output=True)


if __name__ == "__main__":
    main()
