"""A Hub that lies: each command ends with a cause and a cure, harms nothing, and works when the Hub does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lies import ANSWERS, MIB, PAGES, Lie
from local_hub import LocalHub
from neo4j import Driver
from test_live import derived, family, hub

from loader.hub.limits import Limits

__all__ = ["hub"]

Run = Callable[..., Any]
Rows = Callable[..., list[tuple[Any, ...]]]

GRAPH = "MATCH (m:Model) OPTIONAL MATCH (m)-[d:DERIVED_FROM]->(p) RETURN m.id, labels(m), p.id ORDER BY m.id, p.id"
LOADS = {
    "/api/models?": ("load", "hub"),
    "filter=": ("load", "hub", "--family", "m/model"),
    "/api/models/": ("load", "hub", "--family", "m/model"),
    "/api/models/x": ("load", "resolve"),
    "/api/datasets": ("load", "snapshot", "--repo", "a/weekly"),
}
LISTS = ("/api/models?", "filter=", "/api/datasets")


IMPATIENT = Limits(piece_seconds=0.5, answer_seconds=1, retries=1, page_bytes=2 * MIB, record_bytes=MIB, values=100_000)


@pytest.fixture
def lie_to(hub: LocalHub, lineage_db: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Lie], Any]:
    """Runs the load that asks for addresses with a text inside, each of which is answered with a lie."""

    def run(inside: str, lie: Lie) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr("loader.hub.limits.DEFAULT_LIMITS", IMPATIENT)
            hub.lies = {inside: lie}
            result = lineage_db(*LOADS[inside])
            hub.lies = {}
        return result

    return run


@pytest.mark.parametrize(
    ("lie", "told"),
    [pytest.param(lie, tuple(LOADS), id=name) for name, lie in ANSWERS.items()]
    + [pytest.param(lie, LISTS, id=name) for name, lie in PAGES.items()],
)
def test_a_lie_ends_with_a_cause_and_a_cure_and_harms_nothing(
    hub: LocalHub,
    graph: Driver,
    rows: Rows,
    lineage_db: Run,
    lie_to: Callable[[str, Lie], Any],
    lie: Lie,
    told: tuple[str, ...],
) -> None:
    hub.datasets["a/weekly"] = [("c" * 40, "2026-11-20T00:00:00.000Z", {"models.parquet": b"PAR1"})]
    family(hub)
    assert lineage_db("load", "hub").code == 0
    assert lineage_db("load", "hub", "--family", "m/model").code == 0
    before = rows(GRAPH)
    for inside in told:
        result = lie_to(inside, lie)
        cause, cure = result.err.strip().splitlines()[-2:]
        assert (result.code, result.out) == (1, ""), inside
        assert cause[0].isupper()
        assert cause.endswith(".")
        assert cure[0].isupper()
        assert cure.endswith(".")
        assert "\x1b" not in result.err
        assert "Traceback" not in result.err
        # Records that come before a lie is noticed are kept; what was there before is unharmed.
        now = rows(GRAPH)
        assert [row for row in before if row not in now] == []
    assert lineage_db("load", "hub", "--allow-gone", "100%").code == 0
    assert lineage_db("load", "hub", "--family", "m/model").code == 0
    now = rows(GRAPH)
    assert [row for row in before if row not in now] == []


def test_a_family_without_an_end_is_read_up_to_the_limit(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    class Endless(dict[str, Any]):
        def __contains__(self, name: object) -> bool:
            return True

        def __missing__(self, name: str) -> Any:
            hub.add(derived(name, f"{name}x"))
            return self[name]

    hub.models = Endless()
    result = lineage_db("load", "hub", "--family", "a/x", "--limit", "20")
    assert result.code == 0
    assert rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN count(*)") == [(20,)]


def test_a_load_that_was_refused_when_all_was_read_goes_on(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    family(hub)
    assert lineage_db("load", "hub").code == 0
    hub.delete("o/other")
    refused = lineage_db("load", "hub")
    assert (refused.code, "--allow-gone" in refused.err) == (1, True)
    asked = len(hub.requests)
    assert lineage_db("load", "hub", "--resume", "--allow-gone", "50%").code == 0
    assert len(hub.requests) == asked
    assert rows("MATCH (m:Gone) RETURN m.id") == [("o/other",)]
