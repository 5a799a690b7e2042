"""The commands that take models into the graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.commands.load import bulk
from cli.database import opened_database
from cli.errors import CommandError
from cli.output import print_rows
from cli.progress import saying
from ground.text import harmless
from loader.sweep import ALLOWED_GONE

if TYPE_CHECKING:
    from loader.sources import Source

FILES = click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE…")
WHOLE_HUB = click.option(
    "--whole-hub", "whole", is_flag=True, help="These are all models of the Hub: what is not among them is gone."
)


@click.group()
def load() -> None:
    """Take models of the Hub into the graph."""


class Share(click.ParamType[float]):
    """A share in percent."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        try:
            percent = float(str(value).strip().removesuffix("%"))
        except ValueError:
            percent = -1
        if not 0 <= percent <= 100:
            self.fail(f"'{value}' is not a share such as 40%.", param, ctx)
        return percent / 100


ALLOW_GONE = click.option(
    "--allow-gone",
    type=Share(),
    default=ALLOWED_GONE,
    show_default=f"{ALLOWED_GONE:.0%}",
    metavar="SHARE",
    help="With the whole Hub: mark at most this share of the listed models as gone, else refuse.",
)


@load.command()
@options.format_
def sample(format_: str) -> None:
    """Load the sample that comes with lineage-db: real models, each fact with its source."""
    from loader.sources import sample

    _load(sample(), format_)


@load.command()
@FILES
@WHOLE_HUB
@ALLOW_GONE
@options.format_
def jsonl(files: tuple[Path, ...], whole: bool, allow_gone: float, format_: str) -> None:
    """Load Hub model objects in JSON, as GET /api/models gives them: lines, objects or arrays; .gz too.

    A FILE may be a folder of such files, or - for the standard input.
    """
    _load(_together([_opened(file) for file in files], whole=whole), format_, allow_gone=allow_gone)


def _opened(file: Path) -> Source:
    """The records of a file. A pipe is opened when something writes to it."""
    from loader.sources import jsonl

    name = "the standard input" if str(file) == "-" else file
    with saying(f"Waiting for data from {name} …"):
        return jsonl(file)


@load.command()
@FILES
@WHOLE_HUB
@ALLOW_GONE
@options.format_
def parquet(files: tuple[Path, ...], whole: bool, allow_gone: float, format_: str) -> None:
    """Load a parquet table of the Hub's models, such as models.parquet of cfahlgren1/hub-stats."""
    from loader.sources import parquet

    _load(_together([parquet(file) for file in files], whole=whole), format_, files, allow_gone=allow_gone)


@dataclass(frozen=True)
class FamilyOptions:
    """The model whose family is loaded, and how far the family goes."""

    family: str | None
    relation: list[str]
    depth: int
    limit: int


@dataclass(frozen=True)
class ListOptions:
    """Which part of the Hub's list is loaded."""

    author: str | None
    since: str | None
    resume: bool


@load.command()
@click.option("--family", type=str, metavar="MODEL", help="Only this model, its ancestors and its descendants.")
@click.option("--author", metavar="NAME", help="Only the models of this publisher.")
@click.option(
    "--since", metavar="WHEN", help='Only models modified since a date, or since the "last" complete load of the list.'
)
@click.option("--resume", is_flag=True, help="Go on where the last such load was broken off.")
@options.relation
@options.depth
@click.option(
    "--limit",
    type=click.IntRange(0, options.LARGEST),
    default=500,
    metavar="N",
    show_default=True,
    help="With --family, read no more than so many models; 0 is all.",
)
@ALLOW_GONE
@options.format_
@options.grouped("of_list", ListOptions)
@options.grouped("of_family", FamilyOptions)
def hub(of_family: FamilyOptions, of_list: ListOptions, allow_gone: float, format_: str) -> None:
    """Load from the Hub itself: one family, one publisher, what is new, or everything.

    Uses HF_TOKEN, or the token of `hf auth login`, if there is one: with it, the Hub allows more requests.
    """
    from cli.commands.load import hub

    if of_family.family:
        if of_list != ListOptions(None, None, resume=False):
            raise click.UsageError("--family goes with --relation, --depth and --limit only.")
        _load(hub.family(of_family.family, of_family.relation, of_family.depth, of_family.limit), format_)
        hub.tell_publishers(of_family.family)
    else:
        _load(hub.listing(of_list.author, of_list.since, resume=of_list.resume), format_, allow_gone=allow_gone)


