"""Reads a parquet file of the Hub's models, such as the full-Hub table `models.parquet` of `cfahlgren1/hub-stats`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from loader.errors import LoaderError
from loader.model import Quarantined
from loader.shape import Raw
from loader.sources.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WANTED = (
    "_id",
    "id",
    "author",
    "sha",
    "createdAt",
    "lastModified",
    "downloads",
    "likes",
    "tags",
    "cardData",
    "baseModels",
    "pipeline_tag",
    "library_name",
    "gated",
    "disabled",
)
BATCH = 10_000


def parquet(path: Path) -> Source:
    """The records of one file, with those of the wanted columns that it has, streamed in batches.

    Raises LoaderError at once where the file is no parquet of models, and while reading where it is broken.
    """
    import duckdb

    if not path.is_file():
        raise LoaderError(f"{path} cannot be read: there is no such file.", "Check the path and try again.")
    # The file is the only thing read: nothing is fetched or installed, and no other file is opened.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "TimeZone": "UTC"})
    try:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        counted = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone()
    except duckdb.Error as error:
        raise _unreadable(path, error) from error
    columns = {name: type for name, type, *_ in described if name in WANTED}
    if "id" not in columns:
        raise LoaderError(
            f"{path.name} holds no models: it has no column 'id'.",
            "Give the table of the Hub's models, models.parquet.",
        )
    return Source(path.name, _records(connection, path, columns), counted[0] if counted else None)


def _records(connection: DuckDBPyConnection, path: Path, columns: dict[str, str]) -> Iterator[Raw | Quarantined]:
    import duckdb

    # A time with a zone would need a module of its own to become a Python value.
    chosen = ", ".join(
        f'"{name}"::TIMESTAMP' if type == "TIMESTAMP WITH TIME ZONE" else f'"{name}"' for name, type in columns.items()
    )
    try:
        with connection:
            answer = connection.execute(f"SELECT {chosen} FROM read_parquet(?)", [str(path)])  # noqa: S608
            while rows := answer.fetchmany(BATCH):
                for row in rows:
                    yield dict(zip(columns, row, strict=True))
    except duckdb.Error as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> LoaderError:
    return LoaderError(
        f"{path.name} is not a parquet file that can be read: {str(error).splitlines()[0]}",
        "Get the file again.",
    )
