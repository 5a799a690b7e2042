"""What is loaded from the Hub itself: from a local one that throttles, breaks, renames and deletes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Server
from factory import base_models, hub_model
from hub_ids import oid
from local_hub import LocalHub, hub_id
from neo4j import Driver
from served import Site
from waiting import PATIENCE

from cypher import Database

Run = Callable[..., Any]
Rows = Callable[..., list[tuple[Any, ...]]]

EDGES = "MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, d.relation, p.id ORDER BY c.id, p.id"
MODELS = "MATCH (m:Model) RETURN m.id, m:Unseen, m:Gone ORDER BY m.id"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalHub]:
    """An empty local Hub, which is the Hub for the command line."""
    from huggingface_hub import close_session, constants

    with LocalHub().serving() as serving:
        monkeypatch.setattr(constants, "ENDPOINT", serving.endpoint)
        address = f"{serving.endpoint}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", address)
        monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
        monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
        monkeypatch.setattr("loader.hub.patience.sleep", lambda seconds: None)
        yield serving
        close_session()


def derived(id: str, *parents: str, relation: str = "finetune", **fields: Any) -> dict[str, Any]:
    """A model whose three witnesses name its parents."""
    tags = [tag for name in parents for tag in (f"base_model:{name}", f"base_model:{relation}:{name}")]
    base = base_models(*parents, relation=relation, hub_id=hub_id)
    return hub_model(id, *parents, witnesses=("card",), tags=tags, baseModels=base) | fields


def family(hub: LocalHub) -> None:
    """root ← model ← two children ← a grandchild; a sibling; and a parent that the Hub does not have."""
    hub.add(
        {"id": "r/root"},
        derived("m/model", "r/root"),
        derived("c/one", "m/model"),
        derived("c/two", "m/model", "x/vanished", relation="merge"),
        derived("g/grandchild", "c/one", relation="quantized"),
        derived("s/sibling", "r/root"),
        {"id": "o/other"},
    )
    hub.organizations |= {"r", "m"}
    hub.users |= {"c"}


def test_a_family_is_loaded_up_and_down(hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run) -> None:
    family(hub)
    assert lineage_db("load", "hub", "--family", "m/model").code == 0
    assert rows(MODELS) == [
        ("c/one", False, False),
        ("c/two", False, False),
        ("g/grandchild", False, False),
        ("m/model", False, False),
        ("r/root", False, False),
        ("x/vanished", True, False),
    ]
    assert rows("MATCH (p:Organization) RETURN p.name ORDER BY p.name") == [("m",), ("r",)]
    assert rows("MATCH (p:Person) RETURN p.name") == [("c",)]
    assert lineage_db("descendants", "m/model").err == ""
    assert "not looked for" in lineage_db("descendants", "r/root").err
    assert lineage_db("ancestors", "m/model").err == ""
    assert "1 of its ancestors were not followed" in lineage_db("ancestors", "c/two").err


def test_what_a_limit_cuts_is_said_in_every_answer_that_touches_it(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run, server: Server
) -> None:
    family(hub)
    lineage_db("load", "hub", "--family", "m/model", "--depth", "1")
    assert {row[0] for row in rows("MATCH (m:Frontier) RETURN m.id")} == {"c/one", "c/two", "r/root", "x/vanished"}
    assert "the children of 2 of it and its descendants were not looked for" in lineage_db("descendants", "m/model").err
    told = json.loads(lineage_db("status", "--format", "json").out)
    assert {"what": "notFollowed", "value": 4} in told
    site = Site(server)
    try:
        for page in ("model", "relatives", "lineage", "timeline", "exposure", "letters"):
            said = site.get(page, model="m/model").decode()
            assert "family was loaded in part." in said
            assert re.search(r"The children of \d models were not looked for\.", said)
    finally:
        site.stop()
    lineage_db("load", "hub", "--family", "m/model", "--limit", "3")
    assert "not looked for" in lineage_db("descendants", "m/model").err
    lineage_db("load", "hub", "--family", "m/model")
    assert lineage_db("descendants", "m/model").err == ""
    lineage_db("load", "hub")
    assert rows("MATCH (m:Frontier) RETURN m.id") == []


def test_only_the_relations_that_are_asked_for_are_followed(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    family(hub)
    lineage_db("load", "hub", "--family", "m/model", "--relation", "merge")
    assert [row[0] for row in rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN m.id ORDER BY m.id")] == [
        "c/two",
        "m/model",
    ]


def test_a_family_that_the_hub_does_not_have_is_said_so(hub: LocalHub, graph: Driver, lineage_db: Run) -> None:
    result = lineage_db("load", "hub", "--family", "no/such")
    assert (result.code, result.out) == (1, "")
    assert "The Hub shows no model no/such." in result.err


def test_a_family_by_an_old_name_has_the_model_under_its_new_one(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    family(hub)
    hub.rename("m/model", "n/model")
    assert lineage_db("load", "hub", "--family", "m/model").code == 0
    assert ("c/one", "finetune", "n/model") in rows(EDGES)
    assert "m/model is now n/model" in lineage_db("descendants", "m/model").err


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("throttle", {"seconds": 3}),
        ("status", {"status": 500}),
        ("status", {"status": 503}),
        ("broken", {}),
        ("cut", {}),
        ("html", {}),
    ],
)
def test_what_passes_is_tried_again_and_shown(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run, kind: str, how: dict[str, Any]
) -> None:
    family(hub)
    hub.page_size = 2
    hub.fail("cursor", kind, times=2, **how)
    result = lineage_db("load", "hub")
    assert result.code == 0
    assert len(rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN m.id")) == 7
    assert len([line for line in result.err.splitlines() if "wait" in line or "again" in line]) == 2


def test_what_does_not_pass_ends_the_load_as_incomplete_and_it_goes_on_from_there(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["loader.sources.listing"], "BATCH_SIZE", 2)
    family(hub)
    hub.page_size = 2
    lineage_db("load", "hub")
    hub.delete("o/other")
    hub.rename("s/sibling", "s/renamed")
    hub.at_request[len(hub.requests) + 3] = lambda: hub.fail("cursor", "status", None)
    broken = lineage_db("load", "hub")
    assert (broken.code, broken.out) == (1, "")
    assert rows("MATCH (m:Gone) RETURN m.id") == []
    assert "did not come to its end" in lineage_db("status").err
    hub.faults.clear()
    asked = len(hub.requests)
    resumed = lineage_db("load", "hub", "--resume", "--allow-gone", "13%", "--format", "json")
    assert resumed.code == 0
    assert len(hub.requests) - asked == 1
    counts = {row["count"]: row["value"] for row in json.loads(resumed.out)}
    assert (counts["read"], counts["gone"], counts["renamed"]) == (6, 2, 1)
    assert rows("MATCH (m:Gone) RETURN m.id") == [("o/other",)]
    assert rows("MATCH (a:Alias)-[:ALIAS_OF]->(m) RETURN a.id, m.id") == [("s/sibling", "s/renamed")]
    assert rows("MATCH (l:Load) RETURN l.number, l.complete, l.read ORDER BY l.number") == [(1, True, 7), (2, True, 6)]
    assert lineage_db("status").err == ""
    nothing = lineage_db("load", "hub", "--resume")
    assert (nothing.code, "No load was broken off" in nothing.err) == (1, True)


def test_what_is_new_is_loaded_by_when_it_was_modified(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    hub.add(*({"id": f"a/{n}", "lastModified": f"2026-01-{10 + n}T00:00:00.000Z"} for n in range(5)))
    lineage_db("load", "hub")
    hub.add({"id": "a/new", "lastModified": "2026-02-01T00:00:00.000Z"})
    hub.delete("a/0")
    result = lineage_db("load", "hub", "--since", "last", "--format", "json")
    counts = {row["count"]: row["value"] for row in json.loads(result.out)}
    assert (counts["read"], counts["created"], counts["gone"]) == (2, 1, 0)
    assert rows("MATCH (m:Gone) RETURN m.id") == []
    counts = json.loads(lineage_db("load", "hub", "--since", "2026-01-13", "--format", "json").out)
    assert counts[0]["value"] == 3


def test_one_publisher_is_loaded_alone(hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run) -> None:
    family(hub)
    lineage_db("load", "hub", "--author", "c")
    assert rows("MATCH (m:Model) WHERE NOT m:Unseen RETURN m.id ORDER BY m.id") == [("c/one",), ("c/two",)]


def test_a_hub_that_does_not_tell_base_models_is_read_by_cards_and_tags(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    family(hub)
    hub.refuse_base_models = True
    assert "does not tell baseModels" in lineage_db("load", "hub").err
    assert ("c/two", "merge", "x/vanished") in rows(EDGES)
    assert rows("MATCH ()-[d:DERIVED_FROM]->() RETURN DISTINCT d.witnesses") == [(["card", "tag"],)]


SEVEN = {"_id": oid(7), "createdAt": "2024-01-01T00:00:00Z"}


def test_unresolved_names_are_looked_up_one_by_one_and_only_once(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    from loader.load import load
    from loader.record import record
    from loader.sources import Source

    known = [
        derived("a/child", "old/name", "no/where", "here/now"),
        {"id": "b/gone", **SEVEN},
    ]
    load(Source("file", (record(item, "") for item in known), covers_hub=True), Database(graph), lambda records: None)
    load(
        Source("file", iter([record(known[0], "")]), covers_hub=True),
        Database(graph),
        lambda records: None,
        allow_gone=1,
    )
    hub.add(
        {"id": "old/name", "_id": hub_id("old/name")},
        {"id": "here/now"},
        {"id": "b/back", **SEVEN},
    )
    hub.rename("old/name", "new/name")
    hub.renamed["b/gone"] = "b/back"
    assert lineage_db("load", "resolve").code == 0
    assert {parent for _, _, parent in rows(EDGES)} == {"new/name", "no/where", "here/now"}
    assert rows("MATCH (a:Alias)-[:ALIAS_OF]->(m) RETURN a.id, m.id ORDER BY a.id") == [
        ("b/gone", "b/back"),
        ("old/name", "new/name"),
    ]
    assert rows(MODELS) == [
        ("a/child", False, False),
        ("b/back", False, False),
        ("here/now", False, False),
        ("new/name", False, False),
        ("no/where", True, False),
    ]
    asked = len(hub.requests)
    lineage_db("load", "resolve")
    assert len(hub.requests) == asked
    lineage_db("load", "resolve", "--again")
    assert len(hub.requests) == asked + 1


def test_publishers_are_told_apart(hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run) -> None:
    family(hub)
    lineage_db("load", "hub")
    lineage_db("load", "resolve", "--publishers")
    kinds = "MATCH (p:Publisher) RETURN p.name, p:Person, p:Organization ORDER BY p.name"
    assert [row for row in rows(kinds) if row[1] or row[2]] == [
        ("c", True, False),
        ("m", False, True),
        ("r", False, True),
    ]


def test_a_snapshot_is_downloaded_and_loaded_as_the_whole_hub(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run, tmp_path: Path
) -> None:
    import duckdb

    weeks = {}
    for day, ids in (("2026-11-13", "'a/one', 'a/two'"), ("2026-11-20", "'a/two', 'a/three'")):
        file = tmp_path / "models.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY (SELECT unnest([{ids}]) AS id) TO '{file}' (FORMAT parquet)")
        weeks[f"models/{day}/models.parquet"] = file.read_bytes()
    hub.datasets["hfmlsoc/hub_weekly_snapshots"] = [("c0ffee", "2026-11-20T08:00:00.000Z", weeks)]
    assert lineage_db("load", "snapshot", "--date", "2026-11-13").code == 0
    assert lineage_db("load", "snapshot", "--allow-gone", "34%").code == 0
    assert rows(MODELS) == [("a/one", False, True), ("a/three", False, False), ("a/two", False, False)]
    wrong = lineage_db("load", "snapshot", "--date", "2026-11-14")
    assert (wrong.code, "2026-11-13, 2026-11-20" in wrong.err) == (1, True)


def test_a_second_load_is_refused_while_one_is_under_way(
    hub: LocalHub, graph: Driver, rows: Rows, lineage_db: Run
) -> None:
    family(hub)
    second: list[Any] = []
    hub.at_request[1] = lambda: second.append(load_sample())

    def load_sample() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", "load", "sample"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert lineage_db("load", "hub").code == 0
    assert (second[0].returncode, second[0].stdout) == (1, "")
    assert second[0].stderr.startswith("Another load is under way (of the Hub's list).\n")
    assert len(rows("MATCH (l:Load) RETURN l")) == 1
