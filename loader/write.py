"""Writes batches of models and of what they state, each batch in one transaction, by the queries of `cypher/write`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import cypher
from ground.hub_id import HUB_ID, creation
from ground.names import name_of, namespace
from loader.fields import INITIAL, TIMES
from loader.model import WITNESSES, Model, Quarantined
from loader.previous_statements import Stated, Waiting, add_earlier, datasets_stated
from loader.report import Report
from loader.resolve import Known, Names, Resolved, is_old_name, resolve, words_of
from loader.sources.source import Notes

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

Rows = list[list[Any]]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """What the graph holds of a model that a record shows otherwise; `known` is whether it was listed before.

    `replaced` says that this load has read two models of one name, and that the record is of the one that stands.
    """

    known: bool
    digest: str | None
    modified: datetime | None
    hub_id: str | None
    replaced: bool = False


NOT_HELD = Held(known=False, digest=None, modified=None, hub_id=None)


def session(driver: Driver, database: str | None) -> Session:
    """A session for writing, which sees all that this driver has written."""
    return driver.session(database=database, bookmark_manager=driver.execute_query_bookmark_manager)


def constraints(session: Session) -> None:
    """Make the constraints that are not there yet."""
    from neo4j.exceptions import ClientError

    for query in cypher.queries("schema"):
        try:
            execute(session, query.name)
        except ClientError as error:
            if error.code != "Neo.ClientError.Schema.IndexWithNameAlreadyExists":
                raise
            # A server that was killed as it made a constraint comes back with the index of it alone.
            execute(session, "drop-index", index=query.name.replace("-", "_"))
            execute(session, query.name)


def indexes(session: Session) -> None:
    """Make the indexes that are not there yet, and wait until every one can be used."""
    for query in cypher.queries("indexes"):
        execute(session, query.name)
    execute(session, "indexes-online")


def is_empty(session: Session) -> bool:
    """Whether there is nothing in the graph but loads that were broken off."""
    return bool(execute(session, "is-empty")[0][0] == 0)


def begin(session: Session, source: str, scope: str) -> int:
    """Note that a load begins; its number."""
    return int(execute(session, "load-begins", source=source, scope=scope)[0][0])


def end(session: Session, load: int, report: Report, *, complete: bool) -> None:
    """Note how the load ended."""
    execute(session, "load-ends", load=load, complete=complete, counts=report.counts())


def is_whole_before(session: Session, load: int) -> bool:
    """Whether the load before this one came to its end, and counted descendants."""
    return bool(execute(session, "load-before", load=load)[0][0])


def changed(session: Session, records: Iterable[Sequence[str]]) -> dict[str, Held]:
    """Of these records, as pairs of id and digest, those that the graph does not hold just so."""
    return {
        id: Held(known, digest, native(modified), hub_id)
        for id, known, digest, modified, hub_id in execute(session, "changed-records", records=list(records))
    }


def batch(
    session: Session,
    load: int,
    source: str,
    models: list[Model],
    held: dict[str, Held],
    broken: list[Quarantined],
    *,
    is_first: bool = False,
) -> list[Resolved]:
    """Write models and all that they state, and put broken records in quarantine: all of it or nothing.

    `held` has what the graph held of each of the models. Gives what each model's references came to. In a first load,
    names are taken as they are written: what else they may mean is settled at its end.
    """

    def work(tx: ManagedTransaction) -> list[Resolved]:
        _models(tx, load, models, held)
        listed = [model for model in models if held[model.id].known]
        stated = stated_by(tx, [model.id for model in listed if len(model.speaking) < len(WITNESSES)])
        for model in models:
            if model.id in stated:
                add_earlier(model, stated[model.id])
        names = Names() if is_first else names_in(tx, models)
        resolved = [resolve(model, names) for model in models]
        _references(tx, load, models, resolved, held)
        _quarantine(tx, load, source, models, resolved, {model.id for model in listed}, broken)
        return resolved

    return session.execute_write(work)


def names_in(tx: ManagedTransaction, models: Iterable[Model]) -> Names:
    """What the graph knows of each parent that these models name."""
    references = [reference for model in models for reference in model.parents]
    names = {reference.name for reference in references}
    names |= {reading.name for reference in references for reading in reference.readings}
    pairs = [[name, name.lower()] for name in sorted(names)]
    hub_ids = sorted({reference.hub_id for reference in references if reference.hub_id})
    return Names(
        {
            name: Known(exact, hub_id, native(created), renamed, tuple(sorted(alike)))
            for name, exact, hub_id, created, renamed, alike in (run(tx, "known-names", names=pairs) if pairs else [])
        },
        dict(run(tx, "known-hub-ids", hubIds=hub_ids) if hub_ids else []),
    )


def stated_by(tx: ManagedTransaction, children: list[str]) -> dict[str, Stated]:
    """What the graph holds of the statements of these models."""
    found: dict[str, Stated] = {id: Stated() for id in children}
    if not children:
        return found
    for child, modified, parent, derivation in run(tx, "stated", children=children):
        found[child].modified = native(modified)
        found[child].add(parent, derivation)
    for child, sha, modified, *statement in run(tx, "stated-waiting", children=children):
        found[child].sha = found[child].sha or sha
        found[child].modified = native(modified)
        found[child].wait(Waiting(*statement))
    for child, dataset, witnesses, written, read_by in run(tx, "stated-datasets", children=children):
        found[child].datasets += datasets_stated(dataset, witnesses, written or [], read_by or [])
    return found


def write_derivations(tx: ManagedTransaction, load: int, derivations: list[dict[str, Any]]) -> None:
    """Write derivations, with nodes for those parents that were never seen as models."""
    run(tx, "parents", parents=parents(derivations))
    run(tx, "derivations", derivations=derivations, load=load)


def parents(derivations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row for every parent, in the order of their ids, so that two transactions lock them in the same order."""
    hub_ids: dict[str, str] = {}
    for row in derivations:
        if row["hubId"]:
            hub_ids[row["parent"]] = max(row["hubId"], hub_ids.get(row["parent"], ""))
    return [
        {
            "id": parent,
            "hubId": hub_ids.get(parent),
            "created": seconds(hub_ids.get(parent)),
            "publisher": namespace(parent),
            "properties": {"name": name_of(parent), "idFolded": parent.lower()},
        }
        for parent in sorted({row["parent"] for row in derivations})
    ]


