"""A load that is killed at any moment, with its server or without, is completed by the next: the graph is the same."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hub_ids import oid
from neo4j import Driver, GraphDatabase

from loader.digest import digest
from loader.load import load
from loader.sources import jsonl

Run = Callable[..., Any]


def weeks(folder: Path) -> tuple[Path, Path]:
    """The same Hub in two weeks: between them models were renamed, deleted, changed, and withdrew what they said."""
    chance = random.Random(4)
    first = []
    for number in range(3_000):
        parents = [f"a/{chance.randrange(number)}" for _ in range(chance.choice([0, 0, 1, 1, 3]))] if number else []
        written = [parent.upper() if chance.random() < 0.05 else parent for parent in parents]
        first.append(
            {
                "_id": oid(number),
                "id": f"a/{number}",
                "author": f"publisher-{number % 97}",
                "downloads": chance.randrange(1000),
                "tags": [f"base_model:merge:{name}" for name in written],
                "cardData": {"base_model": [*written, *(["None"] if number % 50 == 0 else [])], "datasets": ["d/x"]},
                "baseModels": {"relation": "merge", "models": [{"_id": oid(int(p[2:])), "id": p} for p in parents]},
            }
        )
    second = []
    for number, record in enumerate(first):
        changed = dict(record)
        if number % 20 == 1:
            changed["id"] = f"b/renamed-{number}"
        if number % 20 == 2:
            changed |= {"tags": [], "cardData": {}, "baseModels": None}
        if number % 3 == 0:
            changed["downloads"] = 5000
        if number % 20 != 3:
            second.append(changed)
    files = folder / "first.jsonl", folder / "second.jsonl"
    for file, records in zip(files, (first, second), strict=True):
        file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return weeks(tmp_path_factory.mktemp("weeks"))


def whole(file: Path, driver: Driver) -> None:
    from dataclasses import replace

    load(replace(jsonl(file), whole=True), driver, None, lambda records: None)


@pytest.fixture
def uninterrupted(graph: Driver, files: tuple[Path, Path]) -> list[str]:
    """The digest of the graph after each of the two weeks; the graph is empty afterwards."""
    digests = []
    for file in files:
        whole(file, graph)
        digests.append(digest(graph, None))
    graph.execute_query("MATCH (n) DETACH DELETE n")
    assert digests[0] != digests[1]
    return digests


MOMENTS = (0.3, 1.6)
"""Seconds: from before a load has begun to read to near its end, where the server is warm."""


def begin(file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "cli", "load", "jsonl", "--whole-hub", str(file)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str], after: float) -> bool:
    """Kill a load after so many seconds; whether it was still under way."""
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    return False


def complete(file: Path) -> tuple[int, str]:
    """Load once more when the server has noticed that the one before was killed: exit code, and what went wrong."""
    while True:
        process = begin(file)
        _, said = process.communicate(timeout=300)
        if "Another load is under way" not in said:
            return process.returncode, said if process.returncode else ""
        time.sleep(0.5)


def test_a_load_that_is_killed_again_and_again_ends_in_the_same_graph(
    uninterrupted: list[str], files: tuple[Path, Path], graph: Driver, lineage_db: Run
) -> None:
    for file, expected in zip(files, uninterrupted, strict=True):
        # The first comes early, so that on a quick machine too at least one load is killed.
        killed = sum(kill(begin(file), after) for after in (MOMENTS[0], *(random.uniform(*MOMENTS) for _ in range(3))))
        assert killed
        assert complete(file) == (0, "")
        assert digest(graph, None) == expected


def test_what_a_server_killed_while_it_made_a_constraint_left_of_it_is_replaced(
    files: tuple[Path, Path], graph: Driver
) -> None:
    constraint = "SHOW CONSTRAINTS YIELD name, type WHERE name = 'alias_id' RETURN type"
    made = graph.execute_query(constraint).records
    graph.execute_query("DROP CONSTRAINT alias_id")
    # What SHOW INDEXES said after such a kill: the index of the constraint's name, and no constraint.
    graph.execute_query("CREATE INDEX alias_id FOR (a:Alias) ON (a.id)")
    whole(files[0], graph)
    assert len(made) == 1
    assert graph.execute_query(constraint).records == made


def test_a_server_that_is_killed_under_a_load_is_started_and_the_load_completed(
    uninterrupted: list[str], files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli.managed import start
    from server import managed
    from server.home import home
    from server.running import USER, password

    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    running = start()
    try:
        process = begin(files[0])
        time.sleep(random.uniform(1.5, 5))
        os.kill(running.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=120)
        assert "Traceback" not in said
        again = begin(files[0])
        _, said = again.communicate(timeout=300)
        assert again.returncode == 0, said
        assert "Starting the local Neo4j" in said
        uri = start().uri
        with GraphDatabase.driver(uri, auth=(USER, password(home()))) as driver:
            assert digest(driver, None) == uninterrupted[0]
    finally:
        managed.destroy(home())
