"""What a load makes of records: whole sets of nodes and relationships, and counts that reconcile."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from factory import base_models, hub_model
from hub_ids import id_of, oid
from neo4j import Driver
from refusals import refusal

from cypher import Database
from loader.errors import LoaderError
from loader.load import load
from loader.model import Quarantined
from loader.record import Record, record
from loader.report import Report
from loader.sources import Source, jsonl, parquet, sample

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]

EDGES = """
MATCH (child)-[edge:DERIVED_FROM]->(parent)
RETURN child.id, edge.relation, parent.id ORDER BY child.id, parent.id
"""
EVIDENCE = """
MATCH (:Model {id: $child})-[edge:DERIVED_FROM]->(parent)
RETURN parent.id, edge.relation, edge.witnesses, edge.declaredRelation, edge.statements, edge.disputed
ORDER BY parent.id
"""
EVERYTHING = """
MATCH (n) WHERE NOT n:Load
OPTIONAL MATCH (n)-[r]->(m)
RETURN labels(n), properties(n), type(r), properties(r), m.id
"""


base = partial(base_models, hub_id=id_of)


def read(records: Iterable[dict[str, Any]]) -> Iterator[Record | Quarantined]:
    return (record(item, f"test:{line}") for line, item in enumerate(records, 1))


def reconciles(report: Report) -> bool:
    records = report.created + report.updated + report.unchanged + report.older + report.quarantined
    parents = report.parentsWritten + report.parentsQuarantined
    datasets = report.datasetsWritten + report.datasetsQuarantined
    return (report.read, report.parents, report.datasets) == (records, parents, datasets)


def test_a_record_becomes_a_model_with_its_publisher_parents_and_datasets(load_records: Load, rows: Rows) -> None:
    load_records(
        {
            "_id": oid(5, "2024-01-02T03:04:05Z"),
            "id": "ann/child",
            "author": "ann",
            "sha": "abc",
            "createdAt": "2024-01-02T03:04:05.000Z",
            "lastModified": "2024-02-02",
            "downloads": 7,
            "likes": 2,
            "tags": ["base_model:bob/parent", "base_model:adapter:bob/parent", "dataset:carl/data", "license:mit"],
            "cardData": {"base_model": ["bob/parent"], "datasets": "carl/data", "license": "apache-2.0"},
            "baseModels": base("bob/parent", relation="adapter"),
            "pipeline_tag": "text-generation",
            "library_name": "peft",
            "gated": "auto",
            "siblings": ["ignored"],
        }
    )
    ((properties,),) = rows(
        "MATCH (m:Model {id: 'ann/child'}) RETURN m {.*, createdAt: toString(m.createdAt), digest: 0}"
    )
    assert properties | {"lastModified": str(properties["lastModified"])} == {
        "id": "ann/child",
        "name": "child",
        "idFolded": "ann/child",
        "stem": "child",
        "hubId": oid(5, "2024-01-02T03:04:05Z"),
        "sha": "abc",
        "createdAt": "2024-01-02T03:04:05Z",
        "lastModified": "2024-02-02T00:00:00.000000000+00:00",
        "downloads": 7,
        "likes": 2,
        "pipelineTag": "text-generation",
        "libraryName": "peft",
        "gated": "gated",
        "license": "apache-2.0",
        "descendants": 0,
        "intervals": [1],
        "digest": 0,
    }
    assert rows(EVIDENCE, child="ann/child") == [
        ("bob/parent", "adapter", ["card", "hub", "tag"], None, ["card: named", "hub: adapter", "tag: adapter"], False)
    ]
    assert rows("MATCH (m:Unseen) RETURN m.id, m.name, m.hubId") == [("bob/parent", "parent", id_of("bob/parent"))]
    assert rows("MATCH (m)-[t:TRAINED_ON]->(d:Dataset) RETURN m.id, t.witnesses, d.id, d.name") == [
        ("ann/child", ["card", "tag"], "carl/data", "data")
    ]
    assert set(rows("MATCH (p:Publisher)-[:PUBLISHED]->(n) RETURN p.name, n.id")) == {
        ("ann", "ann/child"),
        ("bob", "bob/parent"),
        ("carl", "carl/data"),
    }


@pytest.mark.parametrize(
    ("declared", "hub", "tag", "relation", "disputed"),
    [
        ("quantized", "finetune", "finetune", "quantized", True),
        (None, "merge", "merge", "merge", False),
        (None, None, "adapter", "adapter", False),
        (None, None, None, "unknown", False),
        ("merge", "merge", "merge", "merge", False),
        (None, "merge", "finetune", "merge", True),
    ],
)
def test_the_relation_is_the_publishers_word_else_the_hubs_else_the_tags(
    load_records: Load, rows: Rows, declared: str, hub: str, tag: str, relation: str, disputed: bool
) -> None:
    load_records(
        {
            "id": "a/child",
            "cardData": {"base_model": "a/parent", "base_model_relation": declared},
            "baseModels": base("a/parent", relation=hub),
            "tags": [f"base_model:{tag}:a/parent" if tag else "base_model:a/parent"],
        }
    )
    stated = [f"card: {declared or 'named'}", f"hub: {hub or 'named'}", f"tag: {tag or 'named'}"]
    assert rows(EVIDENCE, child="a/child") == [
        ("a/parent", relation, ["card", "hub", "tag"], declared, stated, disputed)
    ]


def test_a_parent_that_one_witness_names_and_another_leaves_out_is_kept_and_disputed(
    load_records: Load, rows: Rows
) -> None:
    load_records(
        {
            "id": "a/child",
            "cardData": {"base_model": ["a/kept", "a/dropped"]},
            "baseModels": base("a/kept"),
            "tags": [],
        }
    )
    assert rows(EVIDENCE, child="a/child") == [
        ("a/dropped", "unknown", ["card"], None, ["card: named"], True),
        ("a/kept", "finetune", ["card", "hub"], None, ["card: named", "hub: finetune"], False),
    ]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("None", "no name"),
        ("merge", "no name"),
        ("", "no name"),
        ("/cache/models/Qwen/Qwen3.5-9B", "a path on someone's machine"),
        ("/cache/models/Qwen--Qwen3.5-9B", "reads like a model that no source lists"),
        ("C:\\Models\\Apriel-5B-Instruct", "a path on someone's machine"),
        ("./outputs", "a path on someone's machine"),
        ("outputs/run/checkpoints/last", "more than one slash"),
        ("https://example.org/a/b", "an address outside the Hub"),
        ("Llama 2 7B", "characters the Hub does not allow in a name"),
        ("a/child", "names itself"),
        ("A/Child", "names itself"),
    ],
)
def test_a_name_that_is_no_other_repository_makes_no_node_but_is_in_quarantine(
    load_records: Load, rows: Rows, written: str, reason: str
) -> None:
    report = load_records({"id": "a/child", "cardData": {"base_model": [written, "a/parent"]}})
    assert rows(EDGES) == [("a/child", "unknown", "a/parent")]
    assert rows("MATCH (q:Quarantined) RETURN q.source, q.record, q.field, q.value, q.reason") == [
        ("test", "a/child", "cardData.base_model", written, reason)
    ]
    assert (report.parentsQuarantined, report.parentsWritten) == (1, 1)
    assert reconciles(report)


@pytest.mark.parametrize(
    "written",
    [
        "a/parent",
        " a/parent/ ",
        "https://huggingface.co/a/parent",
        "https://huggingface.co/a/parent/tree/main",
        "huggingface.co/a/parent?x=1",
        "hf.co/a/parent",
    ],
)
def test_a_name_is_cleaned_of_spaces_slashes_and_the_hubs_address(load_records: Load, rows: Rows, written: str) -> None:
    load_records({"id": "a/child", "cardData": {"base_model": written}})
    assert rows(EDGES) == [("a/child", "unknown", "a/parent")]


@pytest.mark.parametrize("name", ["gpt2", "_leading/under_score", "a/b.c-d_e"])
def test_single_words_and_leading_underscores_are_names(load_records: Load, rows: Rows, name: str) -> None:
    load_records(hub_model("a/child", name))
    assert rows(EDGES) == [("a/child", "finetune", name)]


def test_a_name_in_another_case_means_the_only_model_alike(load_records: Load, rows: Rows) -> None:
    report = load_records(
        {"id": "a/child", "cardData": {"base_model": ["b/parent", "c/two"]}, "baseModels": base("B/Parent")},
        {"id": "B/Parent"},
        {"id": "C/two"},
        {"id": "C/Two"},
    )
    assert rows(EVIDENCE, child="a/child") == [
        ("B/Parent", "finetune", ["card", "hub"], None, ["card: named: b/parent", "hub: finetune"], False),
        ("c/two", "unknown", ["card"], None, ["card: named"], True),
    ]
    assert (report.parents, report.parentsWritten) == (3, 3)


def test_a_parent_that_is_loaded_later_in_another_case_is_found(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/child", "cardData": {"base_model": "b/parent"}, "baseModels": base("B/PARENT")})
    assert {parent for _, _, parent in rows(EDGES)} == {"b/parent", "B/PARENT"}
    load_records({"id": "B/Parent"})
    assert rows("MATCH (m:Model) RETURN m.id, m:Unseen ORDER BY m.id") == [("B/Parent", False), ("a/child", False)]
    assert [row[:3] for row in rows(EVIDENCE, child="a/child")] == [("B/Parent", "finetune", ["card", "hub"])]
    assert rows("MATCH ()-[f:FORMERLY_DERIVED_FROM]->() RETURN f") == []


def test_a_parent_found_while_its_child_changes_is_not_taken_for_withdrawn(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/child", "cardData": {"base_model": "Org/P"}})
    load_records({"id": "a/child", "cardData": {"base_model": "Org/P"}, "downloads": 5}, {"id": "org/P"})
    assert rows(EDGES) == [("a/child", "unknown", "org/P")]
    assert rows("MATCH (m:Model) RETURN m.id, m:Unseen ORDER BY m.id") == [("a/child", False), ("org/P", False)]
    assert rows("MATCH ()-[f:FORMERLY_DERIVED_FROM]->() RETURN f") == []


def test_the_hubs_id_of_a_parent_is_kept_whoever_else_names_it(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/one", "baseModels": base("b/parent")}, {"id": "a/two", "tags": ["base_model:b/parent"]})
    assert rows("MATCH (m:Model {id: 'b/parent'}) RETURN m.hubId") == [(id_of("b/parent"),)]


def test_children_may_come_before_their_parents(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/child", "tags": ["base_model:merge:a/parent"]}, {"id": "a/parent"})
    assert rows("MATCH (m:Model) RETURN m.id, m:Unseen ORDER BY m.id") == [("a/child", False), ("a/parent", False)]


def test_a_cycle_is_loaded(load_records: Load, rows: Rows) -> None:
    load_records(hub_model("a/one", "a/two", witnesses=("hub",)), hub_model("a/two", "a/one", witnesses=("hub",)))
    assert rows(EDGES) == [("a/one", "finetune", "a/two"), ("a/two", "finetune", "a/one")]


def test_loading_the_same_again_changes_nothing(graph: Driver, rows: Rows) -> None:
    first = load(sample(), Database(graph), lambda records: None)
    before = sorted(map(repr, rows(EVERYTHING)))
    again = load(sample(), Database(graph), lambda records: None)
    assert sorted(map(repr, rows(EVERYTHING))) == before
    assert (first.created, again.unchanged) == (first.read, first.read)
    assert reconciles(first)
    assert reconciles(again)


def test_a_withdrawn_parent_is_kept_as_former_and_taken_up_again(load_records: Load, rows: Rows) -> None:
    with_parent = {"id": "a/child", "baseModels": base("a/parent"), "cardData": None, "tags": []}
    former = "MATCH ()-[f:FORMERLY_DERIVED_FROM]->(p) RETURN p.id, f.relation, f.intervals"
    load_records(with_parent)
    load_records(with_parent | {"baseModels": None})
    assert (rows(EDGES), rows(former)) == ([], [("a/parent", "finetune", [1, 2])])
    load_records(with_parent)
    assert rows(former) == []
    assert rows("MATCH ()-[d:DERIVED_FROM]->() RETURN d.intervals") == [([1, 2, 3],)]


def test_a_source_without_cards_does_not_take_back_what_the_card_said(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/child", "cardData": {"base_model": ["a/one", "a/two"], "datasets": ["a/data"]}})
    load_records({"id": "a/child", "tags": ["base_model:merge:a/one"]})
    assert [row[:3] for row in rows(EVIDENCE, child="a/child")] == [
        ("a/one", "merge", ["card", "tag"]),
        ("a/two", "unknown", ["card"]),
    ]
    assert rows("MATCH (:Model)-[:TRAINED_ON]->(d) RETURN d.id") == [("a/data",)]


def test_of_two_records_of_one_model_the_one_modified_last_stands(load_records: Load, rows: Rows) -> None:
    old = {"id": "a/one", "lastModified": "2024-01-01T00:00:00Z", "likes": 1}
    new = {"id": "a/one", "lastModified": "2025-01-01T00:00:00Z", "likes": 2}
    for order, counts in (((old, new), (1, 1, 0, 0)), ((new, old), (0, 0, 1, 1)), ((old,), (0, 0, 0, 1))):
        report = load_records(*order)
        assert rows("MATCH (m:Model) RETURN m.likes") == [(2,)]
        assert (report.created, report.updated, report.unchanged, report.older) == counts


def test_a_record_that_comes_again_changes_nothing_wherever_it_comes(load_records: Load, rows: Rows) -> None:
    one = {"id": "a/one", "tags": ["base_model:merge:a/old"], "lastModified": "2024-01-01T00:00:00Z"}
    newer = one | {"tags": ["base_model:merge:a/new"], "lastModified": "2025-01-01T00:00:00Z"}
    others = [{"id": f"a/{number}"} for number in range(4)]
    report = load_records(one, *others, one, newer, one, batch_size=2)
    assert (report.created, report.unchanged, report.updated, report.older) == (5, 1, 1, 1)
    report = load_records(newer, *others, newer, one, batch_size=2)
    assert (report.created, report.unchanged, report.updated, report.older) == (0, 6, 0, 1)
    assert rows(EDGES) == [("a/one", "merge", "a/new")]
    assert rows("MATCH ()-[f:FORMERLY_DERIVED_FROM]->(p) RETURN p.id") == [("a/old",)]
    assert reconciles(report)


def test_what_is_odd_in_one_field_is_in_quarantine_and_the_rest_of_the_record_stands(
    load_records: Load, rows: Rows
) -> None:
    load_records(
        {
            "id": "a/odd",
            "downloads": "many",
            "likes": 10**30,
            "createdAt": "yesterday",
            "tags": ["base_model:a/parent", 7],
            "cardData": "{not json",
            "baseModels": {"relation": "cousin", "models": [{"id": "a/parent"}, {"name": "x"}]},
            "sha": "half a \ud83d pair",
        }
    )
    assert rows(EDGES) == [("a/odd", "unknown", "a/parent")]
    assert set(rows("MATCH (q:Quarantined) RETURN q.field, q.reason")) == {
        ("downloads", "not a count"),
        ("likes", "not a count"),
        ("createdAt", "not a date"),
        ("tags", "not a text"),
        ("cardData", "not JSON"),
        ("baseModels.relation", "not a relation the Hub knows"),
        ("baseModels.models", "not the text of an id"),
    }


def test_what_a_record_no_longer_states_leaves_quarantine(load_records: Load, rows: Rows) -> None:
    load_records({"id": "a/child", "cardData": {"base_model": ["None", "merge"]}})
    load_records({"id": "a/child", "cardData": {"base_model": ["None"]}})
    assert rows("MATCH (q:Quarantined) RETURN q.value, q.load") == [("None", 1)]


@pytest.mark.parametrize("packed", [False, True])
def test_a_malformed_line_is_in_quarantine_with_its_number_and_the_rest_loads(
    graph: Driver, rows: Rows, tmp_path: Path, packed: bool
) -> None:
    lines = [b'{"id": "a/one"}', b"{broken", b"", b"[1, 2]", b'{"id": 7}', b"\xff\xfe", b'{"modelId": "a/two"}']
    file = tmp_path / ("models.jsonl.gz" if packed else "models.jsonl")
    file.write_bytes(gzip.compress(b"\n".join(lines)) if packed else b"\n".join(lines))
    report = load(jsonl(file), Database(graph), lambda records: None)
    assert rows("MATCH (m:Model) RETURN m.id ORDER BY m.id") == [("a/one",), ("a/two",)]
    places = {record for (record,) in rows("MATCH (q:Quarantined) RETURN q.record")}
    assert places == {f"{file}:2", f"{file}:4", f"{file}:5", f"{file}:6"}
    assert (report.read, report.created, report.quarantined, reconciles(report)) == (6, 2, 4, True)


def test_a_parquet_file_gives_what_its_columns_hold(graph: Driver, rows: Rows, tmp_path: Path) -> None:
    import duckdb

    file = tmp_path / "models.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            """
            COPY (
              SELECT 'a/child' AS id, 'a' AS author, 5 AS downloads,
                TIMESTAMPTZ '2024-01-02 03:04:05+00' AS "createdAt",
                ['base_model:finetune:a/parent'] AS tags, '{"base_model": "a/parent"}' AS "cardData",
                {'relation': 'finetune', 'models': [{'_id': '65920080000000000000009a', 'id': 'a/parent'}]}
                    AS "baseModels"
              UNION ALL SELECT 'a/parent', 'a', 9, NULL, NULL, NULL, NULL
            ) TO ? (FORMAT parquet)
            """,
            [str(file)],
        )
    source = parquet(file)
    assert source.total == 2
    load(source, Database(graph), lambda records: None)
    assert [row[:3] for row in rows(EVIDENCE, child="a/child")] == [("a/parent", "finetune", ["card", "hub", "tag"])]
    assert rows("MATCH (m:Model {id: 'a/child'}) RETURN toString(m.createdAt), m.downloads") == [
        ("2024-01-02T03:04:05Z", 5)
    ]
    assert rows("MATCH (m:Model {id: 'a/parent'}) RETURN m.hubId, m:Unseen") == [("65920080000000000000009a", False)]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("nothing.parquet", None, "there is no such file"),
        ("text.parquet", b"id,author\n", "is not a parquet file that can be read"),
        ("nothing.jsonl", None, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(
    tmp_path: Path, name: str, content: bytes | None, complaint: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    with refusal(LoaderError, complaint):
        parquet(file) if name.endswith("parquet") else jsonl(file)


def test_a_load_that_breaks_off_is_incomplete_and_the_next_one_completes_it(graph: Driver, rows: Rows) -> None:
    records = [hub_model(f"a/{number}", f"a/{number + 1}", relation="merge") for number in range(20)]

    def broken() -> Any:
        yield from read(records[:10])
        raise LoaderError("file-breaks-off", file="a file", reason="a test")

    with pytest.raises(LoaderError):
        load(Source("broken", broken()), Database(graph), lambda records: None)
    assert rows("MATCH (l:Load) RETURN l.number, l.complete") == [(1, False)]
    load(Source("broken", read(records)), Database(graph), lambda records: None)
    assert rows("MATCH (l:Load) RETURN l.number, l.complete ORDER BY l.number") == [(1, False), (2, True)]
    assert len(rows(EDGES)) == 20


def test_the_sample_is_valid_and_every_line_names_its_sources() -> None:
    file = Path(__file__).parent.parent / "loader" / "sample.jsonl"
    listed = (file.parent.parent / "docs" / "reference" / "sample.md").read_text(encoding="utf-8")
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert 90 <= len(lines) <= 120
    assert not [record for record in sample().records if isinstance(record, Quarantined)]
    for line in lines:
        assert line["sources"]
        assert all(f"| `{source}` |" in listed for source in line["sources"])
