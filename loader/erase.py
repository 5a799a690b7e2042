"""Erases a publisher: replaces its name by opaque names everywhere in the graph, and at every later load.

The graph is then as a load of the same records would have made it with the name masked from the beginning.
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
from loader.likely import compare_names
from loader.load_node import last_load
from loader.mask import NO_MASK, Mask
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
STRUCTURAL = {"id", "name", "idFolded", "intervals", "digest", "examinedAt"}
"""The properties of a masked model that are kept or set separately, besides those of `loader.fields`."""

NodeProperties = dict[str, Any]
"""Properties of a node, as the driver returns them, by name."""


@dataclass(frozen=True)
class Node:
    """A node that holds an erased name: its one label among those in TEXTS, its properties, and the changes to them."""

    id: str
    label: str
    properties: NodeProperties
    changes: NodeProperties


@dataclass(frozen=True)
class Derivation:
    """A derivation, or a training, that may hold an erased name: its identity, its ends, and its properties."""

    id: str
    child: str
    parent: str
    parent_id: str
    statements: list[str]
    sha: str | None
    hub_id: str | None


@dataclass(frozen=True)
class Erasure:
    """The number of nodes, by label, and of derivations that an erasure changed.

    `remaining_names` are names of others that contain the erased name; `other_publishers` are those under whom models
    of the erased publisher had, or have, another name.
    """

    nodes: dict[str, int]
    derivations: int
    remaining_names: list[str]
    other_publishers: list[str]


def read_mask(session: Session, key: bytes | None) -> Mask:
    """Return the mask of the names erased from a graph. Raises LoaderError if they were erased with another key."""
    rows = execute(session, "forgotten")
    if not rows:
        return NO_MASK
    mask = Mask(key or b"", frozenset(hash for hash, _ in rows))
    if key is None or {fingerprint for _, fingerprint in rows} != {mask.fingerprint}:
        raise LoaderError("forget-key-is-missing")
    return mask


def erase(name: str, database: Database, key: bytes) -> Erasure:
    """Replace a publisher's name by opaque names, everywhere in the graph and at every later load.

    The change is one transaction; likely derivations are brought up to date after it. Raises LoaderError if a load is
    under way, or if publishers were erased with another key.
    """
    with open_session(database) as session:
        prepare(session)
        with exclusive_load(database, "a request to forget"):
            before = read_mask(session, key)
            erasure = session.execute_write(_erase, name, Mask(key, before.hashes))
            compare_names(session, last_load(session), is_first=False)
            return erasure


def delete_journals(folder: Path, name: str) -> int:
    """Delete the journals of broken-off loads that hold a name, and return their number."""
    deleted = 0
    for file in sorted(folder.glob("*.journal")):
        with Journal(file) as journal:
            if journal.holds(name):
                journal.delete()
                deleted += 1
    return deleted


def _erase(tx: ManagedTransaction, name: str, mask: Mask) -> Erasure:
    text = name.lower()
    renames = run(tx, "other-names", beginning=f"{text}/")
    # An old name of a model leads anybody to the new one, as long as no other model has it.
    aliases = [alias for alias, model, is_taken in renames if not is_taken and _is_of(model, text)]
    mask = _extend(tx, mask, text, aliases)
    nodes = [_node(mask, *row) for row in run(tx, "naming-nodes", text=text, aliases=aliases, names=TEXT_PROPERTIES)]
    changed_nodes = [node for node in nodes if node.changes]
    ids = {node.id: node.changes["id"] for node in changed_nodes if "id" in node.changes}
    models = [node.id for node in changed_nodes if node.label == "Model" and node.id in ids]
    # The derivations are read before the nodes that they name change.
    derivations = [Derivation(*row) for row in run(tx, "naming-derivations", text=text, models=models)]
    run(tx, "hidden-evidence", models=models, text=text)
    run(tx, "hidden-nodes", rows=[[node.id, node.changes] for node in changed_nodes])
    rows = [row for derivation in derivations if (row := _derivation_row(mask, ids, derivation))]
    run(tx, "hidden-derivations", rows=rows)
    return Erasure(
        nodes={label: sum(node.label == label for node in changed_nodes) for label in TEXTS},
        derivations=len(rows),
        remaining_names=sorted({value for node in nodes for value in _names(node) if text in value.lower()}),
        other_publishers=sorted(
            {owner for row in renames for owner in map(namespace, row[:2]) if owner and owner.lower() != text}
        ),
    )


def _extend(tx: ManagedTransaction, mask: Mask, publisher: str, aliases: list[str]) -> Mask:
    """Return the mask with the names of one more publisher, and store their hashes in the graph."""
    hashes = [[mask.hash(publisher), "publisher"], *([mask.hash(alias), "old name"] for alias in aliases)]
    run(tx, "forgotten-names", hashes=hashes, key=mask.fingerprint)
    return Mask(mask.key, mask.hashes | {hash for hash, _ in hashes})


def _is_of(id: str, publisher: str) -> bool:
    return id.lower().startswith(f"{publisher}/")


def _node(mask: Mask, id: str, labels: list[str], properties: NodeProperties) -> Node:
    """Return a node with the changes that mask the names in it."""
    label = next(label for label in TEXTS if label in labels)
    hide = mask.publisher if label == "Publisher" else mask.hide
    texts = {name: hide(properties[name]) for name in TEXTS[label] if properties.get(name)}
    changes: NodeProperties = {name: text for name, text in texts.items() if text != properties[name]}
    if "id" in changes and label in ("Model", "Dataset"):
        changes["name"] = name_of(changes["id"])
        if label == "Model":
            changes |= _model_changes(mask, changes["id"], properties)
    if properties.get("readings"):
        changes |= _statement_changes(mask, properties)
    if changes and label == "Quarantined":
        changes |= _row_changes(mask, properties, changes)
    return Node(id, label, properties, changes)


def _model_changes(mask: Mask, id: str, properties: NodeProperties) -> NodeProperties:
    """Return the changes to a model whose id becomes an opaque one, besides the id and the name."""
    remaining = mask.properties({name: _native(value) for name, value in properties.items()})
    return {
        **{name: remaining.get(name) for name in properties if name not in STRUCTURAL},
        "idFolded": id.lower(),
        "digest": mask.digest(properties["digest"]) if "digest" in properties else None,
    }


def _statement_changes(mask: Mask, properties: NodeProperties) -> NodeProperties:
    """Return the changes to a statement in quarantine that reads like a model."""
    value, readings = mask.statement(properties["value"], [Reading.parse(text) for text in properties["readings"]])
    if value == properties["value"]:
        return {}
    hub_id = properties.get("parentHubId")
    return {
        "value": value,
        "readings": [str(reading) for reading in readings],
        "parentHubId": mask.code(hub_id) if hub_id else None,
    }


def _row_changes(mask: Mask, properties: NodeProperties, changes: NodeProperties) -> NodeProperties:
    """Return the further changes to a row of the quarantine of which `changes` are changed: its key, and a Hub's id."""
    row = {"field": "", "value": "", **properties, **changes}
    value: NodeProperties = {}
    subject = "record"
    if "names" in properties:
        # A row for all names that carry one id of the Hub belongs to its source.
        subject = "source"
        if "record" in changes and row["value"] != ZERO:
            value = {"value": mask.code(properties["value"])}
    row |= value
    key = quarantine.key(Quarantined(row[subject], row["field"], row["value"], row["reason"]))
    return {**value, "key": key}


