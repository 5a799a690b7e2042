"""Takes the edges out of a table of models, once for many questions: `python extract.py FILE EXTRACTED`."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

EDGES = Path(__file__).with_name("edges.sql")


def main(file: str, extracted: str) -> None:
    """Write them to a parquet file of child and parent."""
    connection = duckdb.connect()
    connection.execute(EDGES.read_text(encoding="utf-8").replace("{file}", file.replace("'", "''")))
    connection.table("edges").write_parquet(extracted)


main(*sys.argv[1:])
