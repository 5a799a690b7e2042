"""What comes in through a door is held to what the door is for: addresses, Cypher of a user's own, names."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress

import pytest
from conftest import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import READ_ACCESS, Driver

import cypher
from answers.errors import UnknownNameError
from answers.names import find
from answers.search import search
from cypher import Database
from cypher.reading import check
from loader.load import load
from loader.record import record
from loader.sources import Source as Records

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
@pytest.mark.parametrize("command", [("status",), ("browse", "stats"), ("web", "--no-open")])
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


HIDDEN = "CALL db.stats.clear('QUERIES') YIELD section RETURN section"


@pytest.mark.parametrize(
    "text",
    [
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
        "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN message",
        "SHOW SETTINGS",
        "SHOW USERS",
        "CREATE USER other SET PASSWORD 'abcdefgh'",
        "CALL dbms.killConnection('bolt-999999')",
        "explain call dbms.killConnections(['bolt-999999'])",
        "PROFILE CALL db.clearQueryCaches()",
        "CYPHER 25 runtime=slotted /* */ PROFILE CALL `db` // \n . `clearQueryCaches`();",
        "CYPHER 5 \\u0043ALL db.clearQueryCaches()",
        "CALL db.prepareForReplanning",
        "CALL tx.setMetaData({a: 1})",
        "USE neo4j CALL db.resampleIndex('model_id')",
        "RETURN 1 AS value UNION CALL db.clearQueryCaches() YIELD value RETURN value",
        "CALL { CALL db.clearQueryCaches() YIELD value RETURN value } RETURN value",
        f"RETURN CASE WHEN rand() < 2 THEN COUNT {{ {HIDDEN} }} END AS x",
        f"UNWIND CASE WHEN rand() > 2 THEN [] ELSE COLLECT {{ {HIDDEN} }} END AS x RETURN 1",
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "RETURN CASE WHEN rand() < 2 THEN COUNT { LOAD /* */ CSV WITH HEADERS FROM 'file:///x' AS r RETURN r } END",
    ],
)
def test_cypher_that_does_more_than_read_is_refused(text: str, sample_graph: Driver, lineage_db: Run) -> None:
    result = lineage_db("cypher", text)
    assert (result.code, result.out) == (1, "")
    assert result.err.endswith("Ask a question that reads the graph; for all else, use Neo4j Browser or a driver.\n")


@pytest.mark.parametrize(
    "text",
    [
        "PROFILE RETURN 1",
        "CYPHER 25 runtime=slotted /* PROFILE */ PROFILE RETURN 1;",
        "// PROFILE\nRETURN 1",
        "EXPLAIN MATCH (m) RETURN m",
        "EXPLAIN CREATE (m:Never)",
        "USE neo4j RETURN 1",
        "CALL db.labels",
        "CALL db.labels() YIELD label RETURN label UNION CALL db.propertyKeys() YIELD propertyKey AS label RETURN *",
        "CALL db.schema.visualization()",
        "MATCH (m:Model) CALL (m) { RETURN 1 AS x } IN TRANSACTIONS RETURN count(*)",
        "MATCH (m:Model) RETURN COLLECT { CALL db.labels() YIELD label RETURN label } AS labels LIMIT 1",
        "SHOW INDEXES",
        "SHOW CONSTRAINTS",
        "SHOW PROCEDURES YIELD name, mode",
        "SHOW FUNCTIONS",
        "RETURN 'TERMINATE TRANSACTIONS', \"LOAD CSV\", 'call me' AS text",
        f"RETURN 'CALL a.b{'/**/' * 500}', 'LOAD{'/**/' * 500}' AS matched_in_exponential_time",
    ],
)
def test_cypher_that_reads_is_run(text: str, sample_graph: Driver, lineage_db: Run) -> None:
    assert lineage_db("cypher", text).code == 0
    assert sample_graph.execute_query("MATCH (m:Never) RETURN m").records == []


def test_every_saved_query_may_be_run_as_cypher_of_ones_own(sample_graph: Driver) -> None:
    with sample_graph.session(default_access_mode=READ_ACCESS) as session:
        for query in cypher.queries(*cypher.SAVED):
            check(session, query.text, {param.name: None for param in query.params}, 60)


WORDS = [
    "AND",
    "OR",
    "NOT",
    "TO",
    "a AND",
    "NOT b",
    "&&",
    "x && y",
    "+a -b",
    "[a TO b]",
    "{a TO b}",
    "a*",
    "?x",
    "a~2",
    "a^4",
    '"a',
    "id:x",
    "/a.*/",
    "a\\",
    "((",
    "!x",
    "<>=",
]
LONG = ["a" * 10_000, " ".join(f"word{number}" for number in range(5_000)), "a1" * 5_000, "a." * 5_000]
ODD = [*WORDS, "||", "\x00a", "🙂", "a🙂b", "שלום/עולם", "\u202eabc", "İstanbul", "ﬀ", *LONG]


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_no_name_is_a_query_of_the_index(name: str, sample_graph: Driver) -> None:
    _looked_for(name, sample_graph)


# The sample is loaded once, and none of the examples changes it.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.usefixtures("sample_graph")
@given(st.text(max_size=40) | st.lists(st.sampled_from([*WORDS, "gemma", "-", ":", "\u0301"])).map(" ".join))
def test_no_text_is_a_query_of_the_index(driver: Driver, text: str) -> None:
    _looked_for(text, driver)


def _looked_for(text: str, driver: Driver) -> None:
    database = cypher.Database(driver)
    search(database, text, {}, 5)
    with suppress(UnknownNameError):
        find(database, text)


def test_many_long_words_stay_within_what_the_index_takes(graph: Driver, lineage_db: Run) -> None:
    stems = [f"{first}{second}moth" for first in "abcd" for second in "wxyz"]
    ids = [f"{stem}{one}{two}" for stem in stems for one in "abcdefgh" for two in "abcdefgh"]
    records = (record({"id": f"x/{id}", "pipeline_tag": id}, id) for id in ids)
    load(Records("test", records, len(ids)), Database(graph), lambda records: None)
    for text in (" ".join(f"{stem}qq" for stem in stems), " ".join(f"{stem}1b2c3d4e" for stem in stems)):
        assert lineage_db("search", text).code == 0
        assert "No model" in lineage_db("show", text).err


def test_words_in_capitals_are_words(load_records: Callable[..., object], lineage_db: Run) -> None:
    load_records({"id": "good/Search-AND-Rescue"}, {"id": "good/Search-Engine"})
    assert lineage_db("search", "search AND rescue", "--format", "ids").out == "good/Search-AND-Rescue\n"
    assert "Nearest: good/Search-AND-Rescue" in lineage_db("show", "good/Search-AND-Rescu").err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("",), 1),
        ((" \n",), 1),
        (("RETURN '\x00' AS x",), 0),
        (("RETURN $x AS x", "--param", 'x="\\u0000"'), 0),
        (("RETURN $x AS x", "--param", 'x="\\ud800"'), 1),
        (("RETURN $x AS x", "--param", f"x={2**63}"), 1),
        (("RETURN $x AS x", "--param", f"x={'9' * 6_000}"), 0),
        (("RETURN $x AS x", "--param", f"x=[{-(2**63) - 1}]"), 1),
        (("RETURN $x AS x", "--param", "x=NaN"), 0),
        (("RETURN $x AS x", "--param", "x=1e999"), 0),
        (("RETURN $x AS x", "--param", f"x={'[' * 100_000}"), 1),
        (("RETURN $x AS x", "--param", f"x={'[' * 5_000}{']' * 5_000}"), 1),
        (("RETURN $x AS x", "--param", 'x={"a": {"b": [1, null, "c"]}}'), 0),
        ((f"RETURN '{'x' * 10_000_000}' AS x",), 1),
        (("RETURN 9223372036854775808 AS x",), 1),
        (("RETURN 9223372036854775807 + 1 AS x",), 1),
        (("RETURN '\udcff' AS x",), 1),
    ],
    ids=range(17),
)
def test_no_cypher_ends_in_a_traceback(
    arguments: tuple[str, ...], code: int, sample_graph: Driver, lineage_db: Run
) -> None:
    result = lineage_db("cypher", *arguments)
    assert result.code == code, result.err[:500]
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    "sent", [b"", b"RETURN '\xff'", b"\xff\xfe", b"\x00", b"RETURN 1" + b" " * 10_000_000], ids=range(5)
)
def test_no_standard_input_ends_in_a_traceback(
    sent: bytes, sample_graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent), encoding="utf-8"))
    result = lineage_db("cypher", "-")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 2
