"""Reads a parquet file of the Hub's models, such as the full-Hub table `models.parquet` of `cfahlgren1/hub-stats`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from loader.errors import LoaderError
from loader.fields import LOSSES, RECORD_FIELDS
from loader.record import DIGEST_VERSION, Record
from loader.sources.files import refuse_all_but_tables
from loader.sources.source import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 10_000


def parquet(path: Path) -> Source:
    """The records of one file, with the wanted columns that it has, streamed in batches.

    The warnings name the wanted columns that it lacks. Raises LoaderError at once if the file is no parquet table of
    models, and while reading if it is damaged.
    """
    import duckdb

    if not path.exists():
        raise LoaderError("parquet-not-there", path=path)
    refuse_all_but_tables(path)
    try:
        with connection() as opened:
            present = columns(opened, path)
            (total,) = opened.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchone() or (0,)
    except duckdb.Error as error:
        raise _unreadable(path, error) from error
    if "id" not in present:
        raise LoaderError("parquet-without-ids", file=path.name)
    return Source(str(path.absolute()), rows(path), total, warnings=tuple(_missing(path, present)))


def rows(path: Path, start: int = 0, end: int | None = None) -> Iterator[Record]:
    """The records of one file, from row `start` up to `end`, which is excluded. Raises LoaderError."""
    import duckdb

    try:
        # A part is read by one of several processes, each on a processor of its own.
        with connection(threads=1 if end else None) as opened:
            answer = opened.execute(_query(columns(opened, path), end), [str(path), *([start, end] if end else [])])
            names = [column[0] for column in answer.description or []][2:]
            while batch := answer.fetchmany(BATCH):
                for digested, row, *values in batch:
                    yield Record(dict(zip(names, values, strict=True)), digested, row)
    except duckdb.Error as error:
        raise _unreadable(path, error) from error


def connection(threads: int | None = None) -> DuckDBPyConnection:
    """A connection that reads only the file: nothing is downloaded, installed or printed."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "TimeZone": "UTC",
    }
    opened = duckdb.connect(config=config | ({"threads": threads} if threads else {}))
    opened.execute("SET enable_progress_bar = false")
    return opened


def columns(opened: DuckDBPyConnection, path: Path) -> dict[str, str]:
    """The wanted columns that the file has, with their types."""
    described = opened.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return {name: type for name, type, *_ in described if name in RECORD_FIELDS}


def _query(columns: dict[str, str], end: int | None) -> str:
    # A time with a zone would need a module of its own to become a Python value.
    chosen = {
        name: f'"{name}"::TIMESTAMP' if type == "TIMESTAMP WITH TIME ZONE" else f'"{name}"'
        for name, type in columns.items()
    }
    # Computed by DuckDB, because most records of a file that is loaded again are unchanged: Python skips them.
    contents = ", ".join(f"coalesce({column}::VARCHAR, chr(30))" for column in chosen.values())
    named = ", ".join(f'{column} AS "{name}"' for name, column in chosen.items())
    part = " WHERE file_row_number >= ? AND file_row_number < ?" if end else ""
    return (
        f"SELECT md5(concat_ws(chr(31), '{DIGEST_VERSION}', {contents}))[:24] AS digest, file_row_number + 1, {named} "  # noqa: S608
        f"FROM read_parquet(?, file_row_number = true){part}"
    )


def _missing(path: Path, columns: dict[str, str]) -> Iterator[str]:
    """A sentence for each wanted column that the file lacks and whose absence costs something."""
    for name, loss in LOSSES.items():
        if name not in columns:
            yield f"{path.name} has no column {name}: {loss}."


def _unreadable(path: Path, error: Exception) -> LoaderError:
    return LoaderError("parquet-unreadable", file=path.name, reason=str(error).splitlines()[0])
