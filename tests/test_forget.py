"""A publisher who is forgotten: the name is nowhere in the graph, stays out at every load, and lineage stays whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import networkx
import pytest
from factory import base_models
from hub_ids import id_of, oid
from hypothesis import given
from hypothesis import strategies as st
from local_hub import LocalHub
from neo4j import Driver
from refusals import refusal

from cypher import Database
from ground.names import OPAQUE
from loader.digest import digest
from loader.erase import delete_journals, erase
from loader.errors import LoaderError
from loader.journal import Journal
from loader.load import load
from loader.mask import Mask
from loader.model import Model
from loader.record import record
from loader.report import Report
from loader.resolve import Names, resolve
from loader.shape import shape
from loader.sources import Source
from loader.sources.source import Notes

Run = Callable[..., Any]
Rows = Callable[..., list[tuple[Any, ...]]]

KEY = bytes(range(32))
NAME = "JaneDoe"
TRACE = re.compile(
    r"(?<![\w.-])janedoe(?![\w.-])|janedoe(--|__|_-_)|(--|__|_-_)janedoe|(secret|hidden|veiled)-model", re.I
)
"""The name in any case and as a part of a path, and the models of hers."""
EVERYTHING = """
MATCH (node) RETURN labels(node) AS what, properties(node) AS properties
UNION ALL
MATCH ()-[relationship]->() RETURN [type(relationship)] AS what, properties(relationship) AS properties
"""
LINEAGE = """
MATCH (child)-[d:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(parent)
RETURN child.id, parent.id, type(d), d.relation, d.witnesses, d.disputed,
  size([s IN d.statements WHERE size(split(s, ': ')) > 2]), d.intervals
"""


HER_DATE = "2024-03-07T08:09:10.000Z"


def created(id: str) -> str:
    """When a model was created."""
    return HER_DATE if id.lower().startswith("janedoe/") else "2024-01-01T00:00:00Z"


base = partial(base_models, hub_id=lambda id: id_of(id.lower(), created(id)))


def hers(name: str, **fields: Any) -> dict[str, Any]:
    """A model of hers, with all by which one could find it on the Hub."""
    return {
        "_id": id_of(f"janedoe/{name}", HER_DATE),
        "id": f"JaneDoe/{name}",
        "author": "JaneDoe",
        "sha": f"5a1{name}",
        "createdAt": HER_DATE,
        "lastModified": "2024-05-06T07:08:09.000Z",
        "downloads": 31_415,
        "likes": 271,
        "tags": ["license:mit", "dataset:JaneDoe/her-data"],
        "cardData": {"license": "mit", "datasets": ["JaneDoe/her-data", "other/data"]},
        "pipeline_tag": "text-generation",
        **fields,
    }


def first_week() -> list[Any]:
    """Records in which her name stands wherever a name can."""
    return [
        {"_id": id_of("org/root"), "id": "org/root", "lastModified": "2024-01-01T00:00:00Z"},
        hers("secret-model", baseModels=base("org/root"), **{"sha": "abc"}),
        hers("hidden-model", baseModels=base("JaneDoe/secret-model"), cardData={"base_model": "janedoe/SECRET-model"}),
        {
            "id": "other/merged",
            "tags": ["base_model:JaneDoe/hidden-model", "base_model:merge:JaneDoe/hidden-model"],
            "cardData": {
                "base_model": ["https://huggingface.co/janedoe/Hidden-Model/tree/main", "org/ROOT", "JaneDoe"]
            },
            "baseModels": base("JaneDoe/hidden-model", "org/root", relation="merge"),
        },
        {
            "id": "other/unseen-parent",
            "cardData": {"base_model": ["JANEDOE/veiled-model", "janedoe/veiled-model"]},
            "lastModified": "2024-01-01T00:00:00Z",
        },
        {
            "id": "other/odd",
            "cardData": {"base_model": ["/home/janedoe/hidden-model", "JaneDoe/hidden-model/tree/x/y"]},
        },
        {"id": "other/words", "cardData": {"base_model": ["JaneDoe/secret-model and more"]}, "downloads": "JaneDoe"},
        {"id": "mirror/JaneDoe_-_secret-model-gguf", "tags": ["base_model:quantized:JaneDoe/secret-model"]},
        {"id": "mirror/models--JaneDoe--hidden-model", "_id": oid(9), "sha": "mm"},
        {"id": "JaneDoe-2/model", "author": "JaneDoe-2", "sha": "kept", "baseModels": base("xJaneDoe/base")},
        {"id": "other/data-user", "cardData": {"datasets": ["janedoe/her-data", "JaneDoe-2/data"]}},
        {"id": "lonely", "author": "JaneDoe"},
        {"id": "JaneDoe/none", "cardData": {"base_model": ["None", "JaneDoe/none"]}},
        "JaneDoe is no record",
    ]


def second_week() -> list[Any]:
    """What changed since: a new model of hers, one that is changed, a new child of somebody else's, one withdrawn."""
    changed = {item["id"]: item for item in first_week() if isinstance(item, dict)}
    changed["JaneDoe/secret-model"] |= {"downloads": 99_999, "lastModified": "2024-06-06T07:08:09.000Z"}
    changed["other/unseen-parent"] = {
        **{"id": "other/unseen-parent", "cardData": {}, "tags": [], "baseModels": None},
        "lastModified": "2024-06-01T00:00:00Z",
    }
    return [
        *changed.values(),
        hers("veiled-model", tags=["base_model:JaneDoe/secret-model"]),
        {"id": "late/child", "cardData": {"base_model": "janedoe/veiled-MODEL"}, "tags": ["base_model:JaneDoe/new"]},
    ]


def put(driver: Driver, records: list[Any], key: bytes | None = KEY, *, whole: bool = False) -> Report:
    name = "the Hub's list of JaneDoe"
    read = (record(item, f"{name}:{line}") for line, item in enumerate(records, 1))
    return load(Source(name, read, len(records), covers_hub=whole), Database(driver), lambda records: None, key=key)


def clear(driver: Driver) -> None:
    driver.execute_query("MATCH (n) DETACH DELETE n")


def traces(driver: Driver) -> list[str]:
    """Everything in the graph in which her name stands."""
    return [text for row in driver.execute_query(EVERYTHING).records if TRACE.search(text := repr(row.values()))]


def found(driver: Driver, words: str) -> list[str]:
    """What the full-text index finds."""
    text = "CALL db.index.fulltext.queryNodes('model_search', $words) YIELD node RETURN node.id AS id"
    return [row["id"] for row in driver.execute_query(text, words=words).records]


def lineage(driver: Driver, name: str = NAME) -> networkx.MultiDiGraph:
    """The derivations with all that they say, and their ends, with the ids of those that hold no name to hide."""
    graph = networkx.MultiDiGraph()
    for child, parent, *said in (row.values() for row in driver.execute_query(LINEAGE).records):
        for id in (child, parent):
            graph.add_node(id, id=None if name.lower() in id.lower() or OPAQUE in id else id)
        graph.add_edge(child, parent, said=repr(said))
    return graph


def same(one: networkx.MultiDiGraph, other: networkx.MultiDiGraph) -> bool:
    """Whether one is the other but for hidden names."""

    def alike(a: dict[Any, Any], b: dict[Any, Any]) -> bool:
        return sorted(each["said"] for each in a.values()) == sorted(each["said"] for each in b.values())

    return networkx.is_isomorphic(one, other, node_match=lambda a, b: a == b, edge_match=alike)


def test_the_name_is_nowhere_in_the_graph_and_lineage_is_as_before(graph: Driver) -> None:
    put(graph, first_week())
    before = lineage(graph)
    assert traces(graph)
    assert "JaneDoe/secret-model" in found(graph, "janedoe")
    touched = erase(NAME, Database(graph), KEY)
    assert traces(graph) == []
    assert found(graph, "janedoe secret") == ["JaneDoe-2/model"]
    assert same(lineage(graph), before)
    assert (touched.nodes["Model"], touched.nodes["Dataset"], touched.nodes["Load"]) == (8, 2, 1)
    assert touched.derivations == 9
    assert "JaneDoe-2/model" in touched.remaining_names


@pytest.mark.parametrize("records", [first_week(), [*first_week(), *second_week()]], ids=["a week", "two weeks"])
def test_a_load_beforehand_afterwards_or_again_gives_the_same_graph(graph: Driver, records: list[Any]) -> None:
    put(graph, records)
    erase(NAME, Database(graph), KEY)
    expected = digest(Database(graph))
    again = put(graph, records)
    assert (again.created, again.updated) == (0, 0)
    assert (digest(Database(graph)), traces(graph)) == (expected, [])
    clear(graph)
    erase("janedoe", Database(graph), KEY)
    put(graph, records)
    assert (digest(Database(graph)), traces(graph)) == (expected, [])


def test_what_changes_later_is_taken_as_that_of_anybody_and_without_the_name(graph: Driver) -> None:
    def weeks(*forgetting: int) -> tuple[Report, str, networkx.MultiDiGraph]:
        clear(graph)
        for number, records in enumerate((first_week(), second_week())):
            if number in forgetting:
                erase(NAME, Database(graph), KEY)
            report = put(graph, records, whole=True)
        return report, digest(Database(graph)), lineage(graph)

    plain, _, before = weeks()
    report, expected, after = weeks(1)
    assert report.counts() | {"newest": None} == plain.counts() | {"newest": None}
    assert same(after, before)
    assert traces(graph) == []
    assert weeks(0)[1] == expected
    assert weeks(0, 1)[1] == expected


def test_nothing_is_kept_by_which_a_forgotten_model_is_found_on_the_hub(graph: Driver, rows: Rows) -> None:
    put(graph, first_week())
    graph.execute_query("MATCH (p:Publisher {name: 'JaneDoe'}) SET p:Person")
    erase(NAME, Database(graph), KEY)
    kept = rows("MATCH (m:Model {pipelineTag: 'text-generation'}) RETURN m {.*} AS m")
    assert len(kept) == 2
    for (model,) in kept:
        assert set(model) <= {
            *("id", "name", "idFolded", "hubId", "lastModified", "pipelineTag", "license"),
            *("gated", "disabled", "descendants", "intervals", "digest"),
        }
        assert model["lastModified"].iso_format().startswith("2024-05-01T00:00:00")
        assert re.fullmatch(r"forgotten--[a-pA-P]{16}/[a-pA-P]{16}", model["id"])
        assert re.fullmatch(r"[a-pA-P]{16}", model["hubId"])
    digests = {item.digest for item in (record(raw, "") for raw in first_week()) if hasattr(item, "digest")}
    assert not digests & {model["digest"] for (model,) in kept}
    assert rows("MATCH (p:Person) RETURN p") == []
    assert rows(
        "MATCH (c:Model)-[d:DERIVED_FROM]->() WHERE c.id STARTS WITH $opaque RETURN DISTINCT d.sha", opaque=OPAQUE
    ) == [(None,)]
    assert rows("MATCH (m:Model {id: 'JaneDoe-2/model'}) RETURN m.sha") == [("kept",)]
    assert {len(row[0]) for row in rows("MATCH (f:Forgotten) RETURN f.hash")} == {32}


def test_old_names_of_forgotten_models_go_too_and_go_on_leading_to_them(graph: Driver, rows: Rows) -> None:
    old = {"_id": oid(7), "id": "maiden/one", "tags": ["base_model:org/root"]}
    child = {"id": "other/child", "cardData": {"base_model": "maiden/one"}}
    put(graph, [old, child])
    put(graph, [old | {"id": "JaneDoe/one"}, child])
    touched = erase(NAME, Database(graph), KEY)
    assert (touched.nodes["Alias"], touched.other_publishers) == (1, ["maiden"])
    assert not [text for text in map(repr, rows(EVERYTHING)) if "maiden" in text]
    expected = digest(Database(graph))
    assert put(graph, [old | {"id": "JaneDoe/one"}, child]).unchanged == 2
    assert digest(Database(graph)) == expected
    put(graph, [{"id": "late/child", "cardData": {"base_model": "maiden/one"}}])
    children = rows("MATCH (:Alias)-[:ALIAS_OF]->(m)<-[:DERIVED_FROM]-(c) WHERE NOT m:Unseen RETURN c.id ORDER BY c.id")
    assert children == [("late/child",), ("other/child",)]
    assert not [text for text in map(repr, rows(EVERYTHING)) if "maiden" in text]


def test_renames_among_the_models_of_one_who_is_forgotten_are_followed_and_no_others(graph: Driver, rows: Rows) -> None:
    erase(NAME, Database(graph), KEY)
    child = {"id": "other/child", "baseModels": {"models": [{"_id": oid(7, HER_DATE), "id": "JaneDoe/one"}]}}
    put(graph, [hers("one", _id=oid(7, HER_DATE)), child])
    assert put(graph, [hers("two", _id=oid(7, HER_DATE)), child]).renamed == 1
    models = len(rows("MATCH (m:Model) RETURN m"))
    assert len(rows("MATCH (:Alias)-[:ALIAS_OF]->(m:Model)<-[:DERIVED_FROM]-() WHERE NOT m:Unseen RETURN m")) == 1
    put(graph, [hers("two", _id=oid(7, HER_DATE)) | {"id": "NewName/two", "author": "NewName"}])
    assert len(rows("MATCH (m:Model) RETURN m")) == models + 1
    assert rows("MATCH (:Alias)-[:ALIAS_OF]->(m {id: 'NewName/two'}) RETURN m") == []


@pytest.mark.parametrize("key", [None, b"another key"])
def test_a_graph_that_has_forgotten_is_loaded_with_the_same_key_only(graph: Driver, key: bytes | None) -> None:
    erase(NAME, Database(graph), KEY)
    with refusal(LoaderError, "names would come back"):
        put(graph, first_week(), key)
    with refusal(LoaderError, "names would come back"):
        erase("other", Database(graph), b"another key")
    assert graph.execute_query("MATCH (n) WHERE NOT n:Forgotten|LineageDb RETURN n").records == []


def test_two_who_are_forgotten_one_after_the_other_leave_the_same_graph(graph: Driver) -> None:
    def digests(*names: str) -> str:
        clear(graph)
        put(graph, first_week())
        for name in names:
            erase(name, Database(graph), KEY)
        return digest(Database(graph))

    assert digests("JaneDoe", "other") == digests("other", "janedoe", "JaneDoe")


def test_the_sample_with_its_largest_publisher_forgotten(graph: Driver, lineage_db: Run) -> None:
    def told() -> str:
        return str(lineage_db("status", "--digest", "--format", "json").out).split('"digest"')[1]

    lineage_db("load", "sample")
    name, model = "jaspionjader", "jaspionjader/Kosmos-EVAA-Franken-v37-8B"
    before = lineage(graph, name)
    assert lineage_db("path", model, "meta-llama/Llama-3.1-8B").code == 0
    result = lineage_db("forget", name, "--yes")
    assert result.code == 0
    assert re.search(r"^Model +\d\d$", result.out, re.MULTILINE)
    assert same(lineage(graph, name), before)
    expected = told()
    again = lineage_db("load", "sample")
    assert re.search(r"^(created|updated) +[1-9]", again.out, re.MULTILINE) is None
    assert told() == expected
    assert name not in "".join(map(repr, graph.execute_query(EVERYTHING).records))
    for asked in (("path", model, "meta-llama/Llama-3.1-8B"), ("show", model), ("ancestors", model)):
        result = lineage_db(*asked)
        assert (result.code, result.out) == (1, "")
        assert result.err.startswith(f"No model '{model}' is in the graph.")
        assert OPAQUE not in result.err
    assert lineage_db("forget", "--list", "--format", "csv").out == "what,count\npublishers forgotten,1\n"
    graph.execute_query("MATCH (n) DETACH DELETE n")
    lineage_db("forget", name.upper(), "--yes")
    lineage_db("load", "sample")
    assert told() == expected


def test_forgetting_is_asked_about_first(graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, first_week())
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: "n")
    assert lineage_db("forget", NAME).code != 0
    assert traces(graph)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda prompt: "y")
    result = lineage_db("forget", NAME)
    assert (result.code, traces(graph)) == (0, [])
    assert "longer names that hold JaneDoe" in result.err
    assert "docs/ideas/privacy.md" in result.err


