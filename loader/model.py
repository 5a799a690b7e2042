"""What the loader makes of a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from loader.readings import Reading


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement that makes no node: where it stood, what it said, and why it was put in quarantine.

    `line` is the line, or the row, of the file in which the record stands; `words`, the witnesses with the relations
    that they state, if they do. `statement` is kept where the statement may become a derivation once a source lists a
    model.
    """

    record: str
    field: str
    value: str
    reason: str
    line: int | None = None
    words: tuple[str, ...] = ()
    statement: Reference | None = None
    declared_relation: str | None = None
    declared_as: str | None = None


@dataclass(slots=True)
class Reference:
    """A repository that a record names: by which witnesses, each with the relation it states (None: it states none).

    `readings` are what the name may mean by rules, where it is no name as it stands.
    `held_by` is the id of the parent that the graph holds it to mean, where it was read back from there.
    """

    name: str
    words: dict[str, str | None] = field(default_factory=dict)
    hub_id: str | None = None
    held_by: str | None = None
    readings: list[Reading] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of repositories that it may mean."""
        return [reading.name for reading in self.readings] or [self.name]


@dataclass(slots=True)
class Model:
    """A model as a source lists it: its properties, whom it names, and what of it is in quarantine.

    `declared_as` is what its publisher wrote for `declared_relation`, where it is another word.
    `fields` are those that the record holds, and `speaking` the witnesses that speak in these; what the others said
    before, the record does not change.
    """

    id: str
    publisher: str | None
    properties: dict[str, Any]
    fields: frozenset[str]
    speaking: frozenset[str]
    declared_relation: str | None
    declared_as: str | None
    parents: list[Reference]
    datasets: list[Reference]
    quarantined: list[Quarantined]
    digest: str = ""
    line: int | None = None

    @property
    def modified(self) -> datetime | None:
        """When it was modified last on the Hub, as far as the record says."""
        modified: datetime | None = self.properties.get("lastModified")
        return modified

    @property
    def hub_id(self) -> str | None:
        """The Hub's own id of the repository, which a rename keeps, as far as the record says."""
        hub_id: str | None = self.properties.get("hubId")
        return hub_id
