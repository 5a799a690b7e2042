"""A first load by Neo4j's own bulk import gives the same graph, and the same counts, as any other load."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from benchmarks.generate import generate
from loader.digest import digest
from loader.load import load
from loader.sources import parquet

Run = Callable[..., Any]


def test_a_bulk_import_gives_the_same_graph_as_a_load_over_bolt(
    graph: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lineage_db: Run
) -> None:
    from server import managed
    from server.home import home
    from server.running import USER, password, status

    file = tmp_path / "models.parquet"
    generate(file, 3_000)
    source = parquet(file)
    expected = load(source, graph, None, lambda records: None)
    monkeypatch.delenv("NEO4J_URI")
    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("cli.bulk.LEAST", 1)
    try:
        told = lineage_db("load", "parquet", str(file))
        assert (told.code, "Neo4j imports them" in told.err) == (0, True)
        running = status(home())
        assert running is not None
        with GraphDatabase.driver(running.uri, auth=(USER, password(home()))) as driver:
            assert digest(driver, None) == digest(graph, None)
            counts = driver.execute_query("MATCH (l:Load) RETURN properties(l) AS counts").records[0]["counts"]
        written = {name: value for name, value in expected.counts().items() if name != "newest"}
        assert {name: counts[name] for name in written} == written
        assert (counts["number"], counts["complete"]) == (1, True)
        again = lineage_db("load", "parquet", str(file))
        assert "Neo4j imports them" not in again.err
        assert re.search(r"^unchanged +3,000$", again.out, re.MULTILINE)
        assert not (home().bulk).exists()
    finally:
        managed.destroy(home())
