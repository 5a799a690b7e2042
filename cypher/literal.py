"""Writes a value into Cypher, for the one place where no parameter can go: the address that fills Browser's editor."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cypher.header import Query

ESCAPED = {"'": "\\'", "\\": "\\\\"}


def literal(text: str) -> str:
    """The text as a string literal of Cypher in which nothing can end the string, start a line or hide.

    Cypher reads `\\uXXXX` before it looks for the ends of strings, so a quote cannot be written that way.
    """
    return "'" + "".join(ESCAPED.get(char) or (char if char.isprintable() else _escaped(char)) for char in text) + "'"


def filled(query: Query, params: Mapping[str, str]) -> str:
    """The body of a query with its params as literals, under its title."""
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("//"))
    return f"// {query.title}\n" + re.sub(r"\$(\w+)", lambda match: literal(params[match[1]]), body)


def _escaped(char: str) -> str:
    return "".join(f"\\u{unit:04X}" for unit in _utf16(char))


def _utf16(char: str) -> list[int]:
    encoded = char.encode("utf-16-be")
    return [int.from_bytes(encoded[at : at + 2], "big") for at in range(0, len(encoded), 2)]
