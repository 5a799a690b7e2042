"""The sentences about the errors of `web/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {}
