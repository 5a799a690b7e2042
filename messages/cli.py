"""The sentences about the errors of `cli/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
