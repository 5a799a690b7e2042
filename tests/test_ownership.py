"""Our graph is known by its mark: another's is refused before anything is written, a broken one of ours is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hub_ids import oid
from neo4j import Driver
from refusals import refusal

from cypher import Database
from loader.erase import erase
from loader.errors import LoaderError
from loader.ownership import SCHEMA_VERSION
from loader.report import Report
from messages import sentences_on

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

EVERYTHING = "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n), properties(n), type(r), properties(r), m.id"
LATE = "9999-12-31T00:00:00Z"


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE (:Model {id: 'Golf VII', maker: 'VW'})",
        "CREATE (:Car {name: 'Golf'})-[:MADE_BY]->(:Maker)",
        "CREATE ({nothing: 'known'})",
        "CREATE (:Load {weight: 7})",
        "CREATE (:Dataset {name: 'iris'})",
        "CREATE (:Publisher {id: 1})",
    ],
)
def test_a_database_that_holds_other_data_is_refused_and_left_as_it_is(
    graph: Driver, load_records: Load, rows: Rows, foreign: str
) -> None:
    graph.execute_query(foreign)
    before = rows(EVERYTHING)
    with pytest.raises(LoaderError) as refused:
        load_records({"id": "a/one"}, whole=True)
    assert "holds data that is not lineage-db's" in sentences_on(refused.value).what
    assert "database of its own" in sentences_on(refused.value).next
    with refusal(LoaderError, "holds data that is not lineage-db's"):
        erase("a", Database(graph), b"key")
    assert rows(EVERYTHING) == before


def test_the_first_load_marks_the_graph_with_the_version_of_its_schema(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one"})
    assert rows("MATCH (m:LineageDb) RETURN properties(m)") == [({"schemaVersion": SCHEMA_VERSION},)]


def test_what_users_add_to_our_graph_is_theirs_and_is_no_reason_to_refuse(
    graph: Driver, load_records: Load, rows: Rows
) -> None:
    load_records({"id": "a/one"})
    graph.execute_query("CREATE (:Community {number: 1})")
    assert load_records({"id": "a/two"}).created == 1
    assert rows("MATCH (c:Community) RETURN c.number") == [(1,)]


def test_a_graph_of_a_newer_lineage_db_is_refused(graph: Driver, load_records: Load) -> None:
    load_records({"id": "a/one"})
    graph.execute_query("MATCH (m:LineageDb) SET m.schemaVersion = 99")
    with refusal(LoaderError, "A newer lineage-db wrote this graph"):
        load_records({"id": "a/one"})


def test_a_graph_of_the_first_release_is_ours_and_is_brought_up_to_date(
    graph: Driver, load_records: Load, rows: Rows
) -> None:
    load_records({"id": "a/one"}, {"id": "A/ONE"}, {"id": "c/child", "tags": ["base_model:a/One"]}, {"id": "b/late"})
    graph.execute_query("MATCH (m:LineageDb) DELETE m")
    graph.execute_query("MATCH (m:Model {id: 'a/one'}) SET m.hubId = $id", id="0" * 24)
    graph.execute_query("MATCH (m:Model {id: 'A/ONE'}) SET m.hubId = 'seven'")
    graph.execute_query(
        "MATCH (m:Model {id: 'b/late'}) SET m.hubId = $id, m.lastModified = datetime($late)", id=oid(1), late=LATE
    )
    graph.execute_query("MATCH (m:Model {id: 'b/late'}) SET m.gated = true")
    graph.execute_query("MATCH (m:Model {id: 'c/child'}) SET m.gated = null")
    graph.execute_query("MATCH (l:Load) SET l.newest = datetime($late)", late=LATE)
    stated = rows("MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, p.id, d.statements, d.hubRelation")
    graph.execute_query(
        "MATCH ()-[d:DERIVED_FROM]->() SET d.writtenAs = ['tag: a/One'], d.writtenOtherwise = null, d.statements = null"
    )
    load_records({"id": "d/other"})
    assert rows("MATCH (m:LineageDb) RETURN m.schemaVersion") == [(SCHEMA_VERSION,)]
    assert rows("MATCH (m:Model) WHERE m.hubId IS NOT NULL RETURN m.id") == [("b/late",)]
    gated = rows("MATCH (m:Model) WHERE m.id IN ['b/late', 'c/child'] RETURN m.gated ORDER BY m.id")
    assert gated == [("gated",), ("unknown",)]
    assert rows("MATCH (n) WHERE n.newest > datetime() OR n.lastModified > datetime() RETURN n") == []
    assert rows("MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, p.id, d.statements, d.writtenAs") == stated
    assert load_records({"id": "b/late", "lastModified": "2024-01-01T00:00:00Z"}).updated == 1


def test_an_index_that_broke_is_made_anew_by_the_next_load(graph: Driver, load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one"})
    graph.execute_query("MATCH (m:LineageDb) DELETE m")
    graph.execute_query("DROP INDEX model_hub_id")
    graph.execute_query("MATCH (m:Model {id: 'a/one'}) SET m.hubId = $long", long="x" * 9_000)
    graph.execute_query("CREATE INDEX model_hub_id FOR (m:Model) ON (m.hubId)")
    with pytest.raises(Exception, match="model_hub_id"):
        graph.execute_query("CALL db.awaitIndexes(60)")
    load_records({"id": "a/two"})
    assert rows("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name") == []
    assert rows("MATCH (m:Model) RETURN m.id, m.hubId ORDER BY m.id") == [("a/one", None), ("a/two", None)]


def test_a_bulk_import_of_names_that_no_index_takes_is_mended_by_the_next_load(
    graph: Driver, load_records: Load, rows: Rows
) -> None:
    load_records({"id": "a/one"})
    graph.execute_query("MATCH (n:LineageDb|Load) DELETE n")
    graph.execute_query("DROP CONSTRAINT model_id")
    graph.execute_query("DROP INDEX model_id_folded")
    graph.execute_query(
        "UNWIND [1, 2] AS n CREATE (m:Model:Unseen {id: $long, name: 'x', idFolded: $long})", long="x/" + "y" * 9_000
    )
    load_records({"id": "a/two"})
    assert rows("MATCH (m:Model) RETURN m.id ORDER BY m.id") == [("a/one",), ("a/two",)]
    assert rows("SHOW CONSTRAINTS YIELD name WHERE name = 'model_id' RETURN name") == [("model_id",)]
