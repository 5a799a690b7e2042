"""The error of `cypher/`."""

from __future__ import annotations

from ground.errors import LineageError


class CypherError(LineageError):
    """A query cannot be run as asked. The sentences on each code stand in `messages/cypher.py`."""
