"""One file per place that models are read from."""

from loader.sources.family import family
from loader.sources.jsonl import jsonl
from loader.sources.listing import listing
from loader.sources.parquet import parquet
from loader.sources.sample import sample
from loader.sources.source import Notes, Source
from loader.sources.unresolved import unresolved

__all__ = ["Notes", "Source", "family", "jsonl", "listing", "parquet", "sample", "unresolved"]
