"""The commands that take models into the graph."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.database import database, driver
from cli.output import answer

if TYPE_CHECKING:
    from loader.sources import Source

FILES = click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")


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
@options.format_
def jsonl(files: tuple[Path, ...], format_: str) -> None:
    """Load JSON lines, one Hub model object a line, as GET /api/models gives them; .gz too, and - for stdin."""
    from loader.sources import jsonl

    _load(_together([jsonl(file) for file in files]), format_)


@load.command()
@FILES
@options.format_
def parquet(files: tuple[Path, ...], format_: str) -> None:
    """Load a parquet table of the Hub's models, such as models.parquet of cfahlgren1/hub-stats."""
    from loader.sources import parquet

    _load(_together([parquet(file) for file in files]), format_)


def _together(sources: list[Source]) -> Source:
    from loader.sources import Source

    totals = [source.total for source in sources]
    return Source(
        name=", ".join(source.name for source in sources),
        records=chain.from_iterable(source.records for source in sources),
        total=None if None in totals else sum(total or 0 for total in totals),
    )


def _load(source: Source, format_: str) -> None:
    from tqdm import tqdm

    from loader.load import load

    opened = driver()
    bars: dict[str, Any] = {}

    def on_progress(step: str, records: int) -> None:
        if step not in bars:
            bars[step] = tqdm(
                desc=step, total=source.total if step == "models" else None, unit=" records", disable=None
            )
        bars[step].update(records)

    try:
        report = load(source, opened, database(), on_progress)
    finally:
        for bar in bars.values():
            bar.close()
    rows = [[name, count] for name, count in report.counts().items() if count is not None]
    answer(["count", source.name], rows, format_=format_)
