"""Keeps the models that a load has read, and its position, on disk, so that memory does not grow with the Hub."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from ground.hub_id import OTHER_TIME, SHARED
from loader.errors import LoaderError
from loader.record import Record

TABLES = (
    "CREATE TABLE IF NOT EXISTS read (id TEXT NOT NULL, hub_id TEXT, fault TEXT)",
    "CREATE TABLE IF NOT EXISTS deferred (id TEXT NOT NULL, digest TEXT NOT NULL, raw TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
BATCH = 1_000


@dataclass(frozen=True)
class FaultyId:
    """A Hub id that is no identity: the reason, the number of names that carry it, and the first of these."""

    hub_id: str
    fault: str
    names: int
    first: str


DISK_ERRORS = tuple(f"SQLITE_{kind}" for kind in ("FULL", "IOERR", "CANTOPEN", "READONLY", "PERM", "BUSY", "LOCKED"))
"""SQLite's errors that do not mean that the file itself is damaged."""
HUB_MEGABYTES = 800
"""MB for the whole Hub: 3 million ids and their index take 400, and sorting them half as much again."""


class Journal:
    """The journal of one load; in a file of its own if the load can be resumed.

    What is added is durable after the next `keep`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        # A damaged file raises an error when it is read; a load that is not resumed replaces it.
        with suppress(sqlite3.Error):
            self._make_tables()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        if isinstance(error, sqlite3.Error):
            raise self._explained(error) from error

    def _open(self) -> None:
        # SQLite deletes a file without a name when it is closed.
        self._file = sqlite3.connect(self.path or "")
        if self.path is None:
            self._file.execute("PRAGMA synchronous = OFF")

    def _make_tables(self) -> None:
        for table in TABLES:
            self._file.execute(table)

    def _explained(self, error: sqlite3.Error) -> LoaderError:
        name = getattr(error, "sqlite_errorname", "")
        if self.path is not None and not name.startswith(DISK_ERRORS):
            return LoaderError("journal-is-damaged", path=self.path)
        folder = self.path.parent if self.path else os.environ.get("TMPDIR", "/var/tmp")  # noqa: S108
        return LoaderError("journal-cannot-be-written", folder=folder, reason=error, megabytes=HUB_MEGABYTES)

    def add(self, carried: Iterable[tuple[str, str | None, str | None]]) -> None:
        """Add models that were read: the id of each, the Hub id that it carries, and why that is no identity."""
        self._file.executemany("INSERT INTO read VALUES (?, ?, ?)", carried)

    def defer(self, id: str, record: Record) -> None:
        """Keep a record that is to be ingested when all others are read."""
        self._file.execute(
            "INSERT INTO deferred VALUES (?, ?, ?)", (id, record.digest, json.dumps(record.raw, default=_text))
        )

    def deferred(self) -> Iterator[Record]:
        """The deferred records, sorted by the ids of their models and by the Hub ids, whatever order they came in."""
        rows = self._file.execute("SELECT raw, digest FROM deferred ORDER BY id, json_extract(raw, '$._id'), digest")
        for raw, digest in rows:
            yield Record(json.loads(raw), digest)

    def keep(self, **state: Any) -> None:
        """Make durable what was added, and the state of the load, as JSON."""
        rows = [(name, json.dumps(value, default=str)) for name, value in state.items()]
        self._file.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)
        self._file.commit()

    @property
    def state(self) -> dict[str, Any]:
        """The state of the load at the last `keep`; empty before the first."""
        with closing(self._file.execute("SELECT what, value FROM state")) as rows:
            values = dict(rows)
        try:
            return {name: json.loads(value) for name, value in values.items()}
        except ValueError as error:
            raise sqlite3.DatabaseError(str(error)) from error

    def begin(self) -> None:
        """Delete what an earlier load has left, even if it is damaged."""
        self._file.close()
        if self.path is not None:
            for file in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                file.unlink(missing_ok=True)
        self._open()
        self._make_tables()

    def index(self) -> None:
        """Create the index for `count` and `unread`, once everything is read."""
        self._file.execute("CREATE INDEX IF NOT EXISTS read_id ON read (id)")

    def count(self) -> int:
        """The number of models that were read."""
        return int(self._file.execute("SELECT count(DISTINCT id) FROM read").fetchone()[0])

    def unread(self, ids: list[str]) -> Iterator[str]:
        """The ids among these that were not read."""
        rows = self._file.execute(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM read)", [json.dumps(ids)]
        )
        for (id,) in rows:
            yield id

    def faulty_ids(self) -> list[FaultyId]:
        """The Hub ids of the load that are no identity: malformed, or carried by several names."""
        rows = self._file.execute(
            "SELECT hub_id, CASE WHEN count(DISTINCT id) = 1 OR min(fault) <> ?1 THEN min(fault) ELSE ?2 END, "
            "count(DISTINCT id), min(id) FROM read WHERE hub_id IS NOT NULL "
            "GROUP BY hub_id HAVING min(fault) IS NOT NULL OR count(DISTINCT id) > 1 ORDER BY hub_id",
            [OTHER_TIME, SHARED],
        )
        return [FaultyId(*row) for row in rows]

    def carriers(self, hub_ids: Iterable[str]) -> Iterator[list[list[str]]]:
        """Batches of pairs: a model, and the Hub id among these that it carries."""
        self._file.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (hub_id TEXT PRIMARY KEY)")
        self._file.execute("DELETE FROM wanted")
        self._file.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((hub_id,) for hub_id in hub_ids))
        rows = self._file.execute(
            "SELECT DISTINCT id, hub_id FROM read WHERE hub_id IN (SELECT hub_id FROM wanted) ORDER BY id, hub_id"
        )
        while batch := rows.fetchmany(BATCH):
            yield [[id, hub_id] for id, hub_id in batch]

    def carried_by(self, ids: list[str]) -> set[tuple[str, str]]:
        """Pairs of a model among these and a Hub id that it carries."""
        rows = self._file.execute(
            "SELECT DISTINCT id, hub_id FROM read WHERE hub_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
        return set(rows.fetchall())

    def holds(self, text: str) -> bool:
        """Whether a text is in the journal, in any case; also True if the file is damaged."""
        try:
            answer = self._file.execute(
                "SELECT EXISTS (SELECT 1 FROM read WHERE instr(lower(id), ?1)) "
                "OR EXISTS (SELECT 1 FROM deferred WHERE instr(lower(raw), ?1)) "
                "OR EXISTS (SELECT 1 FROM state WHERE instr(lower(value), ?1))",
                [text.lower()],
            )
            return bool(answer.fetchone()[0])
        except sqlite3.DatabaseError:
            return True

    def delete(self) -> None:
        """Close the journal and delete its file."""
        self._file.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
