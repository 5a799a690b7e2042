"""A bulk import whose command was killed lives on in Neo4j; the next command ends it, and only it, and goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from neo4j import Driver, GraphDatabase
from waiting import until

from benchmarks.generate import generate
from cypher import Database
from loader.digest import digest
from loader.load import load
from loader.sources import parquet
from server import configuration, managed, processes
from server.home import Home
from server.running import USER, password, status

LOAD = (
    "import sys, cli.commands.load.bulk as bulk; from pathlib import Path; from server import configuration; "
    "bulk.LEAST = 1; "
    "configuration.TEMPLATE = Path(sys.argv.pop(1)); from cli.__main__ import main; main()"
)


def test_an_import_whose_command_was_killed_is_ended_by_the_next_which_loads_all(
    graph: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = Home(tmp_path / "home é"), Home(tmp_path / "other")
    file = tmp_path / "models.parquet"
    generate(file, 3_000)
    load(parquet(file), Database(graph), lambda records: None)
    monkeypatch.setenv("LINEAGE_HOME", str(home.path))
    command = [sys.executable, "-c", LOAD, str(configuration.TEMPLATE), "load", "parquet", str(file)]
    try:
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as killed:
            until(lambda: len(processes.imports(home)), 1)
            (importing,) = processes.imports(home)
            # Held, so that it is still there when the next command comes, however quick the machine is.
            os.kill(importing, signal.SIGSTOP)
            killed.kill()
        assert processes.imports(home) == [importing]
        assert processes.imports(other) == []
        again = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert again.returncode == 0, again.stderr
        assert f"still runs (process {importing}); it is ended" in again.stderr
        assert not psutil.pid_exists(importing)
        running = status(home)
        assert running is not None
        with GraphDatabase.driver(running.uri, auth=(USER, password(home))) as driver:
            assert digest(Database(driver)) == digest(Database(graph))
    finally:
        managed.destroy(home)
