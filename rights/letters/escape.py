"""Text that others wrote, made safe to put into a letter: none of it may be taken for the letter's own form."""

from __future__ import annotations

import re

from ground.text import harmless

JOINERS = "\u200c\u200d"
"""Format characters with which some languages spell names."""
MARKUP = re.compile(r"[\\`*_\[\]<>&~|#$]")
SPACES = re.compile(" {2,}")
BLOCK_START = re.compile(r"^ ?(?:[-+=]|\d+(?=[.)]))", re.ASCII)
NUMBER = re.compile(r"^( ?\d*)(\d)$", re.ASCII)
BACKTICKS = re.compile("`+")


class Safe(str):
    """Markdown that stands for itself: `markdown` leaves it as it is."""

    __slots__ = ()


def markdown(text: str) -> Safe:
    """A text as Markdown that reads as that text, in one line, with no markup in it."""
    if isinstance(text, Safe):
        return text
    escaped = MARKUP.sub(r"\\\g<0>", SPACES.sub(" ", harmless(text, JOINERS)))
    # A full stop that a template writes after a number would make it one of a list.
    escaped = NUMBER.sub(lambda number: f"{number[1]}&#{ord(number[2])};", escaped)
    return Safe(BLOCK_START.sub(lambda start: _block_start(start[0]), escaped))


def code(text: str) -> Safe:
    """A text as a span of code in Markdown: a name of a model, letter for letter."""
    readable = harmless(text, JOINERS)
    fence = "`" * (max(map(len, BACKTICKS.findall(readable)), default=0) + 1)
    # Spaces at both ends are taken off, but not from a text that is nothing else.
    padding = " " if readable.strip(" ") and (readable[0] in " `" or readable[-1] in " `") else ""
    return Safe(f"{fence}{padding}{readable}{padding}{fence}")


def lines(text: str) -> Safe:
    """A person's own text of several lines, as one paragraph of Markdown that keeps them."""
    return Safe("\\\n".join(markdown(line.strip()) for line in text.splitlines() if line.strip()))


def _block_start(start: str) -> str:
    return f"{start}\\" if start[-1].isdigit() else f"{start[:-1]}\\{start[-1]}"
