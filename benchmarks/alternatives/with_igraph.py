"""A graph of igraph: `python with_igraph.py FILE QUESTION NAME=VALUE …`."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import igraph

EDGES = Path(__file__).with_name("edges.sql")


def main(file: str, question: str, *values: str) -> None:
    """Print the answer, a model or a derivation a line."""
    connection = duckdb.connect()
    connection.execute(EDGES.read_text(encoding="utf-8").replace("{file}", file.replace("'", "''")))
    number: dict[str, int] = {}
    edges = [
        (number.setdefault(child, len(number)), number.setdefault(parent, len(number)))
        for child, parent in connection.execute("FROM edges").fetchall()
    ]
    graph = igraph.Graph(len(number), edges, directed=True)
    sys.stdout.writelines(f"{line}\n" for line in answer(graph, number, question, [v.split("=", 1)[1] for v in values]))


def answer(graph: igraph.Graph, number: dict[str, int], question: str, models: list[str]) -> list[str]:
    """The lines of the answer about these models."""
    name = list(number)
    first, last = number[models[0]], number[models[-1]]
    if question == "path":
        return [name[model] for model in graph.get_shortest_paths(first, last, mode="out")[0]]
    if question == "all-paths":
        between = set(graph.subcomponent(first, "out")) & set(graph.subcomponent(last, "in"))
        pairs = [(child, parent) for child in between for parent in graph.successors(child) if parent in between]
        return [f"{name[child]} {name[parent]}" for child, parent in pairs]
    found = graph.subcomponent(first, "out" if question == "ancestors" else "in")[1:]
    return [str(len(found))] if question == "count-descendants" else [name[model] for model in found]


main(*sys.argv[1:])