def _native(value: Any) -> Any:
    """Return a value of the driver as one of Python; a time is in UTC."""
    return value.to_native().astimezone(UTC) if hasattr(value, "to_native") else value


def _names(node: Node) -> list[str]:
    """Return the names in a node after its changes."""
    return [value for name in TEXTS[node.label] if (value := node.changes.get(name, node.properties.get(name)))]


def _derivation_row(mask: Mask, ids: dict[str, str], derivation: Derivation) -> list[Any] | None:
    """Return the changes to a derivation, given the new ids of masked nodes; None if there are none."""
    parent_id = ids.get(derivation.parent, derivation.parent_id)
    lines = [_masked(mask, parent_id, StatementLine.parse(line)) for line in derivation.statements]
    lines.sort(key=lambda line: (ORDER.get(line.witness, len(ORDER)), line.witness, line.written or parent_id))
    statements = list(dict.fromkeys(map(str, lines)))
    has_names = set(statements) != set(derivation.statements)
    if not has_names and not {derivation.child, derivation.parent} & set(ids):
        return None
    changes = {"statements": statements, "sha": None if derivation.child in ids else derivation.sha}
    if derivation.hub_id and (derivation.parent in ids or has_names):
        changes["parentHubId"] = mask.code(derivation.hub_id)
    return [derivation.id, changes]


def _masked(mask: Mask, parent_id: str, statement: StatementLine) -> StatementLine:
    """Return a statement without masked names; `parent_id` is the present id of its parent."""
    if statement.written is None:
        return statement
    readings = [Reading(statement.read, statement.rules)] if statement.read and statement.rules else []
    written, readings = mask.statement(statement.written, readings)
    if written == parent_id:
        return StatementLine(statement.witness, statement.relation)
    return statement._replace(written=written, read=readings[0].name if readings else None)
