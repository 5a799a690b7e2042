"""Turns a parquet file of the Hub's models into files for Neo4j's own bulk import, the quickest way to a first graph.

Shaping and resolving are those of every load; only exact names are resolved here, and the rest is settled afterwards
from the graph, as after every load. The file is worked on by all processors, a part each.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from ground.hub_id import OTHER_TIME, SHARED, creation
from ground.names import name_of, namespace
from loader import write
from loader.exclusive_load import alone
from loader.faults import write_faulty_ids
from loader.fields import INITIAL, PROPERTIES
from loader.journal import FaultyId
from loader.model import Model, Quarantined
from loader.ownership import prepare
from loader.reconcile import count_descendants, settle
from loader.record import Record
from loader.report import Report
from loader.resolve import Names, Resolved, resolve
from loader.shape import carried_id, shape
from loader.sources import Source
from loader.sources.parquet import columns, connection, rows

if TYPE_CHECKING:
    from neo4j import Driver, Session

LOAD = 1
"""The number of the load: there is none before it that wrote anything."""
SEPARATOR = "\x1f"
"""Between the items of a list."""
PART = 50_000
WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
"""What `str.strip` takes away."""
LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a line of CSV that DuckDB reads: a model's texts are bounded, and far shorter together."""
WORDS = ("relation", "declaredRelation", "declaredAs", "hubRelation", "tagRelation")
HEADERS = {
    "models": [
        "id:ID(Model)",
        *(f"{name}:{field.type}" for name, field in PROPERTIES.items()),
        "digest:string",
        "intervals:long[]",
        ":LABEL",
    ],
    "datasets": ["id:ID(Dataset)", "name:string", ":LABEL"],
    "publishers": ["name:ID(Publisher)", ":LABEL"],
    "quarantined": [
        "key:ID(Quarantined)",
        *(f"{name}:string" for name in ("source", "record", "field", "value", "reason")),
        "load:long",
        "line:long",
        "readings:string[]",
        "words:string[]",
        "declaredRelation:string",
        "declaredAs:string",
        "parentHubId:string",
        ":LABEL",
    ],
    "derived": [
        ":START_ID(Model)",
        ":END_ID(Model)",
        *(f"{word}:string" for word in WORDS),
        "witnesses:string[]",
        "disputed:boolean",
        "parentHubId:string",
        "sha:string",
        "intervals:long[]",
        ":TYPE",
    ],
    "trained": [
        ":START_ID(Model)",
        ":END_ID(Dataset)",
        "witnesses:string[]",
        "writtenAs:string[]",
        "readBy:string[]",
        ":TYPE",
    ],
    "published": [":START_ID(Publisher)", ":END_ID(Model)", ":TYPE"],
    "published-datasets": [":START_ID(Publisher)", ":END_ID(Dataset)", ":TYPE"],
}
"""The columns of each kind of file; those of nodes begin with the id, those of relationships with their two ends."""


@dataclass
class Files:
    """What was written: the files of each kind, headers first, and what is still to be done once they are imported."""

    nodes: list[list[Path]]
    relationships: list[list[Path]]
    report: Report
    parents: dict[str, str | None]
    """Every parent that is named, with the Hub's own id of it where the Hub told it."""
    several_lines: bool
    """Whether a text in the files goes over several lines."""
    faulty: dict[tuple[str, str], FaultyId]
    """The Hub's own ids that are no identity, by the id and why."""

    def arguments(self) -> list[str]:
        """The arguments of `neo4j-admin database import full` for these files."""
        groups = [("nodes", self.nodes), ("relationships", self.relationships)]
        return [
            f"--array-delimiter=U+{ord(SEPARATOR):04X}",
            "--id-type=string",
            "--path-pattern-style=none",
            f"--multiline-fields={str(self.several_lines).lower()}",
            *(f"--{kind}={','.join(map(str, files))}" for kind, group in groups for files in group if len(files) > 1),
        ]


