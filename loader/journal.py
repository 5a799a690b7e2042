"""Which models a load has read, and where it stands: kept on disk, so that memory does not grow with the Hub."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any

TABLES = (
    "CREATE TABLE IF NOT EXISTS read (id TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS state (what TEXT PRIMARY KEY, value TEXT NOT NULL)",
)


class Journal:
    """The journal of one load; in a file of its own where the load may have to go on another time.

    What is added counts from the next `keep` on.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        # Without a name, the file is deleted when the load is over.
        self._file = sqlite3.connect(path or "")
        if path is None:
            self._file.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            self._file.execute(table)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

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
            return {what: json.loads(value) for what, value in rows}

    def begin(self) -> None:
        """Forget what an earlier load has left."""
        self._file.execute("DELETE FROM read")
        self._file.execute("DELETE FROM state")
        self._file.execute("DROP INDEX IF EXISTS read_id")

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
        """Whether a text stands in it, in whatever case."""
        found = self._file.execute(
            "SELECT EXISTS (SELECT 1 FROM read WHERE instr(lower(id), ?1)) "
            "OR EXISTS (SELECT 1 FROM state WHERE instr(lower(value), ?1))",
            [text.lower()],
        )
        return bool(found.fetchone()[0])

    def delete(self) -> None:
        """Close the journal and delete its file."""
        self._file.close()
        if self.path is not None:
            self.path.unlink(missing_ok=True)