@pytest.mark.parametrize("arguments", [(), ("org/model",), ("two words",), ("-",)])
def test_only_a_name_of_a_publisher_can_be_forgotten(lineage_db: Run, arguments: tuple[str, ...]) -> None:
    assert lineage_db("forget", *arguments, "--yes").code == 2


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["jaspionjader", "meta-llama"])
def test_real_publishers_are_forgotten_beforehand_or_afterwards_alike(graph: Driver, data: Path, name: str) -> None:
    from loader.sources import parquet

    def load_it() -> Report:
        file = data / "hub-stats" / "models.parquet"
        return load(parquet(file), Database(graph), lambda records: None, key=KEY)

    load_it()
    erase(name, Database(graph), KEY)
    expected = digest(Database(graph))
    everything = "".join(map(repr, graph.execute_query(EVERYTHING).records))
    assert not re.search(rf"(?<![\w.-]){name}(?![\w.-])", everything, re.IGNORECASE)
    again = load_it()
    assert (again.created, again.updated, digest(Database(graph))) == (0, 0, expected)
    clear(graph)
    erase(name, Database(graph), KEY)
    load_it()
    assert digest(Database(graph)) == expected


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalHub]:
    """An empty local Hub, which is the Hub for the command line."""
    from huggingface_hub import close_session, constants

    with LocalHub().serving() as serving:
        monkeypatch.setattr(constants, "ENDPOINT", serving.endpoint)
        monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
        monkeypatch.setenv("LINEAGE_HOME", str(tmp_path / "home"))
        monkeypatch.setattr("loader.hub.patience.sleep", lambda seconds: None)
        yield serving
        close_session()


