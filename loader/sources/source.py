"""A source of a load: a name, and an iterator over its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ground.names import name_of, namespace
from ground.text import short
from loader.model import Quarantined
from loader.record import Record

MOST_UNRELATED_NAMES = 3
"""Old names of one model that share neither publisher nor repository with it and that one load believes.

A model can be given to another publisher and be renamed, and both more than once; a Hub that redirects more names than
that to one model redirects anything.
"""


@dataclass
class Notes:
    """What a source finds out beside its records; the load writes it after each batch, and empties the notes."""

    renamed: list[list[str]] = field(default_factory=list)
    """Pairs of a name and the id that the Hub redirects it to."""
    absent: list[str] = field(default_factory=list)
    """Names under which the Hub shows no model."""
    followed: list[str] = field(default_factory=list)
    """Models whose children were all looked for."""
    frontier: list[str] = field(default_factory=list)
    """Models whose children were not all looked for, and parents that were not followed."""
    unrelated: Counter[str] = field(default_factory=Counter)
    """How many names that share nothing with the name of a model the Hub redirects to it."""

    def note_renamed(self, name: str, id: str) -> bool:
        """Note that the Hub redirects a name to a model; returns False, and notes nothing, if that is implausible."""
        if not _is_related(name, id):
            self.unrelated[id] += 1
            if self.unrelated[id] > MOST_UNRELATED_NAMES:
                return False
        self.renamed.append([name, id])
        return True

    def drain(self) -> Notes:
        """Return what has been noted so far, and empty these notes."""
        copy = Notes(self.renamed[:], self.absent[:], self.followed[:], self.frontier[:])
        for names in (self.renamed, self.absent, self.followed, self.frontier):
            names.clear()
        return copy


@dataclass(frozen=True)
class Source:
    """Where a load reads from.

    `records` yields each record once; Quarantined for a record that cannot be read, and None for one that the source
    does not have. `total` is their number, if the source knows it before it reads them. `covers_hub` is true if these
    are all the models of the Hub: any other model is gone. `warnings` state what the source lacks, and what that costs.

    `batch_size` is the number of records that are written in one transaction. A source is `live` if it is slow, may
    break off and should not be asked twice: each batch is written, with the notes, before more is read.

    A load that can be resumed has a `journal`; `position` returns where to resume it once that many records of this
    source are written. `resumes` is true if this source begins where an earlier load stopped.
    """

    name: str
    records: Iterator[Record | Quarantined | None]
    total: int | None = None
    covers_hub: bool = False
    warnings: tuple[str, ...] = ()
    batch_size: int = 5_000
    live: bool = False
    notes: Notes = field(default_factory=Notes)
    journal: Path | None = None
    position: Callable[[int], str | None] | None = None
    resumes: bool = False

    @property
    def scope(self) -> str:
        """What it covers, as the Load node states it."""
        return "whole Hub" if self.covers_hub else "part"


def _is_related(name: str, id: str) -> bool:
    """Whether two names share the publisher or the repository."""
    publisher, repository = namespace(name.lower()), name_of(name.lower())
    return repository == name_of(id.lower()) or (publisher is not None and publisher == namespace(id.lower()))


def implausible_redirect(name: str, id: str) -> Quarantined:
    """The statement for quarantine if the Hub redirects too many names to one model."""
    return Quarantined(name, "id", short(id), "a model to which the Hub redirects many unrelated names")


def another_model(name: str, id: str) -> Quarantined:
    """The statement for quarantine if the Hub answers for a name with the record of another model."""
    return Quarantined(name, "id", short(id), "another model than the one that was asked for")
