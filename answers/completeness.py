"""How much of what is asked about was loaded in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cypher import Database


class Unfollowed(NamedTuple):
    """Where loads stopped: of how many models above the parents were not followed, and of how many below the children
    were not looked for."""

    above: int
    below: int


def unfollowed_of(database: Database, model: str) -> Unfollowed:
    """Among the ancestors of a model, and among it and its descendants."""
    (counts,) = database.records("frontier", model=model)
    return Unfollowed(counts["above"], counts["below"])


def unfollowed_in(database: Database, family: Iterable[str]) -> Unfollowed:
    """Among the models of a family."""
    (counts,) = database.records("family-frontier", ids=list(family))
    return Unfollowed(counts["above"], counts["below"])


def day_of_data(database: Database) -> str | None:
    """The day that the data is of, as far as known."""
    newest = next((load["newest"] for load in database.records("last-load")), None)
    return newest.iso_format()[:10] if newest else None