def test_what_is_loaded_from_the_hub_itself_brings_no_name_back_nor_asks_for_an_opaque_one(
    hub: LocalHub, graph: Driver, lineage_db: Run
) -> None:
    hub.add(*({**item, "tags": item.get("tags", [])} for item in first_week() if isinstance(item, dict)))
    hub.users |= {"JaneDoe", "other"}
    hub.renamed["JaneDoe/veiled-model"] = "other/odd"
    assert lineage_db("forget", NAME, "--yes").code == 0
    for load_ in (
        ("hub", "--family", "JaneDoe/hidden-model"),
        ("hub", "--author", NAME),
        ("hub",),
        ("resolve",),
        ("resolve", "--publishers"),
    ):
        assert lineage_db("load", *load_).code == 0, load_
        assert traces(graph) == [], load_
    assert not [path for path in hub.requests if "forgotten--" in path]
    assert graph.execute_query("MATCH (a:Alias) RETURN a.id").records == []


def test_journals_of_broken_loads_that_hold_the_name_are_deleted(tmp_path: Path) -> None:
    for file, ids in {"one": ["other/x"], "two": ["other/x", "JANEdoe/y"]}.items():
        with Journal(tmp_path / f"{file}.journal") as journal:
            journal.add((id, None, None) for id in ids)
            journal.keep(load=1)
    with Journal(tmp_path / "three.journal") as journal:
        journal.keep(position="https://hub/api/models?author=JaneDoe")
    assert delete_journals(tmp_path, NAME) == 2
    assert [file.name for file in tmp_path.glob("*.journal")] == ["one.journal"]


