"""What the graph holds, and what it does not."""

from __future__ import annotations

import click

from cli import options
from cli.data import warn_if_incomplete
from cli.database import lookup
from cli.output import answer


@click.command()
@options.format_
def status(format_: str) -> None:
    """What the graph holds: counts, the last load and whether it was complete, and the server's version."""
    (version,) = lookup("version")
    (counts,) = lookup("counts")
    warn_if_incomplete()
    last = next(iter(lookup("last-load")), {})
    rows = [
        ["server", f"Neo4j {version['version']} {version['edition']}"],
        *([name, count] for name, count in counts.items()),
        ["lastLoad", last.get("source")],
        ["lastLoadAt", last.get("startedAt")],
        ["lastLoadComplete", last.get("complete")],
        ["hubAsOf", last.get("newest")],
    ]
    answer(["what", "value"], rows, format_=format_)
