"""A graph of networkx: `python with_networkx.py FILE QUESTION NAME=VALUE …`."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import networkx

EDGES = Path(__file__).with_name("edges.sql")


def main(file: str, question: str, *values: str) -> None:
    """Print the answer, a model or a derivation a line."""
    connection = duckdb.connect()
    connection.execute(EDGES.read_text(encoding="utf-8").replace("{file}", file.replace("'", "''")))
    graph = networkx.DiGraph(connection.execute("FROM edges").fetchall())
    sys.stdout.writelines(f"{line}\n" for line in answer(graph, question, [v.split("=", 1)[1] for v in values]))


def answer(graph: networkx.DiGraph, question: str, models: list[str]) -> list[str]:
    """The lines of the answer about these models; edges lead from child to parent."""
    first, last = models[0], models[-1]
    if question == "path":
        return list(networkx.shortest_path(graph, first, last))
    if question == "all-paths":
        between = ({first} | networkx.descendants(graph, first)) & ({last} | networkx.ancestors(graph, last))
        return [f"{child} {parent}" for child, parent in graph.subgraph(between).edges]
    found = networkx.descendants(graph, first) if question == "ancestors" else networkx.ancestors(graph, first)
    return [str(len(found))] if question == "count-descendants" else list(found)


main(*sys.argv[1:])
