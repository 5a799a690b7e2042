"""The sentences about the errors of `rights/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