FORGOTTEN = Mask(KEY, frozenset([Mask(KEY).hash("Jane-D.oe_1")]))
CASES = st.builds(
    lambda upper: "".join(c.upper() if up else c for c, up in zip("jane-d.oe_1", upper, strict=True)),
    st.lists(st.booleans(), min_size=11, max_size=11),
)
"""The name in any case."""
LOOK_ALIKES = st.sampled_from(["Jane-D.oe_1-2", "xJane-D.oe_1", "Jane-D.oe_", "jane-d", "oe_1", "a/b", "merge", "none"])
AROUND = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=4).filter(
    lambda text: not re.search(r"[\w.-]", text, re.ASCII)
)


@given(st.lists(st.tuples(AROUND.filter(bool), st.one_of(CASES, LOOK_ALIKES))), AROUND)
def test_a_name_is_hidden_wherever_it_stands_and_names_like_it_are_not(words: list[tuple[str, str]], last: str) -> None:
    # Behind a slash, what follows a forgotten name goes with it.
    text = "".join(around.replace("/", "|") + word for around, word in words) + last
    hidden = FORGOTTEN.hide(text)
    assert not re.search(r"(?<![\w.-])jane-d\.oe_1(?![\w.-])", hidden, re.IGNORECASE | re.ASCII)
    assert FORGOTTEN.hide(hidden) == hidden
    if not [word for _, word in words if word.lower() == "jane-d.oe_1"]:
        assert hidden == text


