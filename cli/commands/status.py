"""What the graph holds, and what it does not."""

from __future__ import annotations

import click

from cli import options
from cli.completeness import warn_if_incomplete
from cli.database import opened_database
from cli.output import print_rows
from loader.digest import digest


@click.command()
@click.option(
    "--digest", "with_digest", is_flag=True, help="Add a digest of the whole graph: two with the same are the same."
)
@options.format_
def status(with_digest: bool, format_: str) -> None:
    """What the graph holds.

    Counts, the last load and whether it was complete, and the version of the server.
    """
    database = opened_database()
    (version,) = database.records("version")
    (counts,) = database.records("counts")
    warn_if_incomplete(database)
    last = next(iter(database.records("last-load")), {})
    rows = [
        ["server", f"Neo4j {version['version']} {version['edition']}"],
        *([name, count] for name, count in counts.items()),
        ["lastLoad", last.get("source")],
        ["lastLoadAt", last.get("startedAt")],
        ["lastLoadComplete", last.get("complete")],
        ["wholeHubAt", last.get("wholeAt")],
        ["notFollowed", last.get("frontier")],
        ["hubAsOf", last.get("newest")],
        *([["digest", digest(database)]] if with_digest else []),
    ]
    print_rows(["what", "value"], rows, format_=format_)
