"""Forgets a publisher: puts opaque names in the place of the name everywhere in the graph, and keeps it so.

What this makes of the graph is what a load would have made of the same records, had it been known beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cypher import Database
from ground.hub_id import ZERO
from ground.names import name_of, namespace
from ground.statement import StatementLine
from ground.vocabulary import ORDER
from loader import quarantine
from loader.errors import LoaderError
from loader.exclusive_load import exclusive_load
from loader.fields import NAMING
from loader.journal import Journal
from loader.mask import NOBODY, Forgotten
from loader.model import Quarantined
from loader.ownership import prepare
from loader.readings import Reading
from loader.transactions import execute, open_session, run

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

TEXTS = {
    "Model": ("id", *NAMING),
    "Dataset": ("id",),
    "Alias": ("id",),
    "Publisher": ("name",),
    "Quarantined": ("source", "record", "value"),
    "Load": ("source",),
}
"""The properties of each kind of node that hold names."""
TEXT_PROPERTIES = sorted({"name", *(name for names in TEXTS.values() for name in names)})
KEPT = {"id", "name", "idFolded", "intervals", "digest", "examinedAt"}
"""The properties of a hidden model that are kept, or set apart, besides those of `loader.fields`."""


@dataclass(frozen=True)
class Node:
    """A node in which a name stands: its only label of those in TEXTS, what it holds, and what is to be changed."""

    id: str
    label: str
    properties: dict[str, Any]
    changes: dict[str, Any]


@dataclass(frozen=True)
class Derivation:
    """A derivation, or a training, in which a name may stand: what identifies it and its ends, and what it holds."""

    id: str
    child: str
    parent: str
    parent_id: str
    statements: list[str]
    sha: str | None
    hub_id: str | None


@dataclass(frozen=True)
class Touched:
    """What a publisher's name was taken from: how many nodes of each label, and how many derivations.

    `left` are names of others that hold the name as a part of theirs, and `others` the publishers under whom models of
    this one had, or have, another name.
    """

    nodes: dict[str, int]
    derivations: int
    left: list[str]
    others: list[str]


def forgotten_in(session: Session, key: bytes | None) -> Forgotten:
    """Those whom a graph has forgotten. Raises LoaderError where the key is not the one with which they were."""
    rows = execute(session, "forgotten")
    if not rows:
        return NOBODY
    forgotten = Forgotten(key or b"", frozenset(hash for hash, _ in rows))
    if key is None or {fingerprint for _, fingerprint in rows} != {forgotten.fingerprint}:
        raise LoaderError("forget-key-is-missing")
    return forgotten


def forget(name: str, database: Database, key: bytes) -> Touched:
    """Put opaque names in the place of a publisher's, everywhere in the graph and at every later load.

    All of it is done, or nothing. Raises LoaderError where a load is under way, or where publishers were forgotten with
    another key.
    """
    with open_session(database) as session:
        prepare(session)
        with exclusive_load(database, "a request to forget"):
            before = forgotten_in(session, key)
            return session.execute_write(_forget, name, Forgotten(key, before.hashes))


def delete_journals(folder: Path, name: str) -> int:
    """Delete the journals of broken-off loads that hold a name; how many these were."""
    deleted = 0
    for file in sorted(folder.glob("*.journal")):
        with Journal(file) as journal:
            if journal.holds(name):
                journal.delete()
                deleted += 1
    return deleted


def _forget(tx: ManagedTransaction, name: str, forgotten: Forgotten) -> Touched:
    text = name.lower()
    other_names = run(tx, "other-names", beginning=f"{text}/")
    # An old name of a model leads anybody to the new one, as long as no other model has it.
    old = [alias for alias, model, taken in other_names if not taken and _is_of(model, text)]
    hashes = [[forgotten.hash(text), "publisher"], *([forgotten.hash(alias), "old name"] for alias in old)]
    forgotten = Forgotten(forgotten.key, forgotten.hashes | {hash for hash, _ in hashes})
    run(tx, "forgotten-names", hashes=hashes, key=forgotten.fingerprint)

    found = [_node(forgotten, *row) for row in run(tx, "naming-nodes", text=text, aliases=old, names=TEXT_PROPERTIES)]
    hidden = [node for node in found if node.changes]
    models = [node.id for node in hidden if node.label == "Model" and "id" in node.changes]
    derivations = run(tx, "naming-derivations", text=text, models=models)
    run(tx, "hidden-nodes", rows=[[node.id, node.changes] for node in hidden])
    ids = {node.id: node.changes["id"] for node in hidden if "id" in node.changes}
    changes = [_derivation(forgotten, ids, Derivation(*row)) for row in derivations]
    run(tx, "hidden-derivations", rows=[row for row in changes if row])
    return Touched(
        nodes={label: sum(node.label == label for node in hidden) for label in TEXTS},
        derivations=sum(row is not None for row in changes),
        left=sorted({value for node in found for value in _names(node) if text in value.lower()}),
        others=sorted(
            {before for row in other_names for before in map(namespace, row[:2]) if before and before.lower() != text}
        ),
    )


def _is_of(id: str, publisher: str) -> bool:
    return id.lower().startswith(f"{publisher}/")


def _node(forgotten: Forgotten, id: str, labels: list[str], properties: dict[str, Any]) -> Node:
    label = next(label for label in TEXTS if label in labels)
    hide = forgotten.publisher if label == "Publisher" else forgotten.hide
    changes: dict[str, Any] = {name: hide(properties[name]) for name in TEXTS[label] if properties.get(name)}
    changes = {name: text for name, text in changes.items() if text != properties[name]}
    is_other = "id" in changes and label in ("Model", "Dataset")
    if is_other:
        changes["name"] = name_of(changes["id"])
    if is_other and label == "Model":
        kept = forgotten.properties({name: _native(value) for name, value in properties.items()})
        changes |= {name: kept.get(name) for name in properties if name not in KEPT}
        changes["idFolded"] = changes["id"].lower()
        changes["digest"] = forgotten.digest(properties["digest"]) if "digest" in properties else None
    if properties.get("readings"):
        changes |= _statement(forgotten, properties)
    if changes and label == "Quarantined":
        told = {"field": "", "value": "", **properties, **changes}
        # A row for all names that carry an id of the Hub's own is one of its source.
        subject = "record"
        if "names" in properties:
            subject = "source"
            if "record" in changes and told["value"] != ZERO:
                told["value"] = changes["value"] = forgotten.code(properties["value"])
        changes["key"] = quarantine.key(Quarantined(*(told[name] for name in (subject, "field", "value", "reason"))))
    return Node(id, label, properties, changes)


def _statement(forgotten: Forgotten, properties: dict[str, Any]) -> dict[str, Any]:
    """What is to be changed of a statement in quarantine that reads like a model."""
    readings = [Reading.kept(text) for text in properties["readings"]]
    value, hidden = forgotten.statement(properties["value"], readings)
    if value == properties["value"]:
        return {}
    hub_id = properties.get("parentHubId")
    return {
        "value": value,
        "readings": [str(reading) for reading in hidden],
        "parentHubId": forgotten.code(hub_id) if hub_id else None,
    }


def _native(value: Any) -> Any:
    """A value of the driver's as Python's own, a time in UTC."""
    return value.to_native().astimezone(UTC) if hasattr(value, "to_native") else value


def _names(node: Node) -> list[str]:
    """The names in a node as it is now, or was where nothing is changed."""
    return [value for name in TEXTS[node.label] if (value := node.changes.get(name, node.properties.get(name)))]


def _derivation(forgotten: Forgotten, ids: dict[str, str], derivation: Derivation) -> list[Any] | None:
    """What is to be changed of a derivation, given the new ids of hidden nodes; None where nothing is."""
    parent_id = ids.get(derivation.parent, derivation.parent_id)
    hidden = [_hidden(forgotten, parent_id, StatementLine.parse(line)) for line in derivation.statements]
    hidden.sort(key=lambda each: (ORDER.get(each.witness, len(ORDER)), each.witness, each.written or parent_id))
    statements = list(dict.fromkeys(map(str, hidden)))
    has_names = set(statements) != set(derivation.statements)
    if not has_names and not {derivation.child, derivation.parent} & set(ids):
        return None
    changes = {"statements": statements, "sha": None if derivation.child in ids else derivation.sha}
    if derivation.hub_id and (derivation.parent in ids or has_names):
        changes["parentHubId"] = forgotten.code(derivation.hub_id)
    return [derivation.id, changes]


def _hidden(forgotten: Forgotten, parent_id: str, statement: StatementLine) -> StatementLine:
    """A statement without names that are forgotten, of the parent under its id of now."""
    if statement.written is None:
        return statement
    readings = [Reading(statement.read, statement.rules)] if statement.read and statement.rules else []
    written, hidden = forgotten.statement(statement.written, readings)
    if written == parent_id:
        return StatementLine(statement.witness, statement.relation)
    return statement._replace(written=written, read=hidden[0].name if hidden else None)
