"""The sentences about the errors of `loader/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
