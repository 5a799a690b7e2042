"""Writes one part of a table into files, in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ground.hub_id import OTHER_TIME, SHARED
from loader import quarantine
from loader.bulk.columns import RELATION_COLUMNS
from loader.bulk.csv_files import SEPARATOR, CsvFiles, list_cell
from loader.derivations import latest_hub_id
from loader.fields import INITIAL, PROPERTIES
from loader.journal import FaultyId
from loader.model import Model, Quarantined
from loader.record import Record
from loader.report import Report
from loader.resolve import Names, Resolved, resolve
from loader.shape import Identity, identify, shape
from loader.sources.parquet import rows

LOAD = 1
"""The number of the load: it is the first that writes to its graph."""
RECORDS = 50_000
"""The records of a part."""
LISTED_LABELS = SEPARATOR.join(["Model", "Unchecked"])
NOTHING_KNOWN = Names()


@dataclass(frozen=True)
class Task:
    """What every part knows: the table, the folder for the files, when the load began, and the shared Hub ids."""

    table: Path
    folder: Path
    now: datetime
    shared_hub_ids: frozenset[str]


@dataclass
class TablePart:
    """What the files of one part do not hold: counts, and the nodes that other parts may name as well.

    `parents` are all parents that are named, with the Hub id that the Hub stated of each, if any. `faulty` are the
    Hub ids that are no identity, by the id and the reason.
    """

    report: Report = field(default_factory=Report)
    parents: dict[str, str | None] = field(default_factory=dict)
    datasets: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    quarantined: dict[str, Quarantined] = field(default_factory=dict)
    is_multiline: bool = False
    faulty: dict[tuple[str, str], FaultyId] = field(default_factory=dict)

    def add(self, other: TablePart) -> None:
        """Add what another part holds."""
        self.report.add(other.report)
        for parent, hub_id in other.parents.items():
            self.parents[parent] = latest_hub_id(self.parents.get(parent), hub_id)
        self.datasets |= other.datasets
        self.publishers |= other.publishers
        self.quarantined |= other.quarantined
        for faulty in other.faulty.values():
            self.add_faulty(faulty)
        self.is_multiline |= other.is_multiline

    def add_faulty(self, faulty: FaultyId) -> None:
        """Add the names that carry a Hub id which is no identity."""
        key = faulty.hub_id, faulty.fault
        present = self.faulty.get(key, replace(faulty, names=0))
        self.faulty[key] = replace(faulty, names=present.names + faulty.names, first=min(present.first, faulty.first))

    def add_quarantined(self, item: Quarantined, line: int | None) -> None:
        """Add a statement for quarantine, with the row of its record."""
        self.quarantined[quarantine.key(item)] = replace(item, line=line)


def write_part(task: Task, start: int) -> TablePart:
    """Write the records of a table from one row on, as many as a part has."""
    part = TablePart()
    with CsvFiles(task.folder, f"{start:012}") as files:
        for record in rows(task.table, start, start + RECORDS):
            part.report.read += 1
            model = _shaped(part, record, task)
            if isinstance(model, Quarantined):
                part.report.quarantined += 1
                part.add_quarantined(model, record.line)
                continue
            part.report.created += 1
            resolved = resolve(model, NOTHING_KNOWN)
            part.report.add_statements(model, resolved)
            _write_model(files, part, model)
            _write_derivations(files, part, model, resolved)
            _write_trainings(files, part, model, resolved)
            for item in (*model.quarantined, *resolved.quarantined):
                part.add_quarantined(item, model.line)
    part.is_multiline = files.is_multiline
    return part


def _shaped(part: TablePart, record: Record, task: Task) -> Model | Quarantined:
    """The model of a record, without a Hub id that is no identity; such an id is counted."""
    identity = identify(record.raw)
    if isinstance(identity, Quarantined):
        return identity
    model = shape(record.raw, task.now, identity)
    if isinstance(model, Model):
        model.digest, model.line = record.digest, record.line
        _check_hub_id(part, model, identity, task.shared_hub_ids)
    return model


def _check_hub_id(part: TablePart, model: Model, identity: Identity, shared: frozenset[str]) -> None:
    hub_id, fault = identity.hub_id, identity.fault
    if hub_id in shared and fault in (None, OTHER_TIME):
        fault = SHARED
        model.properties.pop("hubId", None)
    if hub_id and fault:
        part.report.hubIdsQuarantined += 1
        part.add_faulty(FaultyId(hub_id, fault, 1, model.id))


def _write_model(files: CsvFiles, part: TablePart, model: Model) -> None:
    properties = {**INITIAL, **model.properties}
    files.write("models", [model.id, *(properties.get(name) for name in PROPERTIES), model.digest, LOAD, LISTED_LABELS])
    if model.publisher is not None:
        part.publishers.add(model.publisher)
        files.write("published", [model.publisher, model.id, "PUBLISHED"])


def _write_derivations(files: CsvFiles, part: TablePart, model: Model, resolved: Resolved) -> None:
    for row in resolved.derivations:
        properties = row["properties"]
        files.write(
            "derived",
            [
                model.id,
                row["parent"],
                *(properties[name] for name in RELATION_COLUMNS),
                list_cell(properties["witnesses"]),
                list_cell(properties["statements"]),
                properties["disputed"],
                properties["parentHubId"],
                properties["sha"],
                LOAD,
                "DERIVED_FROM",
            ],
        )
        part.parents[row["parent"]] = latest_hub_id(part.parents.get(row["parent"]), row["hubId"])


def _write_trainings(files: CsvFiles, part: TablePart, model: Model, resolved: Resolved) -> None:
    for row in resolved.datasets:
        part.datasets.add(row["dataset"])
        lists = [list_cell(row[name]) for name in ("witnesses", "statements")]
        files.write("trained", [model.id, row["dataset"], *lists, "TRAINED_ON"])
