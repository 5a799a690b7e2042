"""What a source is: a name, and an iterator over its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loader.model import Quarantined
from loader.record import Record


@dataclass(frozen=True)
class Source:
    """Where a load reads from. `records` gives each record once, or the Quarantined of one that could not be read.

    `total` is how many there are, where the source can tell before it has read them. `whole` says that these are all
    the models of the Hub: what is not among them is gone. `warnings` say what the source lacks, and what that costs.
    `at_once` is how many records are written in one transaction, and `committed` is told how many have been so far.
    """

    name: str
    records: Iterator[Record | Quarantined]
    total: int | None = None
    whole: bool = False
    warnings: tuple[str, ...] = ()
    at_once: int = 5_000
    committed: Callable[[int], None] | None = None

    @property
    def scope(self) -> str:
        """What it covers, as the Load node says it."""
        return "whole Hub" if self.whole else "part"
