"""Which models a load has read, and where it stands: kept on disk, so that memory does not grow with the Hub."""

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
    """An id of the Hub that is no identity: why, how many names of the load carry it, and the first of these."""

    hub_id: str
    fault: str
    names: int
    first: str


OF_THE_DISK = tuple(f"SQLITE_{kind}" for kind in ("FULL", "IOERR", "CANTOPEN", "READONLY", "PERM", "BUSY", "LOCKED"))
"""Errors that say nothing against the file itself."""
WHOLE_HUB = 800
"""MB: 3 million ids and their index take 400, and to sort them half as much again."""


class Journal:
    """The journal of one load; in a file of its own where the load may have to go on another time.

    What is added counts from the next `keep` on.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._open()
        except sqlite3.Error as error:
            raise self._explained(error) from error
        # A file that is damaged says so when it is read; a load that begins anew replaces it.
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
        # Without a name, the file is deleted when the load is over.
        self._file = sqlite3.connect(self.path or "")
        if self.path is None:
            self._file.execute("PRAGMA synchronous = OFF")

    def _make_tables(self) -> None:
        for table in TABLES:
            self._file.execute(table)

    def _explained(self, error: sqlite3.Error) -> LoaderError:
        name = getattr(error, "sqlite_errorname", "")
        if self.path is not None and not name.startswith(OF_THE_DISK):
            return LoaderError("journal-is-damaged", path=self.path)
        folder = self.path.parent if self.path else os.environ.get("TMPDIR", "/var/tmp")  # noqa: S108
        return LoaderError("journal-cannot-be-written", folder=folder, reason=error, megabytes=WHOLE_HUB)

    def add(self, carried: Iterable[tuple[str, str | None, str | None]]) -> None:
        """Note models that were read: the id of each, the Hub's own id that its record carries, and what is wrong
        with that."""
        self._file.executemany("INSERT INTO read VALUES (?, ?, ?)", carried)

    def defer(self, id: str, record: Record) -> None:
        """Keep a record that is to be taken when all others are read."""
        self._file.execute(
            "INSERT INTO deferred VALUES (?, ?, ?)", (id, record.digest, json.dumps(record.raw, default=_text))
        )

    def deferred(self) -> Iterator[Record]:
        """The records that were deferred, by the ids of their models and by the Hub's own, so that their order does
        not matter."""
        rows = self._file.execute("SELECT raw, digest FROM deferred ORDER BY id, json_extract(raw, '$._id'), digest")
        for raw, digest in rows:
            yield Record(json.loads(raw), digest)

    def keep(self, **state: Any) -> None:
        """Keep all that was added, and where the load stands, in JSON."""
        rows = [(what, json.dumps(value, default=str)) for what, value in state.items()]
        self._file.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", rows)
        self._file.commit()

    @property
    def state(self) -> dict[str, Any]:
        """Where the load stood when it was last kept; empty at the beginning."""
        with closing(self._file.execute("SELECT what, value FROM state")) as rows:
            values = dict(rows)
        try:
            return {what: json.loads(value) for what, value in values.items()}
        except ValueError as error:
            raise sqlite3.DatabaseError(str(error)) from error

    def begin(self) -> None:
        """Forget what an earlier load has left, also where it cannot be read any more."""
        self._file.close()
        if self.path is not None:
            for file in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                file.unlink(missing_ok=True)
        self._open()
        self._make_tables()

    def index(self) -> None:
        """Make ready to be asked, once everything is read."""
        self._file.execute("CREATE INDEX IF NOT EXISTS read_id ON read (id)")

    def count(self) -> int:
        """How many models were read."""
        return int(self._file.execute("SELECT count(DISTINCT id) FROM read").fetchone()[0])

    def unread(self, ids: list[str]) -> Iterator[str]:
        """Those of these ids that were not read."""
        rows = self._file.execute(
            "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM read)", [json.dumps(ids)]
        )
        for (id,) in rows:
            yield id

    def faulty_ids(self) -> list[FaultyId]:
        """The Hub's own ids that the load has met and that are no identity: each by itself, or carried by several
        names."""
        rows = self._file.execute(
            "SELECT hub_id, CASE WHEN count(DISTINCT id) = 1 OR min(fault) <> ?1 THEN min(fault) ELSE ?2 END, "
            "count(DISTINCT id), min(id) FROM read WHERE hub_id IS NOT NULL "
            "GROUP BY hub_id HAVING min(fault) IS NOT NULL OR count(DISTINCT id) > 1 ORDER BY hub_id",
            [OTHER_TIME, SHARED],
        )
        return [FaultyId(*row) for row in rows]

    def carriers(self, hub_ids: Iterable[str]) -> Iterator[list[list[str]]]:
        """The models that carry these ids of the Hub, as pairs of both, so many at a time."""
        self._file.execute("CREATE TEMP TABLE IF NOT EXISTS asked (hub_id TEXT PRIMARY KEY)")
        self._file.execute("DELETE FROM asked")
        self._file.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((hub_id,) for hub_id in hub_ids))
        rows = self._file.execute(
            "SELECT DISTINCT id, hub_id FROM read WHERE hub_id IN (SELECT hub_id FROM asked) ORDER BY id, hub_id"
        )
        while some := rows.fetchmany(BATCH):
            yield [[id, hub_id] for id, hub_id in some]

    def carried_by(self, ids: list[str]) -> set[tuple[str, str]]:
        """The pairs of a model, of these, and an id of the Hub's that it carries."""
        rows = self._file.execute(
            "SELECT DISTINCT id, hub_id FROM read WHERE hub_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            [json.dumps(ids)],
        )
        return set(rows.fetchall())

    def holds(self, text: str) -> bool:
        """Whether a text stands in it, in whatever case, or may do so because the file is damaged."""
        try:
            found = self._file.execute(
                "SELECT EXISTS (SELECT 1 FROM read WHERE instr(lower(id), ?1)) "
                "OR EXISTS (SELECT 1 FROM deferred WHERE instr(lower(raw), ?1)) "
                "OR EXISTS (SELECT 1 FROM state WHERE instr(lower(value), ?1))",
                [text.lower()],
            )
            return bool(found.fetchone()[0])
        except sqlite3.DatabaseError:
            return True

    def delete(self) -> None:
        """Close the journal and delete its file."""
        self._file.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
