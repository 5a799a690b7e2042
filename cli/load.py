"""The commands that take models into the graph."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli import bulk, options
from cli.database import database, driver
from cli.output import answer
from formats.text import harmless

if TYPE_CHECKING:
    from loader.sources import Source

FILES = click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")
WHOLE_HUB = click.option(
    "--whole-hub", "whole", is_flag=True, help="These are all models of the Hub: what is not among them is gone."
)


@click.group()
def load() -> None:
    """Take models of the Hub into the graph."""


@load.command()
@options.format_
def sample(format_: str) -> None:
    """Load the sample that comes with lineage-db: real models, each fact with its source."""
    from loader.sources import sample

    _load(sample(), format_)


@load.command()
@FILES
@WHOLE_HUB
@options.format_
def jsonl(files: tuple[Path, ...], whole: bool, format_: str) -> None:
    """Load JSON lines, one Hub model object a line, as GET /api/models gives them; .gz too, and - for stdin."""
    from loader.sources import jsonl

    _load(_together([jsonl(file) for file in files], whole=whole), format_)


@load.command()
@FILES
@WHOLE_HUB
@options.format_
def parquet(files: tuple[Path, ...], whole: bool, format_: str) -> None:
    """Load a parquet table of the Hub's models, such as models.parquet of cfahlgren1/hub-stats."""
    from loader.sources import parquet

    _load(_together([parquet(file) for file in files], whole=whole), format_, files)


def _together(sources: list[Source], *, whole: bool) -> Source:
    from loader.sources import Source

    totals = [source.total for source in sources]
    return Source(
        name=", ".join(source.name for source in sources),
        records=chain.from_iterable(source.records for source in sources),
        total=None if None in totals else sum(total or 0 for total in totals),
        whole=whole,
        warnings=tuple(warning for source in sources for warning in source.warnings),
    )


def _load(source: Source, format_: str, tables: tuple[Path, ...] = ()) -> None:
    from tqdm import tqdm

    from loader.load import load

    opened = driver()
    for warning in source.warnings:
        click.echo(harmless(warning), err=True)
    with tqdm(desc=source.name, total=source.total, unit=" records", disable=None) as bar:
        if bulk.is_possible(tables, source):
            report = bulk.load(tables[0], source, bar.update)
        else:
            report = load(source, opened, database(), bar.update)
    rows = [[name, count] for name, count in report.counts().items() if count is not None]
    answer(["count", source.name], rows, format_=format_)
