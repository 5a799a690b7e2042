"""A digest of the whole graph, by which two graphs can be told to hold the same."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import cypher

if TYPE_CHECKING:
    from neo4j import Driver

TIMES = ("load", "examinedAt", "line")
"""Properties that tell when something was written, or where it stood in a file, not what."""
NUMBERS_OF_LOADS = ("intervals", "relationChanges")
"""Properties that hold numbers of loads, of which only how many there are counts."""
NUMBERS = 2**256


def digest(driver: Driver, database: str | None) -> str:
    """64 hexadecimal digits over every node and relationship, without loads, times of writing and lines of files.

    Each is digested by itself and the digests are added up, so that the order in which the database gives them does
    not matter and nothing has to be kept. Of numbers of loads only how many there are counts, not which they are.
    """
    total = 0
    for name in ("all-nodes", "all-relationships"):
        for row in cypher.run(driver, cypher.get(name), database=database, timeout=0).rows:
            *what, properties = row
            told = json.dumps([name, *map(_sorted, what), _timeless(properties)], sort_keys=True, default=str)
            total += int.from_bytes(hashlib.sha256(told.encode()).digest())
    return f"{total % NUMBERS:064x}"


def _timeless(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        name: len(value) if name in NUMBERS_OF_LOADS else value
        for name, value in properties.items()
        if name not in TIMES
    }


def _sorted(value: Any) -> Any:
    """Labels in the order of the alphabet; the ends of a relationship as they are."""
    return sorted(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
