"""Computes a digest of the whole graph: two graphs with the same digest hold the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import cypher
from cypher import Database

TIMES = ("load", "examinedAt", "line")
"""Properties that state when something was written, or where it stood in a file."""
LOAD_NUMBERS = ("intervals", "relationChanges", "likelyIntervals")
"""Properties that are lists of load numbers. Only the length of such a list counts."""
MODULUS = 2**256


def digest(database: Database) -> str:
    """Return 64 hexadecimal digits over every node and relationship, except loads, times of writing and lines of files.

    The digests of all nodes and relationships are added up, so that their order does not matter and none is held.
    """
    total = 0
    for name in ("all-nodes", "all-relationships"):
        for row in database.ask(cypher.get(name), timeout=0).rows:
            *labels_or_ends, properties = row
            content = [name, *map(_sorted, labels_or_ends), _timeless(properties)]
            text = json.dumps(content, sort_keys=True, default=str)
            total += int.from_bytes(hashlib.sha256(text.encode()).digest())
    return f"{total % MODULUS:064x}"


def _timeless(properties: dict[str, Any]) -> dict[str, Any]:
    """Return the properties that do not depend on when an element was written."""
    return {
        name: len(value) if name in LOAD_NUMBERS else value for name, value in properties.items() if name not in TIMES
    }


def _sorted(value: Any) -> Any:
    """Return labels in alphabetical order, anything else unchanged."""
    return sorted(value) if isinstance(value, list) and all(isinstance(item, str) for item in value) else value
