"""Run one query and print its rows: `NEO4J_URI=… NEO4J_PASSWORD=… python script.py QUERY NAME=VALUE …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from neo4j import READ_ACCESS, GraphDatabase


def main(query: str, *values: str) -> None:
    """A list alone in its row is printed a value a line."""
    text = Path(__file__).with_name(f"{query}.cypher").read_text(encoding="utf-8")
    with (
        GraphDatabase.driver(os.environ["NEO4J_URI"], auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver,
        driver.session(default_access_mode=READ_ACCESS) as session,
    ):
        for record in session.run(text, dict(value.split("=", 1) for value in values)):
            alone = record[0] if len(record) == 1 and isinstance(record[0], list) else None
            sys.stdout.write("".join(f"{value}\n" for value in alone) if alone else f"{record.values()}\n")


main(*sys.argv[1:])
