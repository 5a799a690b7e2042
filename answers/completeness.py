"""How much of what is asked about was loaded in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from answers.database import lookup


class Unfollowed(NamedTuple):
    """Where loads stopped: of how many models above the parents were not followed, and of how many below the children
    were not looked for."""

    above: int
    below: int


def unfollowed_of(model: str) -> Unfollowed:
    """Among the ancestors of a model, and among it and its descendants."""
    (found,) = lookup("frontier", model=model)
    return Unfollowed(found["above"], found["below"])


def unfollowed_in(family: Iterable[str]) -> Unfollowed:
    """Among the models of a family."""
    (found,) = lookup("family-frontier", ids=list(family))
    return Unfollowed(found["above"], found["below"])
