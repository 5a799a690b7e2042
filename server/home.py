"""The folders and files of a managed server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ground import folders


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
    def pid(self) -> Path:
        return self.path / "run" / "neo4j.pid"

    @property
    def log(self) -> Path:
        return self.path / "logs" / "neo4j.log"

    @property
    def debug_log(self) -> Path:
        """The log in which Neo4j says why a database does not come up though the server runs."""
        return self.path / "logs" / "debug.log"

    @property
    def java_log(self) -> Path:
        """The output of Java itself since the last start, also from before Neo4j opens its own log."""
        return self.path / "logs" / "java.log"

    @property
    def lock(self) -> Path:
        return self.path / "start.lock"

    @property
    def importing(self) -> Path:
        """A file that exists while a bulk import runs: until it ends, the database is incomplete."""
        return self.path / "importing"

    @property
    def bulk(self) -> Path:
        """The folder for the files of a bulk import."""
        return self.path / "import" / "bulk"

    @property
    def store(self) -> Path:
        return self.path / "data" / "databases" / "neo4j"


def home() -> Home:
    """Return the server's home, which is the application's."""
    return Home(folders.home())


def jars_folder(version: str) -> Path:
    """Return the folder of the jars of one version of Neo4j."""
    return folders.cache() / f"neo4j-{version}"
