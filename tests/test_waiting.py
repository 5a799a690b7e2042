"""No command waits in silence, nor for ever, for a database that takes connections and says nothing."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def silent() -> Iterator[str]:
    """Where something listens that never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_a_port_that_says_nothing_is_named_and_not_waited_for_for_ever(
    silent: str, lineage_db: Run, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setattr("cli.progress.SECONDS", 0.1)
    monkeypatch.setattr("cli.database.SECONDS_TO_CONNECT", 1)
    monkeypatch.setenv("NEO4J_URI", f"{scheme}://{silent}")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret word")
    result = lineage_db("status")
    waiting, what, next = result.err.splitlines()
    assert (result.code, result.out, waiting) == (1, "", f"Waiting for the database at {silent} …")
    assert what.startswith("No Neo4j answers: ")
    assert "check NEO4J_URI" in next
    assert "secret" not in result.err
