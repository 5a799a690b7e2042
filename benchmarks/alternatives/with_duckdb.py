"""A recursive query of DuckDB: `python with_duckdb.py EDGES.sql FILE QUESTION NAME=VALUE …`."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent


def main(edges: str, file: str, question: str, *values: str) -> None:
    """Print the answer, a row a line."""
    connection = duckdb.connect()
    connection.execute((FOLDER / edges).read_text(encoding="utf-8").replace("{file}", file.replace("'", "''")))
    asked = (FOLDER / f"{question}.sql").read_text(encoding="utf-8")
    rows = connection.execute(asked, dict(value.split("=", 1) for value in values)).fetchall()
    sys.stdout.writelines(f"{' '.join(map(str, row))}\n" for row in rows)


main(*sys.argv[1:])
