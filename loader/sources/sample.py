"""The sample that comes with lineage-db: real models, each fact with its source (see docs/reference/sample.md)."""

from __future__ import annotations

from pathlib import Path

from loader.sources.jsonl import jsonl
from loader.sources.source import Source

SAMPLE_FILE = Path(__file__).parent.parent / "sample.jsonl"


def sample() -> Source:
    """The records of the sample."""
    return Source("sample", jsonl(SAMPLE_FILE).records)
