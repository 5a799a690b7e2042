"""What comes in through a door is held to what the door is for: addresses, Cypher of a user's own, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Result

Run = Callable[..., Result]
SECRET = "hunter2"


@pytest.mark.parametrize(
    "uri",
    [
        f"bolt://neo4j:{SECRET}@127.0.0.1:1",
        f"neo4j://neo4j:{SECRET}@127.0.0.1:1",
        f"neo4j+s://neo4j:a@b@{SECRET}@127.0.0.1:1",
        f"bolt+ssc://{SECRET}@127.0.0.1:1",
        f"BOLT://neo4j:{SECRET}@127.0.0.1:1",
        f"http://neo4j:{SECRET}@127.0.0.1:1",
        f" bolt://neo4j:{SECRET}@127.0.0.1:1",
        f"bolt://neo4j:{SECRET} @127.0.0.1:1",
        f"bolt://neo4j:{SECRET}%40127.0.0.1:1",
        f"bolt://neo4j:%68{SECRET}@127.0.0.1:1",
        f"bolt://neo4j:{SECRET}",
        f"bolt:neo4j:{SECRET}@127.0.0.1",
        f"neo4j:{SECRET}@127.0.0.1",
        f"{SECRET}",
        f"bolt://127.0.0.1:1/{SECRET}",
        f"bolt://127.0.0.1:1?password={SECRET}",
        f"neo4j://127.0.0.1:1?user=neo4j&password={SECRET}",
        f"bolt://127.0.0.1:1#{SECRET}",
        f"bolt://[neo4j:{SECRET}@::1]:1",
        f"bolt://neo4j:\x1b[31m{SECRET}\n@127.0.0.1:1",
    ],
)
@pytest.mark.parametrize("command", [("status",), ("browse", "stats"), ("web", "--no-open"), ("cypher", "RETURN 1")])
def test_a_password_in_the_address_is_never_printed(
    uri: str, command: tuple[str, ...], lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    result = lineage_db(*command)
    assert result.code == 1
    assert SECRET not in result.out + result.err
    assert "NEO4J_USERNAME and NEO4J_PASSWORD" in result.err
    assert result.err.count("\n") == 2


@pytest.mark.parametrize("ends", ["", "/", "?policy=eu"])
def test_an_address_without_a_password_is_asked(ends: str, lineage_db: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", f"neo4j://127.0.0.1:1{ends}")
    assert "No Neo4j answers" in lineage_db("status").err
