"""Shaping and resolving, on whatever a record may hold."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
from hub_ids import oid
from hypothesis import example, given
from hypothesis import strategies as some

from ground.names import clean, why_no_repository
from ground.statement import StatementLine, stated_relations
from ground.text import short, storable
from ground.vocabulary import RELATIONS
from loader.model import Model, Quarantined, Reference
from loader.record import digest
from loader.relations import relation_of
from loader.resolve import Known, Names, resolve
from loader.shape import shape
from loader.sources.parquet import rows

words = some.text(max_size=20)
values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | words,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
ids = some.sampled_from(["a/one", "A/One", "b/two", "gpt2", "c/three", "d/four"])
names = ids | some.sampled_from(["None", "/cache/x", "https://example.org/a/b", "a b", "x/y/z", " b/two/ "]) | words
relations = some.sampled_from([*RELATIONS, None, "cousin"])
tags = some.builds(lambda kind, name: f"base_model:{kind}:{name}" if kind else f"base_model:{name}", relations, names)
hub_ids = some.sampled_from([oid(1), oid(2), "1", "0" * 24])
records = some.fixed_dictionaries(
    {"id": ids},
    optional={
        "tags": some.lists(tags | words) | values,
        "cardData": some.fixed_dictionaries(
            {}, optional={"base_model": names | some.lists(names) | values, "base_model_relation": relations | values}
        )
        | values,
        "baseModels": some.fixed_dictionaries(
            {
                "relation": relations | values,
                "models": some.lists(some.fixed_dictionaries({"id": names}, optional={"_id": hub_ids})) | values,
            }
        )
        | values,
        "downloads": values,
        "likes": values,
        "createdAt": some.datetimes().map(str) | values,
        "lastModified": values,
        "author": values,
        "sha": values,
        "gated": values,
    },
)
known = some.builds(
    Names,
    some.dictionaries(
        names.map(lambda name: clean(name, "model")),
        some.builds(
            Known,
            exact=ids | some.none(),
            hub_id=some.none() | some.sampled_from([oid(1), oid(2), "1", "0" * 24]),
            created=some.none() | some.datetimes(timezones=some.just(UTC)),
            renamed=ids | some.none(),
            alike=some.lists(ids, max_size=2, unique=True).map(tuple),
        ),
    ),
    some.dictionaries(some.sampled_from([oid(1), oid(2), "1", "0" * 24]), ids),
)


@given(some.dictionaries(words, values) | records)
@example({"id": ["a/one"]})
@example({"id": "a/one", "createdAt": "0001-01-01T00:00:00+14:00"})
@example({"id": "a/one", "downloads": float("inf")})
@example({"id": "a/one", "sha": "\ud83d"})
def test_whatever_a_record_holds_it_becomes_a_model_or_says_why_not(record: dict[str, Any]) -> None:
    before = copy.deepcopy(record)
    shaped = shape(record)
    assert isinstance(shaped, Model | Quarantined)
    assert repr(record) == repr(before)
    if isinstance(shaped, Model):
        texts = [shaped.id, *(str(value) for value in shaped.properties.values())]
        assert [text.encode("utf-8") for text in texts]
        assert len({reference.name for reference in shaped.parents}) == len(shaped.parents)


@given(records)
def test_the_same_record_always_has_the_same_digest(record: dict[str, Any]) -> None:
    assert digest(record) == digest(dict(reversed(copy.deepcopy(record).items())))
    assert digest(record) == digest(record | {"siblings": ["ignored"]})


@given(records, some.integers(0, 10**9), some.integers(0, 10**9))
def test_a_record_that_says_something_else_has_another_digest(record: dict[str, Any], one: int, two: int) -> None:
    assert len({digest(record | {"likes": n}) for n in (one, two)}) == len({one, two})


@given(records, known)
def test_every_name_comes_to_a_known_model_an_unseen_one_or_quarantine(record: dict[str, Any], known: Names) -> None:
    model = shape(record)
    assert isinstance(model, Model)
    resolved = resolve(model, known)
    parents = [row["parent"] for row in resolved.derivations]
    read = sum(len(reference.readings or [reference]) for reference in model.parents)
    assert len(parents) + resolved.parents_quarantined <= read
    assert bool(parents) == (resolved.parents_quarantined < len(model.parents))
    assert len(parents) == len(set(parents))
    assert model.id not in parents
    entries = known.by_name.values()
    reachable = {id for entry in entries for id in (entry.exact, entry.renamed, *entry.alike)}
    reachable |= set(known.by_hub_id.values())
    assert all(parent in reachable or why_no_repository(parent) is None for parent in parents)


@given(records, known)
def test_a_derivation_says_who_names_it_and_in_which_words(record: dict[str, Any], known: Names) -> None:
    model = shape(record)
    assert isinstance(model, Model)
    for row in resolve(model, known).derivations:
        said = row["properties"]
        stated = list(stated_relations(said["statements"], said["declaredRelation"]).values())
        assert said["relation"] == (stated[0] if stated else "unknown")
        assert said["relation"] in (*RELATIONS, "unknown")
        assert said["witnesses"] == sorted(set(said["witnesses"])) != []
        assert (
            list(dict.fromkeys(StatementLine.parse(line).witness for line in said["statements"])) == said["witnesses"]
        )
        assert said["disputed"] or len(set(stated)) <= 1


CARD_KEYS = ["base_model", "Base-Model", "finetuned_from", "datasets", "Dataset", "base_model_relation"]
plain = some.text("abcABC019/:@-_ .,;+[]{}()<>", max_size=12)
anything = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | plain | ids,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)
"""Of characters that look the same however often they are written into one another."""
plain_tags = plain | some.builds(lambda *parts: ":".join(["base_model", *parts]), relations.map(str), ids | plain)
cards = some.fixed_dictionaries({}, optional=dict.fromkeys(CARD_KEYS, anything))
stating = some.fixed_dictionaries(
    {"id": ids},
    optional={
        "cardData": cards | cards.map(json.dumps) | anything,
        "baseModels": some.fixed_dictionaries({}, optional={"relation": anything, "models": anything}) | anything,
        "tags": anything | some.lists(plain_tags) | some.lists(plain_tags).map(json.dumps),
    },
)
"""Records that state something of parents, relations and datasets, as values of every type."""


@given(stating)
@example({"id": "a/one", "cardData": {"base_model_relation": "merge"}})
@example({"id": "a/one", "cardData": {"base_model": "N/A", "base_model_relation": "LoRA"}})
@example({"id": "a/one", "baseModels": {"id": "b/two"}})
@example({"id": "a/one", "baseModels": {"relation": "merge", "models": []}})
@example({"id": "a/one", "tags": ["base_model:merge:b/two", "base_model:adapter:b/two"]})
@example({"id": "a/one", "tags": '["base_model:b/two"]'})
@example({"id": "a/one", "tags": "x, base_model:b/two"})
@example({"id": "a/one", "tags": {"base_model:b/two": 1}})
@example({"id": "a/one", "cardData": {"base_model": {"weight": 1}, "datasets": [{}, 7, [None, [0.5]]]}})
def test_no_statement_vanishes(record: dict[str, Any]) -> None:
    """Each text and each number where a parent, a relation or a dataset is stated is in what becomes of the record."""
    model = shape(record)
    assert isinstance(model, Model)
    resolved = resolve(model, Names())
    kept = repr([model.parents, model.datasets, model.quarantined, resolved])
    assert [statement for statement in statements(record) if not is_kept(statement, kept)] == []


def is_kept(statement: Any, kept: str) -> bool:
    """Whether what became of a record still tells a statement of it, as it is written or as it is read."""
    text = storable(statement) if isinstance(statement, str) else repr(statement)
    forms = [short(text), text.strip(), clean(text, "model"), clean(text, "dataset"), relation_of(text.strip())]
    return any(form in kept for form in forms if form)


def statements(record: dict[str, Any]) -> Iterator[Any]:
    """What a record states, leaf by leaf."""
    card, hub, tags = record.get("cardData"), record.get("baseModels"), record.get("tags")
    if isinstance(card, dict):
        yield from (leaf for key in CARD_KEYS for leaf in leaves(card.get(key)))
    if isinstance(hub, dict):
        yield from (leaf for key in ("relation", "models") for leaf in leaves(hub.get(key)))
    for tag in tags if isinstance(tags, list) else []:
        if isinstance(tag, str) and tag.startswith("base_model:"):
            before, _, after = tag.removeprefix("base_model:").partition(":")
            yield from leaves([before, after] if relation_of(before) else [tag.removeprefix("base_model:")])


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        yield from (key for key in value if key.strip())
    elif value is not None and value is not False and str(value).strip():
        yield value


@given(
    some.permutations(
        [Reference("a/one", {"card": None}), Reference("A/One", {"hub": "merge"}), Reference("b/two", {"tag": None})]
    )
)
def test_the_order_of_names_does_not_matter(parents: list[Reference]) -> None:
    model = Model("x/child", None, {}, frozenset(), frozenset(), None, None, copy.deepcopy(parents), [], [])
    rows = resolve(model, Names({name: Known(alike=("A/One",)) for name in ("a/one", "A/One")})).derivations
    assert sorted((row["parent"], tuple(row["properties"]["witnesses"])) for row in rows) == [
        ("A/One", ("card", "hub")),
        ("b/two", ("tag",)),
    ]


@given(names)
def test_cleaning_a_clean_name_changes_nothing(name: str) -> None:
    cleaned = clean(name, "model")
    assert clean(cleaned, "model") == cleaned or "://" in name or "huggingface" in name or "hf.co" in name


def test_columns_of_dates_and_decimals_are_dates_and_counts(tmp_path: Path) -> None:
    table = tmp_path / "models.parquet"
    with duckdb.connect() as opened:
        opened.execute(
            "COPY (SELECT 'a/one' AS id, DATE '2024-02-03' AS \"createdAt\", 7::DECIMAL(12, 0) AS downloads, "
            "8.5::DECIMAL(12, 1) AS likes, 'false' AS gated) TO ? (FORMAT parquet)",
            [str(table)],
        )
    model = shape(next(rows(table)).raw)
    assert isinstance(model, Model)
    told = {name: model.properties[name] for name in ("createdAt", "downloads", "likes", "gated")}
    assert told == {"createdAt": datetime(2024, 2, 3, tzinfo=UTC), "downloads": 7, "likes": None, "gated": "open"}
    assert [(item.field, item.reason) for item in model.quarantined] == [("likes", "not a count")]


@given(some.sampled_from(["auto", "manual", True, "true", False, "false", "False", None]))
def test_access_that_is_not_told_is_not_known(gated: Any) -> None:
    model = shape({"id": "a/one", "gated": gated})
    assert isinstance(model, Model)
    expected = "unknown" if gated is None else "open" if str(gated).lower() == "false" else "gated"
    assert model.properties["gated"] == expected
    silent = shape({"id": "a/one"})
    assert isinstance(silent, Model)
    assert "gated" not in silent.properties
