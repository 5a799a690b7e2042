"""What the benchmarks compare lineage-db with does answer the questions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.generate import generate

ALTERNATIVES = Path(__file__).parent.parent / "benchmarks" / "alternatives"
END, START, LARGEST = 10_246, 10_001, 401
"""Models by their number: the ends of the braid of merges, and the one that most derive from."""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("benchmarks") / "models.parquet"
    generate(file, 20_000)
    return file


@pytest.mark.parametrize(
    ("question", "models", "least"),
    [
        ("path", {"child": END, "parent": START}, 50),
        ("all-paths", {"child": END, "parent": START}, 400),
        ("ancestors", {"model": END}, 240),
        ("descendants", {"model": LARGEST}, 200),
        ("count-descendants", {"model": LARGEST}, 1),
    ],
)
def test_duckdb_igraph_and_networkx_give_the_same_answer(
    table: Path, question: str, models: dict[str, int], least: int
) -> None:
    ids = [id for (id,) in duckdb.sql(f"SELECT id FROM '{table}'").fetchall()]
    named = [f"{key}={ids[number]}" for key, number in models.items()]
    edges = table.with_name("edges.parquet")
    answer("extract.py", str(table), str(edges))
    answers = [
        answer("with_duckdb.py", "edges.sql", str(table), question, *named),
        answer("with_duckdb.py", "extracted.sql", str(edges), question, *named),
        answer("with_igraph.py", str(table), question, *named),
        answer("with_networkx.py", str(table), question, *named),
    ]
    # There are several shortest paths: these are as long as one another, all else is the same.
    found = {str(len(each)) if question == "path" else " ".join(sorted(each)) for each in answers}
    assert len(found) == 1
    assert len(answers[0]) >= least


def answer(script: str, *arguments: str) -> list[str]:
    command = [sys.executable, str(ALTERNATIVES / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
