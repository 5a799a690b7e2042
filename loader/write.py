"""Writes batches of models and of what they state, each batch in one transaction, by the queries of `cypher/write`."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import cypher
from loader.model import Model, Quarantined, Reference, Witness
from loader.names import namespace
from loader.report import Report
from loader.resolve import Known, Resolved

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

Rows = list[list[Any]]
WORDS: dict[Witness, str] = {"card": "declaredRelation", "hub": "hubRelation", "tag": "tagRelation"}


@dataclass(frozen=True, slots=True)
class Changed:
    """What the graph holds of a model that a record shows otherwise: whether it knows it, and when it was modified."""

    known: bool
    modified: datetime | None


@dataclass(slots=True)
class Stated:
    """What a model stated when its records were last read."""

    declared_relation: str | None = None
    sha: str | None = None
    parents: list[Reference] = field(default_factory=list)
    datasets: list[Reference] = field(default_factory=list)


def session(driver: Driver, database: str | None) -> Session:
    """A session for writing, which sees all that this driver has written."""
    return driver.session(database=database, bookmark_manager=driver.execute_query_bookmark_manager)


def schema(session: Session) -> None:
    """Make the constraints and indexes that are not there yet."""
    for query in cypher.queries("schema"):
        _execute(session, query.name)
    _execute(session, "indexes-online")


def begin(session: Session, source: str, scope: str) -> int:
    """Note that a load begins; its number."""
    return int(_execute(session, "load-begins", source=source, scope=scope)[0][0])


def end(session: Session, load: int, report: Report, *, complete: bool) -> None:
    """Note how the load ended."""
    _execute(session, "load-ends", load=load, complete=complete, counts=report.counts())


def changed(session: Session, models: Iterable[Model]) -> dict[str, Changed]:
    """Of these models, by id, those that the graph does not hold just so."""
    records = [[model.id, model.digest] for model in models]
    return {
        id: Changed(known, modified.to_native() if modified else None)
        for id, known, modified in _execute(session, "changed-records", records=records)
    }


def models(session: Session, load: int, models: Iterable[Model], pending: Container[str]) -> None:
    """Write the nodes of models. One that is pending is complete only when its references are written."""
    rows = [
        {
            "id": model.id,
            "digest": None if model.id in pending else model.digest,
            "properties": model.properties,
            "publisher": model.publisher,
        }
        for model in models
    ]
    _execute(session, "models", models=rows, load=load)


def known_names(session: Session, models: Iterable[Model]) -> dict[str, Known]:
    """What the graph knows of each parent that these models name."""
    names = sorted({reference.name for model in models for reference in model.parents})
    pairs = [[name, name.lower()] for name in names]
    return {
        name: Known(exact, tuple(sorted(alike))) for name, exact, alike in _execute(session, "known-names", names=pairs)
    }


def stated(session: Session, children: Iterable[str]) -> dict[str, Stated]:
    """What the graph holds of the statements of these models."""
    ids = list(children)
    found: dict[str, Stated] = {id: Stated() for id in ids}
    for child, parent, hub_id, derivation in _execute(session, "stated", children=ids):
        words = {witness: derivation.get(WORDS[witness]) for witness in derivation["witnesses"]}
        found[child].parents.append(Reference(parent, words, hub_id))
        found[child].declared_relation = derivation.get("declaredRelation")
        found[child].sha = derivation.get("sha")
    for child, dataset, witnesses in _execute(session, "stated-datasets", children=ids):
        found[child].datasets.append(Reference(dataset, dict.fromkeys(witnesses)))
    return found


def references(session: Session, load: int, source: str, resolved: Mapping[str, tuple[Model, Resolved]]) -> None:
    """Write all that these models state, take back what they no longer state, and note that they are complete."""
    derivations = [{"child": id, **row} for id, (_, found) in resolved.items() for row in found.derivations]
    datasets = [
        {"model": id, "name": _name(row["dataset"]), "publisher": namespace(row["dataset"]), **row}
        for id, (_, found) in resolved.items()
        for row in found.datasets
    ]
    stated = [
        {
            "child": id,
            "parents": [row["parent"] for row in found.derivations],
            "datasets": [row["dataset"] for row in found.datasets],
        }
        for id, (_, found) in resolved.items()
    ]
    quarantined = {id: [*model.quarantined, *found.quarantined] for id, (model, found) in resolved.items()}

    def work(tx: ManagedTransaction) -> None:
        _run(tx, "withdrawn-derivations", children=stated, load=load)
        _run(tx, "parents", parents=_parents(derivations))
        _run(tx, "derivations", derivations=derivations, load=load)
        _run(tx, "withdrawn-datasets", children=stated)
        _run(tx, "datasets", datasets=datasets)
        _quarantine(tx, load, source, quarantined)
        _run(tx, "completed", models=[[id, model.digest] for id, (model, _) in resolved.items()])

    session.execute_write(work)


def quarantine(session: Session, load: int, source: str, records: Iterable[Quarantined]) -> None:
    """Put whole records in quarantine."""
    by_record: dict[str, list[Quarantined]] = {}
    for item in records:
        by_record.setdefault(item.record, []).append(item)
    session.execute_write(lambda tx: _quarantine(tx, load, source, by_record))


def found_parents(session: Session) -> list[tuple[str, str]]:
    """Children, each with a parent never seen under that name, of which one model by now has the name but for case."""
    return [(child, parent) for child, parent in _execute(session, "found-parents")]


def found(session: Session, load: int, child: str, parent: str, resolved: Resolved) -> None:
    """Put the derivations of `child` in the place of the one from `parent`, which was never seen."""

    def work(tx: ManagedTransaction) -> None:
        _run(tx, "found-derivations", children=[{"child": child, "parent": parent}])
        _run(
            tx,
            "derivations",
            derivations=[{"child": child, **row} for row in resolved.derivations],
            load=load,
        )

    session.execute_write(work)


def forget_unnamed(session: Session) -> None:
    """Remove the parents that were never seen and that nobody names any more."""
    _execute(session, "unnamed-parents")


def _parents(derivations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for every parent, in the order of their ids, so that two transactions lock them in the same order."""
    hub_ids = {row["parent"]: row["hubId"] for row in derivations if row["hubId"]}
    rows = {
        row["parent"]: {
            "id": row["parent"],
            "hubId": hub_ids.get(row["parent"]),
            "publisher": namespace(row["parent"]),
            "properties": {"name": _name(row["parent"]), "idFolded": row["parent"].lower()},
        }
        for row in derivations
    }
    return [rows[id] for id in sorted(rows)]


def _quarantine(tx: ManagedTransaction, load: int, source: str, records: Mapping[str, list[Quarantined]]) -> None:
    rows = [
        {
            "key": _key(item),
            "record": item.record,
            "field": item.field,
            "value": item.value,
            "reason": item.reason,
        }
        for items in records.values()
        for item in items
    ]
    keys = [{"record": record, "keys": [_key(item) for item in items]} for record, items in records.items()]
    _run(tx, "released", records=keys)
    _run(tx, "quarantined", quarantined=rows, source=source, load=load)


def _key(item: Quarantined) -> str:
    told = "\0".join([item.record, item.field, item.value, item.reason])
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def _name(id: str) -> str:
    """The part of an id after the slash, by which Neo4j Browser captions the node."""
    return id.partition("/")[2] or id


def _execute(session: Session, name: str, **params: Any) -> Rows:
    return session.execute_write(lambda tx: _run(tx, name, **params))


def _run(tx: ManagedTransaction, name: str, **params: Any) -> Rows:
    return list(cypher.run(tx, cypher.get(name), params).rows)