@given(CASES, CASES, st.text("aAb-_.", min_size=1), st.text("aAb-_.", min_size=1))
def test_hidden_names_are_the_same_or_alike_where_the_names_are(one: str, two: str, first: str, second: str) -> None:
    a, b = f"{one}/{first}", f"{two}/{second}"
    assert (FORGOTTEN.hide(a) == FORGOTTEN.hide(b)) == (a == b)
    assert (FORGOTTEN.hide(a).lower() == FORGOTTEN.hide(b).lower()) == (a.lower() == b.lower())
    assert FORGOTTEN.hide(a).partition("/")[0] == FORGOTTEN.hide(one)


@given(
    st.lists(st.one_of(CASES, CASES.map("{}/x".format), CASES.map(" https://hf.co/{}/x y".format), LOOK_ALIKES)),
    CASES,
    st.sampled_from(["base_model:", "base_model:adapter:", "dataset:"]),
)
def test_what_is_stated_is_the_same_whether_names_are_hidden_before_it_is_resolved_or_after(
    names: list[str], author: str, tag: str
) -> None:
    raw = {
        "id": f"{author}/model",
        "author": author,
        "tags": [tag + name for name in names],
        "cardData": {"base_model": names, "datasets": names},
        "baseModels": {"models": [{"id": name, "_id": oid(1)} for name in names]},
    }
    made = shape(raw)
    assert isinstance(made, Model)
    plain, hidden = resolve(made, Names()), resolve(FORGOTTEN.model(made), Names())
    assert [row["parent"] for row in hidden.derivations] == [FORGOTTEN.hide(row["parent"]) for row in plain.derivations]
    assert [row["dataset"] for row in hidden.datasets] == [FORGOTTEN.hide(row["dataset"]) for row in plain.datasets]
    assert hidden.quarantined == [FORGOTTEN.quarantined(item) for item in plain.quarantined]
    assert FORGOTTEN.model(FORGOTTEN.model(made)) == FORGOTTEN.model(made)


