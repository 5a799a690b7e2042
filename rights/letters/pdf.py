"""A letter as a PDF. What it says reaches the typesetter as strings, never as text of its language."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from rights.letters.document import blocks

if TYPE_CHECKING:
    import typst

LAYOUT = Path(__file__).parent / "templates" / "letter.typ"


def typeset(markdown: str, language: str) -> bytes:
    """The PDF of a letter in Markdown; the same letter gives the same bytes. What stands above its first heading is
    the sender, at the left, then the recipient, the place and the date, at the right."""
    letter = json.dumps({"language": language, "blocks": blocks(markdown)})
    document = _compiler().compile(format="pdf", sys_inputs={"letter": letter}, timestamp=0)
    return cast(bytes, document)


@functools.cache
def _compiler() -> typst.Compiler:
    import typst

    return typst.Compiler(LAYOUT)
