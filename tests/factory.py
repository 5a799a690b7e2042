"""Makes models as the Hub's API gives them, and loads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from neo4j import Driver

from cypher import Database
from loader.load import load
from loader.record import record
from loader.report import Report
from loader.sources import Source

WITNESSES = ("tag", "card", "hub")


def hub_model(
    id: str, *parents: str, relation: str = "finetune", witnesses: tuple[str, ...] = ("tag",), **fields: Any
) -> dict[str, Any]:
    """Returns the record of a model whose parents the witnesses name: its tags, its card, the Hub. Fields replace
    what would stand there otherwise."""
    named = {
        "tag": {"tags": [f"base_model:{relation}:{parent}" for parent in parents]},
        "card": {"cardData": {"base_model": list(parents)}},
        "hub": {"baseModels": base_models(*parents, relation=relation)},
    }
    statements: dict[str, Any] = {}
    for witness in witnesses:
        statements |= named[witness]
    return {"id": id} | statements | fields


def base_models(
    *parents: str, relation: str | None = "finetune", hub_id: Callable[[str], str] | None = None
) -> dict[str, Any]:
    """Returns the field `baseModels` of a record; with `hub_id`, which returns the id for a name, each
    parent has its id."""
    models = [{"_id": hub_id(parent), "id": parent} if hub_id else {"id": parent} for parent in parents]
    return {"relation": relation, "models": models}


def load_hub_models(
    driver: Driver, *records: Any, source: str = "test", whole: bool = False, allow_gone: float = 1, **kind: Any
) -> Report:
    """Loads records, as the whole Hub if `whole`; any number of models may be gone."""
    read = (record(item, f"{source}:{line}") for line, item in enumerate(records, 1))
    from_tests = Source(source, read, len(records), covers_hub=whole, **kind)
    return load(from_tests, Database(driver), lambda records: None, allow_gone=allow_gone)
