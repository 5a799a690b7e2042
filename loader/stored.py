"""Reads what the graph holds of models, of names and of statements: the rows of queries become types here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from loader.change import StoredState
from loader.model import Model
from loader.previous_statements import StoredStatements, WaitingStatement
from loader.resolve import Known, Names
from loader.transactions import execute, python_time, run

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session


class Training(NamedTuple):
    """A model, and a dataset that it names."""

    model: str
    dataset: str


class Derivation(NamedTuple):
    """A model, and a parent that it names."""

    child: str
    parent: str


class QuarantinedStatement(NamedTuple):
    """A statement of a record in quarantine: its key, and the fields of the record in which it stood."""

    record: str
    key: str
    field: str


def changed_records(session: Session, pairs: Iterable[Sequence[str]]) -> dict[str, StoredState]:
    """The state of each model whose digest in the graph differs from the one given; pairs are of an id and a digest."""
    return {
        id: StoredState(is_listed, digest, python_time(modified), hub_id)
        for id, is_listed, digest, modified, hub_id in execute(session, "changed-records", records=list(pairs))
    }


def names_in(tx: ManagedTransaction, models: Iterable[Model]) -> Names:
    """What the graph knows of each parent that these models name."""
    references = [reference for model in models for reference in model.parents]
    names = {reference.name for reference in references}
    names |= {reading.name for reference in references for reading in reference.readings}
    pairs = [[name, name.lower()] for name in sorted(names)]
    hub_ids = sorted({reference.hub_id for reference in references if reference.hub_id})
    return Names(
        {
            name: Known(exact, hub_id, python_time(created), renamed, tuple(sorted(alike)))
            for name, exact, hub_id, created, renamed, alike in (run(tx, "known-names", names=pairs) if pairs else [])
        },
        dict(run(tx, "known-hub-ids", hubIds=hub_ids) if hub_ids else []),
    )


def statements_of(tx: ManagedTransaction, children: list[str]) -> dict[str, StoredStatements]:
    """What the graph holds of the statements of these models."""
    statements: dict[str, StoredStatements] = {id: StoredStatements() for id in children}
    if not children:
        return statements
    for child, modified, parent, derivation in run(tx, "stated", children=children):
        statements[child].modified = python_time(modified)
        statements[child].add(parent, derivation)
    for child, sha, modified, *statement in run(tx, "stated-waiting", children=children):
        statements[child].sha = statements[child].sha or sha
        statements[child].modified = python_time(modified)
        statements[child].add_waiting(WaitingStatement(*statement))
    for child, dataset, lines in run(tx, "stated-datasets", children=children):
        statements[child].add_dataset(dataset, lines)
    return statements


def derivations_of(tx: ManagedTransaction, children: list[str]) -> list[Derivation]:
    """The derivations of these models."""
    return [Derivation(*row) for row in run(tx, "stated-parents", children=children)]


def trainings_of(tx: ManagedTransaction, models: list[str]) -> list[Training]:
    """The datasets that these models name."""
    return [Training(model, dataset) for model, dataset, *_ in run(tx, "stated-datasets", children=models)]


def quarantined_of(tx: ManagedTransaction, records: list[str]) -> list[QuarantinedStatement]:
    """The statements of these records that are in quarantine."""
    return [QuarantinedStatement(*row) for row in run(tx, "quarantined-of", records=records)]
