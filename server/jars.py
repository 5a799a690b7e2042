"""The jars of Neo4j: which ones are pinned (`neo4j.lock`), and how they are fetched.

Neo4j is GPL software: it is fetched by the user's machine from the user's Maven repository and runs as a process of
its own; nothing of it is part of this package.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from server.errors import ServerError

if TYPE_CHECKING:
    from pooch import Pooch

LOCK = Path(__file__).with_name("neo4j.lock")
SIDE_BY_SIDE = 8
RETRIES = 3
TIMEOUT = 60  # seconds without an answer


@dataclass(frozen=True)
class Jar:
    """One pinned artefact: its Maven coordinate (group:artefact:version[:classifier]), bytes and SHA-256."""

    coordinate: str
    size: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.coordinate} {self.size} {self.sha256}"

    @property
    def filename(self) -> str:
        """The name that Maven gives the file, and that it has in the folder of the class path."""
        _, artifact, version, *classifier = self.coordinate.split(":")
        return "-".join([artifact, version, *classifier]) + ".jar"

    @property
    def path(self) -> str:
        """The path of the file below the root of any Maven repository."""
        group, artifact, version, *_ = self.coordinate.split(":")
        return f"{group.replace('.', '/')}/{artifact}/{version}/{self.filename}"


def locked() -> list[Jar]:
    """Return every jar of the lock file, in its order."""
    lines = (line.split() for line in LOCK.read_text(encoding="utf-8").splitlines())
    return [Jar(coordinate, int(size), sha256) for coordinate, size, sha256 in lines]


def version() -> str:
    """Return the version of Neo4j that the lock file pins, such as `2026.08.1`."""
    return next(jar.coordinate.split(":")[2] for jar in locked() if jar.coordinate.startswith("org.neo4j:neo4j:"))


def missing(folder: Path) -> list[Jar]:
    """Return the jars that are not in `folder` with their full size."""
    return [jar for jar in locked() if not _is_complete(folder / jar.filename, jar.size)]


def fetch(folder: Path, on_progress: Callable[[int], object]) -> None:
    """Download every missing jar to `folder`, several at a time.

    `on_progress` is called with the size of each jar when it is complete and its SHA-256 is right; a later call fetches
    only what an interrupted one did not. Raises ServerError if a jar cannot be downloaded or is not the pinned one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sources = [_source(folder, repository) for repository in _repositories()]
    # A second process waits here, and then finds the jars.
    with FileLock(folder.with_name(f"{folder.name}.lock")), ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        downloads = {pool.submit(_fetch_one, jar, sources): jar for jar in missing(folder)}
        try:
            for download in as_completed(downloads):
                download.result()
                on_progress(downloads[download].size)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _is_complete(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _repositories() -> list[str]:
    """Return the Maven repositories of jgo's settings, or else jgo's default."""
    try:
        from jgo.config import GlobalSettings
        from jgo.constants import MAVEN_CENTRAL_URL
    except ImportError:
        raise ServerError("jgo-is-not-installed") from None
    return list({"central": MAVEN_CENTRAL_URL, **GlobalSettings.load().repositories}.values())


def _source(folder: Path, repository: str) -> Pooch:
    import pooch

    pooch.get_logger().setLevel("ERROR")
    return pooch.create(
        path=folder,
        base_url="",
        registry={jar.filename: f"sha256:{jar.sha256}" for jar in locked()},
        urls={jar.filename: f"{repository.rstrip('/')}/{jar.path}" for jar in locked()},
        retry_if_failed=RETRIES,
    )


def _fetch_one(jar: Jar, sources: list[Pooch]) -> None:
    from pooch import HTTPDownloader
    from requests import RequestException

    cause = ServerError("jar-repository-is-not-set")
    for source in sources:
        try:
            source.fetch(jar.filename, downloader=HTTPDownloader(timeout=TIMEOUT))
            return
        except RequestException as error:
            cause = ServerError("jar-download-failed", kind=type(error).__name__)
        except ValueError:
            cause = ServerError("jar-is-not-pinned")
        except OSError as error:
            raise ServerError(
                "jar-cannot-be-written", jar=jar.filename, folder=source.path, reason=error.strerror
            ) from error
    raise ServerError("jar-cannot-be-fetched", jar=jar.filename, cause=cause)
