"""Where the managed server keeps its things."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "lineage-db"


@dataclass(frozen=True)
class Home:
    """The folder of one managed server: data, configuration, logs and password."""

    path: Path

    @property
    def configuration(self) -> Path:
        return self.path / "conf" / "neo4j.conf"

    @property
    def password(self) -> Path:
        return self.path / "password"

    @property
    def key(self) -> Path:
        """The key by which publishers are forgotten, of this server's database and of any other of this user's."""
        return self.path / "forget.key"

    @property
    def pid(self) -> Path:
        return self.path / "run" / "neo4j.pid"

    @property
    def log(self) -> Path:
        return self.path / "logs" / "neo4j.log"

    @property
    def debug_log(self) -> Path:
        """Where Neo4j says why a database does not come up though the server runs."""
        return self.path / "logs" / "debug.log"

    @property
    def java_log(self) -> Path:
        """What Java itself said at the last start, before Neo4j had a log or beside it."""
        return self.path / "logs" / "java.log"

    @property
    def lock(self) -> Path:
        return self.path / "start.lock"

    @property
    def importing(self) -> Path:
        """There while files are imported into the database, which is nothing until that has ended."""
        return self.path / "importing"

    @property
    def bulk(self) -> Path:
        """Where the files for an import are put."""
        return self.path / "import" / "bulk"

    @property
    def loads(self) -> Path:
        """Where loads that can go on another time keep where they stand."""
        return self.path / "loads"

    @property
    def snapshots(self) -> Path:
        """Where snapshots of the whole Hub are downloaded to."""
        return self.path / "snapshots"

    @property
    def store(self) -> Path:
        return self.path / "data" / "databases" / "neo4j"


def home() -> Home:
    """The home that `LINEAGE_HOME` names, else the platform's folder for user data."""
    named = os.environ.get("LINEAGE_HOME")
    return Home(Path(named).absolute() if named else platformdirs.user_data_path(APP))


def jars_folder(version: str) -> Path:
    """Where the jars of one version of Neo4j are kept, for every home of this user."""
    return platformdirs.user_cache_path(APP) / f"neo4j-{version}"