@dataclass
class _Part:
    """What one process makes of one part of the file."""

    report: Report = field(default_factory=Report)
    parents: dict[str, str | None] = field(default_factory=dict)
    datasets: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    quarantined: dict[str, Quarantined] = field(default_factory=dict)
    several_lines: bool = False
    faulty: dict[tuple[str, str], FaultyId] = field(default_factory=dict)


def can_take(path: Path) -> bool:
    """Whether every model stands in the file once, as a bulk import needs it; False also where it cannot be read."""
    import duckdb

    # The white space is what Python strips from an id; NUL, which ends a text elsewhere, is no matter for Bolt.
    once_each = (
        "SELECT count(*) = count(DISTINCT trim(id, ?)) AND NOT coalesce(bool_or(contains(id, chr(0))), false) "
        "FROM read_parquet(?)"
    )
    try:
        with connection() as opened:
            answer = opened.execute(once_each, [WHITE_SPACE, str(path)])
            (once,) = answer.fetchone() or (False,)
    except duckdb.Error:
        return False
    return bool(once)


def shared_ids(path: Path) -> frozenset[str]:
    """The Hub's own ids that several models of a file carry, in lower case."""
    with connection() as opened:
        if "_id" not in columns(opened, path):
            return frozenset()
        answer = opened.execute(
            "SELECT lower(trim(_id::VARCHAR)) AS hubId FROM read_parquet(?) GROUP BY hubId HAVING count(*) > 1",
            [str(path)],
        )
        return frozenset(hub_id for (hub_id,) in answer.fetchall() if hub_id)


def write_files(path: Path, source: str, folder: Path, total: int, on_progress: Callable[[int], object]) -> Files:
    """Write what a parquet file holds into files for `neo4j-admin database import full`."""
    whole = _Part()
    starts = range(0, total, PART)
    reading = _Reading(datetime.now(UTC), shared_ids(path))
    workers = min(os.cpu_count() or 1, len(starts)) or 1
    # A process that is forked while the driver's threads run may hang.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawned) as pool:
        parts = deque(pool.submit(_write_part, path, folder, start, reading) for start in starts)
        while parts:
            # Taken away, so that only the whole is kept.
            part = parts.popleft().result()
            _add(whole, part)
            on_progress(part.report.read)
    _write_rest(path, folder, source, whole)
    every = {kind: [_header(folder, kind), *sorted(folder.glob(f"{kind}.[0-9]*.csv"))] for kind in HEADERS}
    nodes = [every[kind] for kind, columns in HEADERS.items() if not columns[0].startswith(":START")]
    relationships = [every[kind] for kind, columns in HEADERS.items() if columns[0].startswith(":START")]
    return Files(nodes, relationships, whole.report, whole.parents, whole.several_lines, whole.faulty)


@dataclass(frozen=True)
class _Reading:
    """What all parts know: when the load began, and which of the Hub's own ids several names carry."""

    now: datetime
    shared: frozenset[str]


def _write_part(path: Path, folder: Path, start: int, reading: _Reading) -> _Part:
    part = _Part()
    with _Out(folder, start) as out:
        for record in rows(path, start, start + PART):
            part.report.read += 1
            model = shape(record.raw, reading.now)
            if isinstance(model, Quarantined):
                part.report.quarantined += 1
                part.quarantined[write.key(model)] = replace(model, line=record.line)
                continue
            _check_id(part, model, record, reading.shared)
            model.digest, model.line = record.digest, record.line
            part.report.created += 1
            found = resolve(model, NOTHING_KNOWN)
            part.report.add(model, found)
            _write_model(out, part, model)
            _write_references(out, part, model, found)
    part.several_lines = out.several_lines
    return part


