"""Which models a load has read, and where it stands: kept on disk, so that memory does not grow with the Hub."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from loader.errors import LoaderError

TABLES = (
    "CREATE TABLE IF NOT EXISTS read (id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

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
            return LoaderError(
                f"The file that keeps where the broken-off load stands is damaged ({self.path}).",
                "Run the load without --resume: it begins anew and replaces the file.",
            )
        folder = self.path.parent if self.path else os.environ.get("TMPDIR", "/var/tmp")  # noqa: S108
        return LoaderError(
            f"The list of the models that a load has read cannot be kept in {folder} ({error}).",
            f"Free some space there ({WHOLE_HUB} MB for the whole Hub) and in TMPDIR, or set TMPDIR to another folder; "
            "then run the command again.",
        )

    def add(self, ids: Iterable[str]) -> None:
        """Note that these models were read."""
        self._file.executemany("INSERT INTO read VALUES (?)", ((id,) for id in ids))

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

    def holds(self, text: str) -> bool:
        """Whether a text stands in it, in whatever case, or may do so because the file is damaged."""
        try:
            found = self._file.execute(
                "SELECT EXISTS (SELECT 1 FROM read WHERE instr(lower(id), ?1)) "
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