@load.command()
@click.option(
    "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day of the snapshot.  [default: newest]"
)
@click.option("--repo", metavar="DATASET", help="The dataset on the Hub that holds it.  [default: a weekly mirror]")
@ALLOW_GONE
@options.format_
def snapshot(date: datetime | None, repo: str | None, allow_gone: float, format_: str) -> None:
    """Download a snapshot of the whole Hub from the Hub, and load it. A download that was broken off goes on."""
    from cli.commands.load import hub
    from loader.sources import parquet

    file = hub.snapshot_file(date.date() if date else None, repo)
    _load(_together([parquet(file)], whole=True), format_, (file,), allow_gone=allow_gone)


@load.command()
@click.option("--publishers", is_flag=True, help="Ask whether publishers are persons or organisations instead.")
@click.option("--again", is_flag=True, help="Ask also about those that were asked about before.")
@click.option(
    "--limit", type=click.IntRange(0, options.LARGEST), default=0, metavar="N", help="Ask about no more than so many."
)
@options.format_
def resolve(publishers: bool, again: bool, limit: int, format_: str) -> None:
    """Ask the Hub about the names that no source lists, and the models that are gone: renamed, or really not there.

    One request a name, as gently as the Hub asks. What is broken off goes on when it is run again.
    """
    from cli.commands.load import hub

    if publishers:
        hub.ask_publishers(again, limit)
    else:
        _load(hub.unresolved(again, limit), format_)


def _together(sources: list[Source], *, whole: bool) -> Source:
    from loader.sources import Source

    totals = [source.total for source in sources]
    return Source(
        name=", ".join(source.name for source in sources),
        records=chain.from_iterable(source.records for source in sources),
        total=None if None in totals else sum(total or 0 for total in totals),
        covers_hub=whole,
        warnings=tuple(warning for source in sources for warning in source.warnings),
    )


@load.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@click.option("--all", "all_", is_flag=True, help="All loads that did not come to their end.")
def dismiss(sources: tuple[str, ...], all_: bool) -> None:
    """Put loads aside that did not come to their end and never can, and with them the warning.

    SOURCE is what the warning names. What such a load has written stays.
    """
    from loader.transactions import execute, open_session

    if bool(sources) == all_:
        raise click.UsageError("Name the sources as the warnings do, or give --all.")
    database = opened_database()
    with open_session(database) as session:
        dismissed = [source for (source,) in execute(session, "dismissed-loads", sources=list(sources))]
    for source in dismissed:
        click.echo(f"Put aside: the load of {harmless(source)}.", err=True)
    missing = sorted(set(sources) - set(dismissed))
    if missing:
        raise CommandError("no-such-load-to-complete", sources=missing)
    if not dismissed:
        raise CommandError("no-load-to-complete")


def _load(source: Source, format_: str, tables: tuple[Path, ...] = (), *, allow_gone: float = ALLOWED_GONE) -> None:
    from tqdm import tqdm

    from loader import key
    from loader.load import load

    database = opened_database()
    for warning in source.warnings:
        click.echo(harmless(warning), err=True)
    with tqdm(desc=source.name, total=source.total, unit=" records", disable=None) as bar:
        if bulk.is_possible(tables, source):
            report = bulk.load(tables[0], source, bar.update)
        else:
            report = load(source, database, bar.update, key=key.read(), allow_gone=allow_gone)
    rows = [[name, count] for name, count in report.counts().items() if count is not None]
    print_rows(["count", "value"], rows, format_=format_)
