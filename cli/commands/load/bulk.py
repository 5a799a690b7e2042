"""The first load of a large file into the managed server, by Neo4j's own bulk import."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.database import close, is_managed, opened_database
from cli.managed import notify
from server.home import home

if TYPE_CHECKING:
    from collections.abc import Callable

    from loader.report import Report
    from loader.sources import Source

LEAST = 100_000
"""Models: for fewer, stopping and starting the server takes longer than it saves."""


def is_possible(files: tuple[Path, ...], source: Source) -> bool:
    """Whether the source is one large file, each model in it once, and the graph of the managed server empty."""
    from loader import bulk

    return (
        is_managed()
        and len(files) == 1
        and (source.total or 0) >= LEAST
        and not opened_database().records("is-empty")[0]["nodes"]
        and bulk.can_import(files[0])
    )


def load(file: Path, source: Source, on_progress: Callable[[int], object]) -> Report:
    """Load the one file of a source into the graph of the managed server, which is empty."""
    from loader import bulk
    from loader.exclusive_load import exclusive_load
    from server import managed

    folder = home().bulk
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        database = opened_database()
        with exclusive_load(database, source.name):
            files = bulk.write_files(file, source.name, folder, source.total or 0, on_progress)
        close()
        click.echo("Neo4j imports them …", err=True)
        managed.bulk_import(home(), files.arguments(), notify=notify)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    database = opened_database()
    return bulk.finish(files.rest, source, database)
