"""Says on stderr where the data behind an answer is not whole."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

import click

from answers.completeness import Unfollowed, unfollowed_in, unfollowed_of
from cypher import Database
from ground.text import harmless

if TYPE_CHECKING:
    from rights.exposure.family import Family


def warn_if_incomplete(database: Database, *models: str) -> str | None:
    """Warn of loads that did not come to their end, or that there was none, and of what was not followed about models.

    Gives the day the data is of, as far as known.
    """
    rows = database.records("last-load")
    if not rows:
        click.echo("Nothing is loaded yet: lineage-db load sample loads a small sample.", err=True)
        return None
    for source in rows[0]["incomplete"]:
        click.echo(
            f"The last load of {harmless(source)} did not come to its end: models and derivations may be missing. "
            f"Run it again to complete it; if it never can be: lineage-db load dismiss {quote(harmless(source))}",
            err=True,
        )
    if rows[0]["frontier"]:
        for model in models:
            _warn_of_frontier(database, model)
    newest = rows[0]["newest"]
    return newest.iso_format()[:10] if newest else None


def warn_if_in_part(database: Database, family: Family) -> None:
    """Warn of what was not followed about a family."""
    if family.load and family.load["frontier"]:
        found = unfollowed_in(database, family.models)
        above = f"{found.above:,} of its models were not followed further"
        below = f"the children of {found.below:,} were not looked for"
        more = "More: lineage-db load hub --family MODEL, or the whole Hub."
        _say_in_part("This family", found, above, below, more)


def _warn_of_frontier(database: Database, model: str) -> None:
    found = unfollowed_of(database, model)
    above = f"{found.above:,} of its ancestors were not followed further"
    below = f"the children of {found.below:,} of it and its descendants were not looked for"
    more = f"More: lineage-db load hub --family {harmless(model)}"
    _say_in_part(f"The family of {harmless(model)}", found, above, below, more)


def _say_in_part(what: str, found: Unfollowed, above: str, below: str, more: str) -> None:
    sides = [*([above] if found.above else []), *([below] if found.below else [])]
    if sides:
        click.echo(f"{what} was loaded in part: {' and '.join(sides)}. {more}", err=True)
