"""Says on stderr where the data behind an answer is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from answers.database import lookup
from formats.text import harmless

if TYPE_CHECKING:
    from rights.family import Family


def warn_if_incomplete(*models: str) -> str | None:
    """Warn of loads that did not come to their end, or that there was none, and of what was not followed about models.

    Gives the day the data is of, as far as known.
    """
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
    if rows[0]["frontier"]:
        for model in models:
            _warn_of_frontier(model)
    newest = rows[0]["newest"]
    return newest.iso_format()[:10] if newest else None


def warn_if_in_part(family: Family) -> None:
    """Warn of what was not followed about a family."""
    if not (family.load and family.load["frontier"]):
        return
    (found,) = lookup("family-frontier", ids=list(family.models))
    sides = {
        f"{found['above']:,} of its models were not followed further": found["above"],
        f"the children of {found['below']:,} were not looked for": found["below"],
    }
    if any(sides.values()):
        click.echo(
            f"This family was loaded in part: {_sides(sides)}. More: lineage-db load hub --family MODEL, "
            "or the whole Hub.",
            err=True,
        )


def _warn_of_frontier(model: str) -> None:
    (found,) = lookup("frontier", model=model)
    sides = {
        f"{found['above']:,} of its ancestors were not followed further": found["above"],
        f"the children of {found['below']:,} of it and its descendants were not looked for": found["below"],
    }
    if any(sides.values()):
        click.echo(
            f"The family of {harmless(model)} was loaded in part: {_sides(sides)}. "
            f"More: lineage-db load hub --family {harmless(model)}",
            err=True,
        )


def _sides(sides: dict[str, int]) -> str:
    return " and ".join(said for said, count in sides.items() if count)
