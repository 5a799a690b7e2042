"""The sentences about the errors of `cypher/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
