"""Merges nodes that turn out to be one model, and re-resolves names, once all records are written.

Every step starts from what the graph holds, so that the result depends neither on the order of the records nor on where
an earlier load broke off.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from loader import quarantine
from loader.derivations import WriteRow, derivation_rows, parent_rows
from loader.load_node import Load
from loader.model import Reference
from loader.previous_statements import StoredStatements, model_from_stored
from loader.resolve import Resolved, is_old_name, names_itself, resolve
from loader.stored import names_in, statements_of
from loader.transactions import execute, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neo4j import ManagedTransaction, Session

BATCH = 2_000

T = TypeVar("T")


@dataclass(slots=True)
class Reconciliation:
    """How many models were found under another name, how many names of parents that this load had put into quarantine
    were released, and how many old names were new to the graph."""

    renamed: int = 0
    released: int = 0
    aliases: int = 0


class Renaming(NamedTuple):
    """The id of a node, and the id of the model that it turns out to be."""

    older: str
    newer: str


def reconcile(session: Session, load: Load) -> Reconciliation:
    """Follow renames, find parents that were named before they were listed, and delete nodes nothing refers to."""
    renamings = [Renaming(*row) for row in execute(session, "renamed-models")]
    _merge_all(session, load, _without_chains(renamings))
    reconciliation = Reconciliation(renamed=len(renamings))
    _find_parents(session, load)
    _re_resolve_all(session, load, reconciliation)
    if reconciliation.aliases:
        # A new old name may be the one by which another model names its parent.
        _find_parents(session, load)
        _re_resolve_all(session, load, reconciliation)
    for name in ("unnamed-parents", "unnamed-datasets", "idle-publishers"):
        execute(session, name)
    return reconciliation


def count_descendants(session: Session) -> None:
    """Write the number of its descendants to every model, so that any answer can be sorted by it."""
    for name in ("uncounted-descendants", "counted-descendants"):
        execute(session, name)


def _find_parents(session: Session, load: Load) -> None:
    """Merge each parent that was only named with the model that its name means by now."""
    _merge_all(session, load, [Renaming(*row) for row in execute(session, "found-parents")])


def _without_chains(renamings: list[Renaming]) -> list[Renaming]:
    """The renamings with the last of a chain of names for each, so that none leads to a node that is deleted."""
    newer = dict(renamings)

    def last(id: str) -> str:
        chain = {id}
        while id in newer and newer[id] not in chain:
            id = newer[id]
            chain.add(id)
        return id

    return [Renaming(older, last(older)) for older in newer]


def _merge_all(session: Session, load: Load, renamings: list[Renaming]) -> None:
    for batch in _batches(renamings):
        session.execute_write(_merge, load, batch)


def _merge(tx: ManagedTransaction, load: Load, renamings: list[Renaming]) -> None:
    """Merge each node into the model that it turns out to be, with the relationships of both."""
    pairs = [list(renaming) for renaming in renamings]
    own_parents = [
        names_itself(model, Reference(name, dict.fromkeys(witnesses)))
        for model, name, witnesses in run(tx, "own-names", pairs=pairs)
    ]
    quarantine.write_quarantined(tx, load, own_parents)
    run(tx, "merged-derivations", pairs=pairs)
    run(tx, "merged-former-derivations", pairs=pairs)
    run(tx, "merged-parents", pairs=pairs, load=load.number)
    run(tx, "merged-likely-derivations", pairs=pairs)
    run(tx, "merged-models", pairs=[[older, newer, is_old_name(older, newer)] for older, newer in renamings])


def _re_resolve_all(session: Session, load: Load, reconciliation: Reconciliation) -> None:
    """Re-resolve the models that name a parent otherwise than by its id."""
    children = [child for (child,) in execute(session, "written-otherwise")]
    for batch in _batches(children):
        result = session.execute_write(_re_resolve, load, batch)
        reconciliation.aliases += result.aliases
        reconciliation.released += result.released


def _re_resolve(tx: ManagedTransaction, load: Load, children: list[str]) -> Reconciliation:
    """Re-resolve these models' parent names and move derivations accordingly."""
    result = Reconciliation()
    statements = statements_of(tx, children)
    models = [model_from_stored(child, statements[child]) for child in children]
    names = names_in(tx, models)
    changed: dict[str, list[WriteRow]] = {}
    aliases, released = [], []
    for model in models:
        stored = statements[model.id]
        resolved = resolve(model, names)
        quarantine.write_quarantined(tx, load, resolved.quarantined)
        aliases += resolved.aliases
        released += _released_keys(stored, resolved)
        result.released += _released_names(stored, resolved, load)
        rows = derivation_rows(model.id, resolved)
        if _properties_by_parent(rows) != stored.derivations:
            changed[model.id] = rows
    result.aliases = int(run(tx, "aliases", aliases=aliases)[0][0]) if aliases else 0
    run(tx, "mended-lines", keys=released)
    if changed:
        _move_derivations(tx, load, changed, statements)
    return result


def _move_derivations(
    tx: ManagedTransaction, load: Load, changed: dict[str, list[WriteRow]], statements: dict[str, StoredStatements]
) -> None:
    """Replace the derivations of these models; one whose name means another parent by now keeps its history."""
    derivations = [row for rows in changed.values() for row in rows]
    current = {(row["child"], row["parent"]) for row in derivations}
    left = [
        [child, parent]
        for child in changed
        for parent in statements[child].derivations
        if (child, parent) not in current
    ]
    run(tx, "parents", parents=parent_rows(derivations))
    run(tx, "moved-derivations", derivations=[row for row in derivations if row["heldBy"] != row["parent"]])
    run(tx, "left-derivations", left=left)
    run(tx, "derivations", derivations=derivations, load=load.number)


def _released_keys(stored: StoredStatements, resolved: Resolved) -> list[str]:
    """The keys of the statements that no longer belong into quarantine."""
    remaining = {quarantine.key(item) for item in resolved.quarantined}
    return [statement.key for statement in stored.waiting if statement.key not in remaining]


def _released_names(stored: StoredStatements, resolved: Resolved, load: Load) -> int:
    """How many names that this load has put into quarantine, and that meant no parent so far, mean one now."""
    names = {
        statement.name
        for statement in stored.waiting
        if statement.load == load.number and stored.parents[statement.name].held_by is None
    }
    return len(names - resolved.unread)


def _properties_by_parent(rows: list[WriteRow]) -> dict[str, dict[str, Any]]:
    """Non-null properties of each derivation, by parent."""
    return {
        row["parent"]: {name: value for name, value in row["properties"].items() if value is not None} for row in rows
    }


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
