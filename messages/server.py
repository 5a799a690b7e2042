"""The sentences about the errors of `server/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