def _check_id(part: _Part, model: Model, record: Record, shared: frozenset[str]) -> None:
    """Take the Hub's own id from a model where it is no identity, and count it."""
    carried, fault = carried_id(record.raw)
    if carried in shared and fault in (None, OTHER_TIME):
        fault = SHARED
        model.properties.pop("hubId", None)
    if carried and fault:
        part.report.hubIdsQuarantined += 1
        _count(part, FaultyId(carried, fault, 1, model.id))


def _count(part: _Part, faulty: FaultyId) -> None:
    key = faulty.hub_id, faulty.fault
    known = part.faulty.get(key, replace(faulty, names=0))
    part.faulty[key] = replace(faulty, names=known.names + faulty.names, first=min(known.first, faulty.first))


NOTHING_KNOWN = Names()
UNSEEN = SEPARATOR.join(["Model", "Unseen"])


def _write_model(out: _Out, part: _Part, model: Model) -> None:
    properties = {**INITIAL, **model.properties}
    out.write("models", [model.id, *(properties.get(name) for name in PROPERTIES), model.digest, LOAD, "Model"])
    if model.publisher is not None:
        part.publishers.add(model.publisher)
        out.write("published", [model.publisher, model.id, "PUBLISHED"])


def _write_references(out: _Out, part: _Part, model: Model, found: Resolved) -> None:
    for row in found.derivations:
        said = row["properties"]
        words = [said[word] for word in WORDS]
        out.write(
            "derived",
            [
                model.id,
                row["parent"],
                *words,
                SEPARATOR.join(said["witnesses"]),
                said["disputed"],
                said["parentHubId"],
                said["sha"],
                LOAD,
                "DERIVED_FROM",
            ],
        )
        part.parents[row["parent"]] = _latest(part.parents.get(row["parent"]), row["hubId"])
    for row in found.datasets:
        part.datasets.add(row["dataset"])
        lists = [SEPARATOR.join(row[name]) if row[name] else None for name in ("witnesses", "writtenAs", "readBy")]
        out.write("trained", [model.id, row["dataset"], *lists, "TRAINED_ON"])
    for item in (*model.quarantined, *found.quarantined):
        part.quarantined[write.key(item)] = replace(item, line=model.line)


def _write_rest(path: Path, folder: Path, source: str, whole: _Part) -> None:
    """Write the nodes that several parts name: parents that no part lists, datasets, publishers, quarantine."""
    with _Out(folder, 0, "rest") as out:
        for parent in _unseen(folder, whole.parents):
            hub_id = whole.parents[parent]
            named = {
                "name": name_of(parent),
                "idFolded": parent.lower(),
                "descendants": 0,
                "hubId": hub_id,
                "hubIdStated": True if hub_id else None,
                "createdAt": _past(creation(hub_id)) if hub_id else None,
            }
            out.write("models", [parent, *(named.get(name) for name in PROPERTIES), None, None, UNSEEN])
            _publish(out, whole, "published", parent)
        for dataset in sorted(whole.datasets):
            out.write("datasets", [dataset, name_of(dataset), "Dataset"])
            _publish(out, whole, "published-datasets", dataset)
        for publisher in sorted(whole.publishers):
            out.write("publishers", [publisher, "Publisher"])
        for key, item in whole.quarantined.items():
            told = [item.record, item.field, item.value, item.reason]
            kept = write.statement(item)
            lists = [SEPARATOR.join(kept[name]) if kept.get(name) else None for name in ("readings", "words")]
            rest = [kept.get(name) for name in ("declaredRelation", "declaredAs", "parentHubId")]
            out.write("quarantined", [key, source, *told, LOAD, item.line, *lists, *rest, "Quarantined"])
    whole.several_lines |= out.several_lines


def _past(moment: datetime) -> datetime | None:
    """A moment, unless it is yet to come."""
    return moment if moment <= datetime.now(UTC) else None


def _latest(one: str | None, other: str | None) -> str | None:
    """Of two ids that were told of one name, the latest."""
    return max(filter(None, [one, other]), default=None)


