"""Ids of the Hub's own for tests: well-formed, and telling the time at which the repository was created."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime


def oid(number: int, created: str = "2024-01-01T00:00:00Z") -> str:
    """An id that differs from others of the same time by a number."""
    return f"{_seconds(created):08x}{number:016x}"


def id_of(name: str, created: str = "2024-01-01T00:00:00Z") -> str:
    """An id that differs from others of the same time by a name."""
    return f"{_seconds(created):08x}{hashlib.md5(name.encode()).hexdigest()[:16]}"


def _seconds(created: str) -> int:
    return int(datetime.fromisoformat(created).astimezone(UTC).timestamp())
