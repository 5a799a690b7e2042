"""The errors of this room."""

from __future__ import annotations

from ground.errors import LineageError


class EvidenceError(LineageError):
    """A witness cannot be heard."""
