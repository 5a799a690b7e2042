"""The real Hub data of ../shared/data: the graph equals what is computed from the files without the loader."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import networkx
import pytest
from neo4j import Driver

import cypher
from cypher import Database
from ground.bands import BAND_OF_RELATION
from loader.load import load
from loader.report import Report
from loader.sources import jsonl, parquet
from rights.exposure.exposure import Exposed, candidates, exposure
from rights.exposure.family import read
from rights.exposure.observations import remaining
from rights.exposure.probe import probe_next

pytestmark = pytest.mark.real_data
KINDS = ("finetune", "adapter", "merge", "quantized")
NAME = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?")
Edge = tuple[str, str, str]


def parquet_records(file: Path) -> Iterator[dict[str, Any]]:
    with duckdb.connect() as connection:
        answer = connection.execute('SELECT id, tags, "cardData", "baseModels" FROM read_parquet(?)', [str(file)])
        for id, tags, card, base in answer.fetchall():
            yield {"id": id, "tags": tags or [], "card": json.loads(card or "{}"), "base": base or {"models": []}}


def jsonl_records(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file) as lines:
        for line in lines:
            record = json.loads(line)
            yield {"id": record["id"], "tags": record["tags"], "card": {}, "base": {"models": []}}


def said(card: dict[str, Any], key: str) -> Any:
    """What a card says under a key, in whatever case, or in the singular, it is written."""
    return next((value for name, value in card.items() if name.lower() in (key, key.rstrip("s"))), None)


def cached(path: str) -> str:
    """The name in the path of a cache folder; the path where it is none."""
    found = re.fullmatch(r"/cache/models/([^/]+)--([^/]+)", path)
    return "/".join(found.groups()) if found else path


def texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for item in value or [] for text in texts(item)]


def expected(records: Iterable[dict[str, Any]]) -> tuple[set[str], set[Edge], set[tuple[str, str]]]:
    """Model ids, derivations and dataset edges, straight from the fields of the records."""
    records = list(records)
    ids = {record["id"] for record in records}
    folded = defaultdict(set)
    for id in ids:
        folded[id.lower()].add(id)
    # The Hub names a parent with its own id of it: two names of one id are one repository, and the listed one holds.
    named = {(parent["_id"], parent["id"]) for record in records for parent in record["base"]["models"]}
    today = {hub_id: name for hub_id, name in named if name in ids}
    renamed = {name: today[hub_id] for hub_id, name in named if name not in ids and hub_id in today}
    edges, trained, nodes = set(), set(), set(ids)
    for record in records:
        words: dict[str, list[str | None]] = defaultdict(lambda: [None, None, None])
        declared = record["card"].get("base_model_relation")
        for name in texts(said(record["card"], "base_model")):
            words[name][0] = None
        for parent in record["base"]["models"]:
            words[parent["id"]][1] = record["base"]["relation"]
        for tag in record["tags"]:
            if tag.startswith("base_model:"):
                first, _, rest = tag[11:].partition(":")
                name, word = (rest, first) if first in KINDS else (tag[11:], None)
                words[name][2] = words[name][2] or word
            if tag.startswith("dataset:"):
                trained.add((record["id"], tag[8:]))
        trained |= {(record["id"], name) for name in texts(said(record["card"], "datasets"))}
        merged: dict[str, list[str | None]] = defaultdict(lambda: [None, None, None])
        for name, relations in words.items():
            name = cached(name) if cached(name) in ids else name
            alike = folded[name.lower()]
            parent = renamed.get(name) or (name if name in ids or len(alike) != 1 else next(iter(alike)))
            if parent not in ids and (not NAME.fullmatch(name) or name.lower() in {"none", "merge", "undefined"}):
                continue
            if parent != record["id"]:
                merged[parent] = [known or word for known, word in zip(merged[parent], relations, strict=True)]
        for parent, (_, hub, tag) in merged.items():
            edges.add((record["id"], declared or hub or tag or "unknown", parent))
            nodes.add(parent)
    return (
        nodes,
        edges,
        {(model, name) for model, name in trained if NAME.fullmatch(name) and name not in ("unknown", "...")},
    )


def actual(driver: Driver) -> tuple[set[str], set[Edge], set[tuple[str, str]]]:
    def rows(text: str) -> set[Any]:
        return {tuple(record.values()) for record in driver.execute_query(text).records}

    return (
        {id for (id,) in rows("MATCH (m:Model) RETURN m.id")},
        rows("MATCH (c)-[d:DERIVED_FROM]->(p) RETURN c.id, d.relation, p.id"),
        rows("MATCH (m)-[:TRAINED_ON]->(d) RETURN m.id, d.id"),
    )


@pytest.fixture(scope="module")
def hub_stats(driver: Driver, held: list[str], data: Path) -> Report:
    driver.execute_query("MATCH (n) DETACH DELETE n")
    held[:] = ["hub-stats"]
    return load(parquet(data / "hub-stats" / "models.parquet"), Database(driver), lambda records: None)


def test_the_parquet_table_becomes_the_graph_that_its_fields_say(driver: Driver, data: Path, hub_stats: Report) -> None:
    assert actual(driver) == expected(parquet_records(data / "hub-stats" / "models.parquet"))
    assert (hub_stats.read, hub_stats.created, hub_stats.quarantined) == (4167, 4167, 0)
    again = load(parquet(data / "hub-stats" / "models.parquet"), Database(driver), lambda records: None)
    assert (again.unchanged, again.created + again.updated) == (4167, 0)


def test_old_names_that_the_hub_still_uses_answer(driver: Driver, hub_stats: Report) -> None:
    aliases = driver.execute_query("MATCH (a:Alias)-[:ALIAS_OF]->(m) RETURN a.id, m.id ORDER BY a.id").records
    assert [tuple(each.values()) for each in aliases] == [
        ("PowerInfer/SmallThinker-3B-Preview", "Tiiny/SmallThinker-3B-Preview"),
        ("Spestly/Athena-1-3B", "aayanmishra-ml/Athena-1-3B"),
    ]


def test_walks_and_paths_equal_those_of_a_graph_library(driver: Driver, data: Path, hub_stats: Report) -> None:
    _, edges, _ = expected(parquet_records(data / "hub-stats" / "models.parquet"))
    library = networkx.DiGraph([(child, parent) for child, _, parent in edges])
    chosen = ["jaspionjader/bh-64", *random.Random(4167).sample(sorted(library), 150)]
    for model in chosen:
        for name, graph in (("ancestors", library), ("descendants", library.reverse(copy=False))):
            answer = cypher.run(driver, cypher.get(name), {"models": [model]})
            distances = networkx.single_source_shortest_path_length(graph, model)
            assert {row[0]: row[1] for row in answer.rows} == {m: d for m, d in distances.items() if m != model}
            (count,) = cypher.run(driver, cypher.get(f"count-{name}"), {"models": [model]}).rows
            assert count == [len(distances) - 1]


def test_paths_are_as_short_as_those_of_a_graph_library(driver: Driver, data: Path, hub_stats: Report) -> None:
    _, edges, _ = expected(parquet_records(data / "hub-stats" / "models.parquet"))
    library = networkx.DiGraph([(child, parent) for child, _, parent in edges])
    kinds = {(child, parent): kind for child, kind, parent in edges}
    chance = random.Random(2026)
    connected = [
        (child, chance.choice(sorted(networkx.descendants(library, child))))
        for child in chance.sample(sorted(child for child in library if library.out_degree(child)), 150)
    ]
    any_two = [tuple(chance.sample(sorted(library), 2)) for _ in range(150)]
    roots = [
        ("jaspionjader/bh-64", parent) for parent in sorted(networkx.descendants(library, "jaspionjader/bh-64"))[::10]
    ]
    for child, parent in [*connected, *any_two, *roots]:
        hops = cypher.Database(driver).records("path", **ends(child, parent))
        assert all(kinds[hop["child"], hop["parent"]] == hop["relation"] for hop in hops)
        if networkx.has_path(library, child, parent):
            assert (hops[0]["child"], hops[-1]["parent"]) == (child, parent)
            assert [hop["parent"] for hop in hops[:-1]] == [hop["child"] for hop in hops[1:]]
            assert len(hops) == networkx.shortest_path_length(library, child, parent)
            between = networkx.descendants(library, child) & networkx.ancestors(library, parent) | {child, parent}
            paths = networkx.all_simple_paths(library.subgraph(between), child, parent)
            assert hops[0]["several"] == (len(list(islice(paths, 2))) == 2)
            on_any = {(row[0], row[1]) for row in cypher.run(driver, cypher.get("all-paths"), ends(child, parent)).rows}
            assert on_any == set(library.subgraph(between).edges)
        else:
            assert hops == []


def ends(child: str, parent: str) -> dict[str, str]:
    return {"child": child, "parent": parent}


def by_graph_library(kinds: dict[tuple[str, str], str], model: str) -> dict[str, Exposed]:
    """What is exposed where the origin is unknown, by a graph library: a walk down from each candidate, and one walk
    more for each band."""
    down = networkx.DiGraph((parent, child) for child, parent in kinds)
    origins = [model, *networkx.ancestors(down, model)]
    below = {origin: {origin, *networkx.descendants(down, origin)} for origin in origins}
    everything = set().union(*below.values())
    bands, allowed = dict.fromkeys(origins, "origin"), set()
    for relation, band in BAND_OF_RELATION.items():
        allowed.add(relation)
        steps = [(parent, child) for (child, parent), kind in kinds.items() if kind in allowed]
        part = networkx.DiGraph([*steps, *(("start", origin) for origin in origins)])
        bands = dict.fromkeys(networkx.descendants(part, "start"), band) | bands
    distances = networkx.multi_source_dijkstra_path_length(down, set(origins), weight=None)
    return {
        each: Exposed(
            each,
            bands[each],
            tuple(sorted(origin for origin in origins if each in below[origin])),
            all(each in found for found in below.values()),
            distances[each],
            False,
        )
        for each in everything
    }


def test_exposure_equals_that_of_a_graph_library(driver: Driver, data: Path, hub_stats: Report) -> None:
    _, edges, _ = expected(parquet_records(data / "hub-stats" / "models.parquet"))
    kinds = {(child, parent): kind for child, kind, parent in edges}
    chosen = random.Random(6).sample(sorted({child for child, _ in kinds}), 40)
    for model in ["jaspionjader/bh-64", *chosen]:
        family = read(cypher.Database(driver).ask_saved, [model])
        origins = candidates(family, model)
        found = {each.model: each for each in exposure(family, sorted(origins))}
        assert found == by_graph_library(kinds, model)
        assert set(family.models) == set(found)
        probe = probe_next(family, remaining(family, origins, []), [])
        assert probe is None or set(probe.if_positive) == set(origins) & set(found[probe.model].origins)
        assert model != "jaspionjader/bh-64" or len(origins) > 250


def test_common_ancestors_equal_those_of_a_graph_library(driver: Driver, data: Path, hub_stats: Report) -> None:
    _, edges, _ = expected(parquet_records(data / "hub-stats" / "models.parquet"))
    library = networkx.DiGraph([(child, parent) for child, _, parent in edges])
    children = sorted(child for child in library if library.out_degree(child))
    chance = random.Random(7)
    for _ in range(60):
        models = chance.sample(children, 2)
        ups = [networkx.single_source_shortest_path_length(library, model) for model in models]
        shared = {m: [up[m] for up in ups] for m in ups[0].keys() & ups[1].keys() if m not in models}
        answer = cypher.run(driver, cypher.get("common-ancestors"), {"models": models, "all": True})
        found = {row[0]: (row[1], row[2]) for row in answer.rows}
        farther = set(shared) & {far for near in shared for far in networkx.descendants(library, near)}
        assert {m: distances for m, (distances, _) in found.items()} == shared
        assert {m for m, (_, nearest) in found.items() if nearest} == set(shared) - farther


def test_the_json_lines_become_the_graph_that_their_tags_say(graph: Driver, data: Path) -> None:
    file = data / "radar" / "models.jsonl.gz"
    report = load(jsonl(file), Database(graph), lambda records: None)
    assert actual(graph) == expected(jsonl_records(file))
    assert (report.read, report.created) == (15904, 15904)
