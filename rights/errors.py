"""The errors about exposure, cases and letters; their sentences are in `messages/rights.py`."""

from __future__ import annotations

from ground.errors import LineageError


class RightsError(LineageError):
    """A case, a letter or a deadline cannot be made or changed as requested."""
