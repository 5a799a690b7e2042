"""The errors of a load. Their sentences are in `messages/loader.py`."""

from __future__ import annotations

from ground.errors import LineageError


class LoaderError(LineageError):
    """A load cannot go on, or cannot begin."""
