"""Writes a value into Cypher, for the one place where no parameter can go: the address that fills Browser's editor."""

from __future__ import annotations

from typing import Any

ESCAPED = {"'": "\\'", "\\": "\\\\", "&": "\\u0026", "#": "\\u0023"}
"""Neo4j Browser takes & and # for the end of a query, however its address writes them."""


def literal(value: Any) -> str:
    """A text, number, truth value, list of these or None as Cypher writes it.

    In a text nothing can end the string, start a line or hide. Cypher reads `\\uXXXX` before it looks for the ends of
    strings, so a quote cannot be written that way.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + "".join(map(_safe, value)) + "'"


def _safe(char: str) -> str:
    return ESCAPED.get(char) or (char if char.isprintable() else "".join(f"\\u{unit:04X}" for unit in _utf16(char)))


def _utf16(char: str) -> list[int]:
    encoded = char.encode("utf-16-be")
    return [int.from_bytes(encoded[at : at + 2], "big") for at in range(0, len(encoded), 2)]
