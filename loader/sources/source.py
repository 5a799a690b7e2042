"""What a source is: a name, and an iterator over its records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ground.text import short
from loader.model import Quarantined
from loader.record import Record


@dataclass
class Notes:
    """What a source finds out beside its records; the load writes it down after each batch, and empties the notes."""

    renamed: list[list[str]] = field(default_factory=list)
    """Pairs of a name and of the id that the Hub leads to from there."""
    absent: list[str] = field(default_factory=list)
    """Names by which the Hub shows no model."""
    followed: list[str] = field(default_factory=list)
    """Models all of whose children were looked for."""
    frontier: list[str] = field(default_factory=list)
    """Models whose children were not looked for, and parents that were not followed."""

    def drain(self) -> Notes:
        """What has been noted so far; these notes are empty then."""
        noted = Notes(self.renamed[:], self.absent[:], self.followed[:], self.frontier[:])
        for each in (self.renamed, self.absent, self.followed, self.frontier):
            each.clear()
        return noted


@dataclass(frozen=True)
class Source:
    """Where a load reads from. `records` gives each record once, or the Quarantined of one that could not be read, or
    nothing in the place of one that was asked for in vain.

    `total` is how many there are, where the source can tell before it has read them. `whole` says that these are all
    the models of the Hub: what is not among them is gone. `warnings` say what the source lacks, and what that costs.
    `at_once` is how many records are written in one transaction. Of a source that is `live`, each batch is written,
    with what was noted beside it, before more is read: it is slow, may break off, and should not be asked twice.

    A load that can go on another time has a `journal`, and `position` tells from where, once so many records of this
    source are written; `resumes` says that this source begins where an earlier load stopped.
    """

    name: str
    records: Iterator[Record | Quarantined | None]
    total: int | None = None
    whole: bool = False
    warnings: tuple[str, ...] = ()
    at_once: int = 5_000
    live: bool = False
    notes: Notes = field(default_factory=Notes)
    journal: Path | None = None
    position: Callable[[int], str | None] | None = None
    resumes: bool = False

    @property
    def scope(self) -> str:
        """What it covers, as the Load node says it."""
        return "whole Hub" if self.whole else "part"


def another_model(name: str, id: str) -> Quarantined:
    """What goes to quarantine where the Hub answers for a name with the record of another model."""
    return Quarantined(name, "id", short(id), "another model than the one that was asked for")
