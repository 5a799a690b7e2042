"""A load that is killed at any moment, with its server or without, is completed by the next: the graph is the same."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
import quick_java
from conftest import Server, clear
from factory import base_models
from hub_ids import oid
from neo4j import Driver, GraphDatabase
from waiting import PATIENCE, until

from cypher import Database
from loader.digest import digest
from loader.indexes import create_constraints
from loader.load import load
from loader.sources import jsonl
from loader.transactions import open_session


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
                "baseModels": base_models(*parents, relation="merge", hub_id=lambda name: oid(int(name[2:]))),
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

    load(replace(jsonl(file), covers_hub=True), Database(driver), lambda records: None)


class Uninterrupted(NamedTuple):
    """A load that nothing kills: the digest of the graph after it, and the seconds it takes on this machine."""

    digest: str
    seconds: float


@pytest.fixture(scope="module")
def uninterrupted(server: Server, driver: Driver, held: list[str], files: tuple[Path, Path]) -> list[Uninterrupted]:
    """The loads of the two weeks, one after the other."""
    held[:] = ["a test's own"]
    clear(driver)
    loads = []
    for file in files:
        begun = time.monotonic()
        assert complete(file, server.environment) == (0, "")
        loads.append(Uninterrupted(digest(Database(driver)), time.monotonic() - begun))
    assert loads[0].digest != loads[1].digest
    return loads


def begin(file: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [*quick_java.command(), "load", "jsonl", "--whole-hub", str(file)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    )


def ends(process: subprocess.Popen[str], within: float) -> bool:
    """Whether a load ends within so many seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=within)
    return process.returncode is not None


def complete(file: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Load when the server has noticed that the load before was killed: exit code, and what went wrong."""
    end = time.monotonic() + PATIENCE
    while True:
        process = begin(file, environment)
        _, said = process.communicate(timeout=PATIENCE)
        if "Another load is under way" not in said or time.monotonic() > end:
            return process.returncode, said if process.returncode else ""


def moments(seconds: float) -> list[float]:
    """When to kill three loads, the last of which took so many seconds on a server that may have been slower then."""
    return [seconds * random.uniform(0.1, 1) for _ in range(3)]


def last_load(driver: Driver) -> int:
    """The number of the load that began last."""
    return int(driver.execute_query("MATCH (l:Load) RETURN coalesce(max(l.number), 0) AS number").records[0]["number"])


def test_a_load_that_is_killed_again_and_again_ends_in_the_same_graph(
    uninterrupted: list[Uninterrupted], files: tuple[Path, Path], graph: Driver, server: Server
) -> None:
    for file, expected in zip(files, uninterrupted, strict=True):
        before = last_load(graph)
        process = begin(file, server.environment)
        until(lambda before=before: last_load(graph) > before)
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        for moment in moments(expected.seconds):
            process = begin(file, server.environment)
            if not ends(process, within=moment):
                process.kill()
                process.communicate()
        assert complete(file, server.environment) == (0, "")
        assert digest(Database(graph)) == expected.digest


def test_what_a_server_killed_while_it_made_a_constraint_left_of_it_is_replaced(
    files: tuple[Path, Path], graph: Driver
) -> None:
    with open_session(Database(graph)) as session:
        create_constraints(session)
    constraint = "SHOW CONSTRAINTS YIELD name, type WHERE name = 'alias_id' RETURN type"
    made = graph.execute_query(constraint).records
    graph.execute_query("DROP CONSTRAINT alias_id")
    # What SHOW INDEXES said after such a kill: the index of the constraint's name, and no constraint.
    graph.execute_query("CREATE INDEX alias_id FOR (a:Alias) ON (a.id)")
    whole(files[0], graph)
    assert len(made) == 1
    assert graph.execute_query(constraint).records == made


def test_a_server_that_is_killed_under_a_load_is_started_and_the_load_completed(
    uninterrupted: list[Uninterrupted], files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli.managed import start
    from server import managed
    from server.home import home
    from server.running import USER, password

    monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
    running = start()
    try:
        process = begin(files[0], {})
        ends(process, within=uninterrupted[0].seconds * random.uniform(0.3, 1.5))
        os.kill(running.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said
        again = begin(files[0], {})
        _, said = again.communicate(timeout=PATIENCE)
        assert again.returncode == 0, said
        assert "Starting the local Neo4j" in said
        uri = start().uri
        with GraphDatabase.driver(uri, auth=(USER, password(home()))) as driver:
            assert digest(Database(driver)) == uninterrupted[0].digest
    finally:
        managed.destroy(home())