def test_a_publisher_may_be_called_what_is_no_name_of_a_model(graph: Driver, rows: Rows) -> None:
    put(graph, [{"id": "merge/model", "cardData": {"base_model": ["merge", "org/root"]}}])
    erase("merge", Database(graph), KEY)
    expected = digest(Database(graph))
    assert rows("MATCH (q:Quarantined) RETURN q.value, q.reason") == [("merge", "no name")]
    assert all(name.startswith(OPAQUE) or name == "org" for (name,) in rows("MATCH (p:Publisher) RETURN p.name"))
    clear(graph)
    erase("merge", Database(graph), KEY)
    put(graph, [{"id": "merge/model", "cardData": {"base_model": ["merge", "org/root"]}}])
    assert digest(Database(graph)) == expected


def test_a_rename_between_one_who_is_forgotten_and_another_is_not_told() -> None:
    jane = Mask(KEY, frozenset([Mask(KEY).hash(NAME)]))
    noted = Notes(renamed=[["JaneDoe/a", "new/a"], ["old/a", "JaneDoe/a"], ["JaneDoe/a", "JaneDoe/b"], ["x/a", "y/a"]])
    assert [[name.partition("--")[0] for name in pair] for pair in jane.notes(noted).renamed] == [
        ["forgotten", "forgotten"],
        ["x/a", "y/a"],
    ]