def seconds(hub_id: str | None) -> int | None:
    """The time of creation that an id of the Hub's own tells, in seconds since 1970; None where it is hidden."""
    return int(creation(hub_id).timestamp()) if hub_id and HUB_ID.fullmatch(hub_id) else None


def write_quarantined(tx: ManagedTransaction, load: int, source: str, items: list[Quarantined]) -> None:
    """Put statements in quarantine."""
    rows = [
        {
            "key": key(item),
            "properties": {name: getattr(item, name) for name in ("record", "field", "value", "reason", "line")},
            "statement": statement(item),
        }
        for item in items
    ]
    if rows:
        run(tx, "quarantined", quarantined=rows, source=source, load=load)


def statement(item: Quarantined) -> dict[str, Any]:
    """What is kept of a statement in quarantine that may become a derivation; empty of any other."""
    if item.statement is None:
        return {"words": list(item.words)} if item.words else {}
    return {
        "readings": [str(reading) for reading in item.statement.readings],
        "words": words_of(item.statement),
        "declaredRelation": item.declared_relation,
        "declaredAs": item.declared_as,
        "parentHubId": item.statement.hub_id,
    }


def notes(session: Session, load: int, noted: Notes) -> None:
    """Write down what a source found out beside its records."""
    renamed = [pair for pair in noted.renamed if is_old_name(*pair)]
    if renamed:
        execute(session, "aliases", aliases=renamed)
    if noted.absent:
        execute(session, "absent", names=noted.absent)
    if noted.frontier:
        execute(session, "frontier-set", ids=noted.frontier, load=load)
    if noted.followed:
        execute(session, "followed", ids=noted.followed)


def lines_in_quarantine(session: Session, source: str) -> set[str]:
    """The keys of what is in quarantine of a source's lines."""
    return {key for (key,) in execute(session, "quarantined-lines", source=source)}


def release(session: Session, keys: Iterable[str]) -> None:
    """Release lines from quarantine that hold a record by now."""
    execute(session, "mended-lines", keys=list(keys))


