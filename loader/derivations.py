"""Writes derivations and the nodes of their parents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ground.hub_id import HUB_ID, creation
from ground.names import name_of, namespace
from loader.load_node import Load
from loader.resolve import Resolved
from loader.transactions import run

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

WriteRow = dict[str, Any]
"""A parameter of a query: one item of the list that it unwinds."""


def derivation_rows(child: str, resolved: Resolved) -> list[WriteRow]:
    """A row for each derivation of a model."""
    return [{"child": child, **row} for row in resolved.derivations]


def write_derivations(tx: ManagedTransaction, load: Load, derivations: list[WriteRow]) -> None:
    """Write derivations, and a node for each parent that no source has listed."""
    run(tx, "parents", parents=parent_rows(derivations))
    run(tx, "derivations", derivations=derivations, load=load.number)


def parent_rows(derivations: Iterable[WriteRow]) -> list[WriteRow]:
    """A row for each parent, in the order of their ids, so that two transactions lock them in the same order."""
    hub_ids: dict[str, str | None] = {}
    for row in derivations:
        hub_id = hub_ids.setdefault(row["parent"], None)
        if row["hubId"]:
            hub_ids[row["parent"]] = latest_hub_id(hub_id, row["hubId"])
    return [
        parent_row(id, hub_id) | {"publisher": namespace(id), "properties": parent_properties(id)}
        for id, hub_id in sorted(hub_ids.items())
    ]


def parent_row(id: str, hub_id: str | None) -> WriteRow:
    """A row that gives a parent the Hub id which the Hub stated of it, and nothing else."""
    return {"id": id, "hubId": hub_id, "created": creation_seconds(hub_id), "publisher": None, "properties": {}}


def parent_properties(id: str) -> WriteRow:
    """The properties of a parent that follow from its name."""
    return {"name": name_of(id), "idFolded": id.lower()}


def latest_hub_id(one: str | None, other: str | None) -> str | None:
    """The latest of two Hub ids that the Hub stated of one name."""
    return max(filter(None, [one, other]), default=None)


def creation_seconds(hub_id: str | None) -> int | None:
    """The time of creation in a Hub id, in seconds since 1970; None if the id is masked."""
    return int(creation(hub_id).timestamp()) if hub_id and HUB_ID.fullmatch(hub_id) else None
