"""The sentences about the errors of `answers/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