def key(item: Quarantined) -> str:
    """What identifies a statement in quarantine."""
    told = "\0".join([item.record, item.field, item.value, item.reason])
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def native(moment: Any) -> datetime | None:
    """A time of Neo4j's as Python's own."""
    return moment.to_native() if moment else None


def execute(session: Session, name: str, **params: Any) -> Rows:
    """All rows of one saved query, in a transaction of its own."""
    return session.execute_write(lambda tx: run(tx, name, **params))


def run(tx: ManagedTransaction, name: str, **params: Any) -> Rows:
    """All rows of one saved query."""
    return list(cypher.run(tx, cypher.get(name), params).rows)


def _models(tx: ManagedTransaction, load: int, models: list[Model], held: dict[str, Held]) -> None:
    taken = [model.id for model in models if _is_another(model, held[model.id])]
    if taken:
        run(tx, "taken-names", names=taken)
    run(tx, "models", models=[_row(model) for model in models], initial=INITIAL, load=load)
    moved = [{"id": model.id, "publisher": model.publisher} for model in models if held[model.id].known]
    if moved:
        run(tx, "left-publishers", models=moved)


def _row(model: Model) -> dict[str, Any]:
    """One model as its query takes it. The driver is slow with times, so they go as numbers."""
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


def _is_another(model: Model, held: Held) -> bool:
    """Whether the Hub's own ids show that the record is not of the model which the graph has under its name."""
    return bool(held.known and model.hub_id and held.hub_id and model.hub_id != held.hub_id)


def _references(
    tx: ManagedTransaction, load: int, models: list[Model], resolved: list[Resolved], held: dict[str, Held]
) -> None:
    derivations, datasets = [], []
    by_id = {model.id: found for model, found in zip(models, resolved, strict=True)}
    for model, found in zip(models, resolved, strict=True):
        derivations += [{"child": model.id, **row} for row in found.derivations]
        datasets += [
            {"model": model.id, "name": name_of(row["dataset"]), "publisher": namespace(row["dataset"]), **row}
            for row in found.datasets
        ]
    _withdraw(tx, load, {id: found for id, found in by_id.items() if held[id].known}, held)
    if derivations:
        write_derivations(tx, load, derivations)
    if datasets:
        run(tx, "datasets", datasets=datasets)


def _withdraw(tx: ManagedTransaction, load: int, resolved: dict[str, Resolved], held: dict[str, Held]) -> None:
    """Withdraw what models no longer state. One that is replaced by another of its name leaves no trace."""
    children = list(resolved)
    if not children:
        return
    stated = {(id, row["parent"]) for id, found in resolved.items() for row in found.derivations}
    named = {(id, row["dataset"]) for id, found in resolved.items() for row in found.datasets}
    parents = [
        [child, parent, held[child].replaced]
        for child, parent in run(tx, "stated-parents", children=children)
        if (child, parent) not in stated
    ]
    datasets = [
        [child, dataset]
        for child, dataset, *_ in run(tx, "stated-datasets", children=children)
        if (child, dataset) not in named
    ]
    if parents:
        run(tx, "withdrawn-derivations", withdrawn=parents, load=load)
    if datasets:
        run(tx, "withdrawn-datasets", withdrawn=datasets)


def _quarantine(
    tx: ManagedTransaction,
    load: int,
    source: str,
    models: list[Model],
    resolved: list[Resolved],
    listed: set[str],
    broken: list[Quarantined],
) -> None:
    items = {
        model.id: [replace(item, line=model.line) for item in (*model.quarantined, *found.quarantined)]
        for model, found in zip(models, resolved, strict=True)
    }
    read_again = {model.id: model.fields for model in models if model.id in listed}
    if read_again:
        kept = {key(item) for id in read_again for item in items[id]}
        left = [
            key
            for record, key, field in run(tx, "quarantined-of", records=list(read_again))
            if key not in kept and _was_read(field, read_again[record])
        ]
        run(tx, "mended-lines", keys=left)
    write_quarantined(tx, load, source, [*broken, *(item for each in items.values() for item in each)])


def _was_read(field: str, fields: frozenset[str]) -> bool:
    """Whether a statement stood in one of these fields of a record, or in the record as such."""
    return not field or any(part.strip().partition(".")[0] in fields for part in field.split(","))
