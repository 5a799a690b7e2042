"""A first load by Neo4j's own bulk import gives the same graph, and the same counts, as any other load."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase
from odd_records import good, odd, write_parquet
from test_forget import EVERYTHING, lineage, same

from benchmarks.generate import generate
from cypher import Database
from ground import folders
from loader.digest import digest
from loader.erase import erase
from loader.load import load
from loader.sources import parquet

Run = Callable[..., Any]


def write_beside_odd_ones(file: Path) -> None:
    """A table of generated models, with odd records and good ones among them."""
    import duckdb

    generated, odd_ones = file.with_suffix(".generated"), file.with_suffix(".odd")
    generate(generated, 3_000)
    chance = random.Random(14)
    odd_records = [odd(number, chance) for number in range(100)]
    # A bulk import takes no id with a NUL: such a file goes over Bolt.
    importable = [record for record in odd_records if "\0" not in record["id"]]
    write_parquet([*importable, *map(good, range(20))], odd_ones)
    with duckdb.connect() as opened:
        opened.execute(
            'COPY (SELECT * REPLACE ("createdAt"::VARCHAR AS "createdAt", "lastModified"::VARCHAR AS "lastModified") '
            "FROM read_parquet(?) UNION ALL BY NAME FROM read_parquet(?)) TO ? (FORMAT parquet)",
            [str(generated), str(odd_ones), str(file)],
        )


def test_a_bulk_import_gives_the_graph_of_a_load_over_bolt_and_what_is_forgotten_in_it_stays_so(
    graph: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lineage_db: Run
) -> None:
    from loader import key
    from server import managed
    from server.home import home
    from server.running import USER, password, status

    file = tmp_path / "models.parquet"
    write_beside_odd_ones(file)
    expected = load(parquet(file), Database(graph), lambda records: None)
    assert expected.quarantined > 10
    assert expected.hubIdsQuarantined > 10
    monkeypatch.delenv("NEO4J_URI")
    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("cli.commands.load.bulk.LEAST", 1)

    def load_again() -> None:
        again = lineage_db("load", "parquet", str(file))
        assert "Neo4j imports them" not in again.err
        assert re.search(rf"^unchanged +{expected.created:,}$", again.out, re.MULTILINE)

    try:
        told = lineage_db("load", "parquet", str(file))
        assert (told.code, "Neo4j imports them" in told.err) == (0, True), told.err
        assert not home().bulk.exists()
        running = status(home())
        assert running is not None
        with GraphDatabase.driver(running.uri, auth=(USER, password(home()))) as driver:
            assert digest(Database(driver)) == digest(Database(graph))
            counts = driver.execute_query("MATCH (l:Load) RETURN properties(l) AS counts").records[0]["counts"]
            written = {name: value for name, value in expected.counts().items() if name != "newest"}
            assert {name: counts[name] for name in written} == written
            assert (counts["number"], counts["complete"]) == (1, True)
            load_again()

            query = "MATCH (p:Publisher)-[:PUBLISHED]->(m) RETURN p.name AS name, count(m) AS models"
            name = max(driver.execute_query(query).records, key=lambda row: row["models"])["name"]
            before = lineage(driver, name)
            assert lineage_db("forget", name, "--yes").code == 0
            kept = key.read()
            assert (kept is not None, folders.key().stat().st_mode & 0o777) == (True, 0o600)
            erase(name, Database(graph), kept or b"")
            load_again()
            assert digest(Database(driver)) == digest(Database(graph))
            assert same(lineage(driver, name), before)
            everything = "".join(map(repr, driver.execute_query(EVERYTHING).records))
            assert not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", everything, re.IGNORECASE)
    finally:
        managed.destroy(home())
    assert folders.key().exists()
