"""The errors of the managed server. Their sentences are in `messages/server.py`."""

from __future__ import annotations

from ground.errors import LineageError


class ServerError(LineageError):
    """The managed Neo4j cannot do what was asked."""
