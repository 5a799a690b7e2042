"""Says on stderr where the data behind an answer is not whole."""

from __future__ import annotations

import click

from cli.database import lookup
from formats.text import harmless


def warn_if_incomplete() -> str | None:
    """Warn of loads that did not come to their end, or that there was none; the day the data is of, as far as known."""
    rows = lookup("last-load")
    if not rows:
        click.echo("Nothing is loaded yet: lineage-db load sample loads a small sample.", err=True)
        return None
    for source in rows[0]["incomplete"]:
        click.echo(
            f"The last load of {harmless(source)} did not come to its end: models and derivations may be missing. "
            "Run it again to complete it.",
            err=True,
        )
    newest = rows[0]["newest"]
    return newest.iso_format()[:10] if newest else None
