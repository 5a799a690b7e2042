"""Writes a whole table into files: the parts, and the nodes that several parts may name."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ground.hub_id import creation
from ground.names import name_of, namespace
from loader import quarantine
from loader.bulk.columns import CSV_HEADERS, NODES, RELATIONSHIPS
from loader.bulk.csv_files import SEPARATOR, CsvFiles, list_cell
from loader.bulk.part import LOAD, RECORDS, TablePart, Task, write_part
from loader.bulk.table import shared_hub_ids
from loader.derivations import parent_properties
from loader.fields import PROPERTIES
from loader.model import Quarantined
from loader.sources.parquet import connection

LONGEST_LINE = 64 * 1024 * 1024
"""Bytes of a line of CSV that DuckDB reads: the texts of a model are bounded, and far shorter together."""
UNSEEN_LABELS = SEPARATOR.join(["Model", "Unseen", "Unchecked"])


@dataclass(frozen=True)
class ImportFiles:
    """The files of each kind, headers first, and what they do not hold."""

    nodes: list[list[Path]]
    relationships: list[list[Path]]
    rest: TablePart

    def arguments(self) -> list[str]:
        """The arguments of `neo4j-admin database import full` for these files."""
        groups = [("nodes", self.nodes), ("relationships", self.relationships)]
        return [
            f"--array-delimiter=U+{ord(SEPARATOR):04X}",
            "--id-type=string",
            "--path-pattern-style=none",
            f"--multiline-fields={str(self.rest.is_multiline).lower()}",
            *(f"--{kind}={','.join(map(str, files))}" for kind, group in groups for files in group if len(files) > 1),
        ]


def write_files(path: Path, source: str, folder: Path, total: int, on_progress: Callable[[int], object]) -> ImportFiles:
    """Write the content of a parquet table into files for `neo4j-admin database import full`."""
    task = Task(path, folder, datetime.now(UTC), shared_hub_ids(path))
    whole = _write_parts(task, range(0, total, RECORDS), on_progress)
    with CsvFiles(folder, f"{0:012}rest") as files:
        _write_parents(files, folder, whole)
        _write_datasets(files, whole)
        for publisher in sorted(whole.publishers):
            files.write("publishers", [publisher, "Publisher"])
        for key, item in whole.quarantined.items():
            _write_quarantined(files, source, key, item)
    whole.is_multiline |= files.is_multiline
    files_of = {kind: [_header(folder, kind), *sorted(folder.glob(f"{kind}.[0-9]*.csv"))] for kind in CSV_HEADERS}
    return ImportFiles([files_of[kind] for kind in NODES], [files_of[kind] for kind in RELATIONSHIPS], whole)


def _write_parts(task: Task, starts: range, on_progress: Callable[[int], object]) -> TablePart:
    """Write all parts, as many at a time as there are processors; returns what they hold together."""
    whole = TablePart()
    workers = min(os.cpu_count() or 1, len(starts)) or 1
    # A process that is forked while threads of the driver run may hang.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawned) as pool:
        parts = deque(pool.submit(write_part, task, start) for start in starts)
        while parts:
            # Removed from the queue, so that only the whole stays in memory.
            part = parts.popleft().result()
            whole.add(part)
            on_progress(part.report.read)
    return whole


def _write_parents(files: CsvFiles, folder: Path, whole: TablePart) -> None:
    """Write the parents that no part lists."""
    for parent in _unlisted(folder, whole.parents):
        hub_id = whole.parents[parent]
        properties = {
            **parent_properties(parent),
            "descendants": 0,
            "hubId": hub_id,
            "hubIdStated": True if hub_id else None,
            "createdAt": _past(creation(hub_id)) if hub_id else None,
        }
        files.write("models", [parent, *(properties.get(name) for name in PROPERTIES), None, None, UNSEEN_LABELS])
        _write_published(files, "published", parent, whole)


def _write_datasets(files: CsvFiles, whole: TablePart) -> None:
    for dataset in sorted(whole.datasets):
        files.write("datasets", [dataset, name_of(dataset), "Dataset"])
        _write_published(files, "published-datasets", dataset, whole)


def _write_published(files: CsvFiles, kind: str, id: str, whole: TablePart) -> None:
    publisher = namespace(id)
    if publisher is not None:
        whole.publishers.add(publisher)
        files.write(kind, [publisher, id, "PUBLISHED"])


def _write_quarantined(files: CsvFiles, source: str, key: str, item: Quarantined) -> None:
    statement = quarantine.statement(item)
    files.write(
        "quarantined",
        [
            key,
            source,
            *(item.record, item.field, item.value, item.reason),
            LOAD,
            item.line,
            *(list_cell(statement.get(name)) for name in ("readings", "words")),
            *(statement.get(name) for name in ("declaredRelation", "declaredAs", "parentHubId")),
            "Quarantined",
        ],
    )


def _past(moment: datetime) -> datetime | None:
    """The moment, or None if it is in the future."""
    return moment if moment <= datetime.now(UTC) else None


def _unlisted(folder: Path, parents: Iterable[str]) -> list[str]:
    """The parents that no part lists as a model, sorted."""
    files = [str(file) for file in sorted(folder.glob("models.[0-9]*.csv"))]
    columns = {f"c{number}": "VARCHAR" for number, _ in enumerate(CSV_HEADERS["models"])}
    with connection() as opened:
        opened.execute("CREATE TABLE named AS SELECT unnest(?::VARCHAR[]) AS id", [list(parents)])
        answer = opened.execute(
            "SELECT id FROM named WHERE id NOT IN (SELECT c0 FROM read_csv(?, "
            "max_line_size = ?, header = false, delim = ',', quote = '\"', escape = '\"', columns = ?)) ORDER BY id",
            [files, LONGEST_LINE, columns],
        )
        return [id for (id,) in answer.fetchall()]


def _header(folder: Path, kind: str) -> Path:
    file = folder / f"{kind}.header.csv"
    file.write_text(",".join(CSV_HEADERS[kind]) + "\n", encoding="utf-8")
    return file
