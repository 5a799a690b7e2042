"""The sentences about the errors of `web/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "graph-too-large-for-a-page": (
        "A graph of {models} models takes too long to make for a page.",
        "Choose csv, json, jsonl or ids, or use the command line: lineage-db --help",
    ),
}
