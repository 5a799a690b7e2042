"""The error of `formats/`."""

from __future__ import annotations

from ground.errors import LineageError


class FormatError(LineageError):
    """A format cannot hold the answer. The sentences on each code stand in `messages/formats.py`."""