def _publish(out: _Out, whole: _Part, kind: str, name: str) -> None:
    publisher = namespace(name)
    if publisher is not None:
        whole.publishers.add(publisher)
        out.write(kind, [publisher, name, "PUBLISHED"])


def _unseen(folder: Path, parents: Iterable[str]) -> list[str]:
    """Those of the parents that no part lists as a model."""
    written = [str(file) for file in sorted(folder.glob("models.[0-9]*.csv"))]
    columns = {f"c{number}": "VARCHAR" for number, _ in enumerate(HEADERS["models"])}
    with connection() as opened:
        opened.execute("CREATE TABLE named AS SELECT unnest(?::VARCHAR[]) AS id", [list(parents)])
        answer = opened.execute(
            "SELECT id FROM named WHERE id NOT IN (SELECT c0 FROM read_csv(?, "
            "max_line_size = ?, header = false, delim = ',', quote = '\"', escape = '\"', columns = ?)) ORDER BY id",
            [written, LONGEST_LINE, columns],
        )
        return [id for (id,) in answer.fetchall()]


def _add(whole: _Part, part: _Part) -> None:
    for count in fields(Report):
        if count.name != "newest":
            setattr(whole.report, count.name, getattr(whole.report, count.name) + getattr(part.report, count.name))
    whole.report.newest = max(filter(None, [whole.report.newest, part.report.newest]), default=None)
    for parent, hub_id in part.parents.items():
        whole.parents[parent] = _latest(whole.parents.get(parent), hub_id)
    whole.datasets |= part.datasets
    whole.publishers |= part.publishers
    whole.quarantined |= part.quarantined
    for faulty in part.faulty.values():
        _count(whole, faulty)
    whole.several_lines |= part.several_lines


def _header(folder: Path, kind: str) -> Path:
    file = folder / f"{kind}.header.csv"
    file.write_text(",".join(HEADERS[kind]) + "\n", encoding="utf-8")
    return file


class _Out:
    """The files that one process writes, one of each kind, in the CSV that Neo4j reads: every text in quotes, so that
    nothing and the empty text differ."""

    def __init__(self, folder: Path, number: int, name: str = "") -> None:
        self.files: dict[str, TextIO] = {}
        self.place = folder, f"{number:012}{name}"
        self.several_lines = False

    def __enter__(self) -> _Out:
        return self

    def __exit__(self, *error: object) -> None:
        for file in self.files.values():
            file.close()

    def write(self, kind: str, values: Iterable[Any]) -> None:
        if kind not in self.files:
            folder, name = self.place
            self.files[kind] = (folder / f"{kind}.{name}.csv").open("w", encoding="utf-8", newline="")
        line = ",".join(map(_cell, values))
        if "\n" in line or "\r" in line:
            self.several_lines = True
        self.files[kind].write(line + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _note_ids(files: Files, source: Source, session: Session, load: int) -> None:
    """Note the Hub's own ids that others told of models, and those that are no identity."""
    named: list[dict[str, Any]] = [
        {"id": id, "hubId": hub_id, "created": write.seconds(hub_id), "publisher": None, "properties": {}}
        for id, hub_id in files.parents.items()
        if hub_id
    ]
    for start in range(0, len(named), PART):
        write.execute(session, "parents", parents=named[start : start + PART])
    write_faulty_ids(session, load, source.name, sorted(files.faulty.values(), key=lambda each: each.hub_id))


def finish(files: Files, source: Source, driver: Driver, database: str | None) -> Report:
    """Do what every load does once its records are written: note it, and settle what belongs together."""
    with write.session(driver, database) as session, alone(driver, database, source.name):
        prepare(session)
        write.indexes(session)
        number = write.begin(session, source.name, source.scope)
        _note_ids(files, source, session, number)
        files.report.settle(settle(session, number, source.name))
        count_descendants(session)
        write.end(session, number, files.report, complete=True)
    return files.report
