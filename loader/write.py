"""Writes models and what they state, each batch in one transaction, by the queries of `cypher/write`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ground.names import name_of, namespace
from loader import quarantine
from loader.derivations import WriteRow, derivation_rows, write_derivations
from loader.fields import INITIAL, TIMES
from loader.load_node import Load
from loader.model import Model, Quarantined
from loader.plan import PendingWrite
from loader.previous_statements import add_previous_statements
from loader.resolve import Names, Resolved, is_old_name, resolve
from loader.sources.source import Notes
from loader.stored import derivations_of, names_in, quarantined_of, statements_of, trainings_of
from loader.transactions import execute, run
from loader.witnesses import RECORD_WITNESSES

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

ResolvedById = dict[str, Resolved]


def write_batch(session: Session, load: Load, pending: PendingWrite) -> ResolvedById:
    """Write models with all that they state, and put broken records into quarantine: all of it or nothing.

    Returns what the references of each model resolve to. In a first load, names are taken as they are written; what
    else they may mean is decided when all records are written.
    """
    return session.execute_write(_write, load, pending)


def write_notes(session: Session, load: Load, notes: Notes) -> None:
    """Write what a source found out beside its records."""
    renamed = [pair for pair in notes.renamed if is_old_name(*pair)]
    if renamed:
        execute(session, "aliases", aliases=renamed)
    if notes.absent:
        execute(session, "absent", names=notes.absent)
    if notes.frontier:
        execute(session, "frontier-set", ids=notes.frontier, load=load.number)
    if notes.followed:
        execute(session, "followed", ids=notes.followed)


def _write(tx: ManagedTransaction, load: Load, pending: PendingWrite) -> ResolvedById:
    _write_models(tx, load, pending)
    _recall_statements(tx, pending)
    names = Names() if load.is_first else names_in(tx, pending.models)
    resolved = {model.id: resolve(model, names) for model in pending.models}
    _withdraw(tx, load, pending, resolved)
    _write_references(tx, load, resolved)
    _update_quarantine(tx, load, pending, resolved)
    return resolved


def _write_models(tx: ManagedTransaction, load: Load, pending: PendingWrite) -> None:
    displaced = [change.model.id for change in pending.changes.values() if change.stored.is_of_another(change.model)]
    if displaced:
        run(tx, "taken-names", names=displaced)
    run(tx, "models", models=[_model_row(model) for model in pending.models], initial=INITIAL, load=load.number)
    publishers = [{"id": model.id, "publisher": model.publisher} for model in pending.listed]
    if publishers:
        run(tx, "left-publishers", models=publishers)


def _model_row(model: Model) -> WriteRow:
    """One model as its query takes it. The driver is slow with times, so they are sent as numbers."""
    properties = dict(model.properties)
    times = {name: _since_1970(properties.pop(name)) for name in TIMES if name in properties}
    return {
        "id": model.id,
        "digest": model.digest,
        "properties": properties,
        "times": times,
        "publisher": model.publisher,
    }


def _since_1970(time: datetime | None) -> list[int] | None:
    """Whole seconds, and nanoseconds beyond them."""
    if time is None:
        return None
    since = time - EPOCH
    return [since.days * 86_400 + since.seconds, since.microseconds * 1_000]


def _recall_statements(tx: ManagedTransaction, pending: PendingWrite) -> None:
    """Add to each listed model what the witnesses stated earlier that its record lacks."""
    partial = {model.id: model for model in pending.listed if len(model.speaking) < len(RECORD_WITNESSES)}
    for id, statements in statements_of(tx, list(partial)).items():
        add_previous_statements(partial[id], statements)


def _write_references(tx: ManagedTransaction, load: Load, resolved: ResolvedById) -> None:
    derivations = [row for id, references in resolved.items() for row in derivation_rows(id, references)]
    datasets = [
        {"model": id, "name": name_of(row["dataset"]), "publisher": namespace(row["dataset"]), **row}
        for id, references in resolved.items()
        for row in references.datasets
    ]
    if derivations:
        write_derivations(tx, load, derivations)
    if datasets:
        run(tx, "datasets", datasets=datasets)


def _withdraw(tx: ManagedTransaction, load: Load, pending: PendingWrite, resolved: ResolvedById) -> None:
    """Withdraw what listed models no longer state. A model that another of its name replaces leaves no trace."""
    listed = [model.id for model in pending.listed]
    if not listed:
        return
    parents = {(id, row["parent"]) for id in listed for row in resolved[id].derivations}
    datasets = {(id, row["dataset"]) for id in listed for row in resolved[id].datasets}
    former_parents = [
        [child, parent, pending.changes[child].stored.is_replaced]
        for child, parent in derivations_of(tx, listed)
        if (child, parent) not in parents
    ]
    former_datasets = [list(training) for training in trainings_of(tx, listed) if training not in datasets]
    if former_parents:
        run(tx, "withdrawn-derivations", withdrawn=former_parents, load=load.number)
    if former_datasets:
        run(tx, "withdrawn-datasets", withdrawn=former_datasets)


def _update_quarantine(tx: ManagedTransaction, load: Load, pending: PendingWrite, resolved: ResolvedById) -> None:
    """Put the broken statements of these models into quarantine, and release those that a record no longer makes."""
    items = [
        replace(item, line=model.line)
        for model in pending.models
        for item in (*model.quarantined, *resolved[model.id].quarantined)
    ]
    _release(tx, {model.id: model.fields for model in pending.listed}, items)
    quarantine.write_quarantined(tx, load, [*pending.quarantined, *items])


def _release(tx: ManagedTransaction, fields: dict[str, frozenset[str]], items: list[Quarantined]) -> None:
    """Release the statements of listed models that are not among `items`, as far as their fields were read again."""
    if not fields:
        return
    remaining = {quarantine.key(item) for item in items}
    released = [
        statement.key
        for statement in quarantined_of(tx, list(fields))
        if statement.key not in remaining and _is_read(statement.field, fields[statement.record])
    ]
    run(tx, "mended-lines", keys=released)


def _is_read(field: str, fields: frozenset[str]) -> bool:
    """Whether a statement stood in one of these fields of a record, or in the record as such."""
    return not field or any(part.strip().partition(".")[0] in fields for part in field.split(","))
