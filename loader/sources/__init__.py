"""One file per place that models are read from."""

from loader.sources.jsonl import jsonl
from loader.sources.parquet import parquet
from loader.sources.sample import sample
from loader.sources.source import Source

__all__ = ["Source", "jsonl", "parquet", "sample"]
