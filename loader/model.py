"""What the loader makes of a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Witness = Literal["card", "hub", "tag"]
WITNESSES: tuple[Witness, ...] = ("card", "hub", "tag")
RELATIONS = ("finetune", "adapter", "merge", "quantized")
"""The relations the Hub knows."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A statement that makes no node: where it stood, what it said, and why it was put in quarantine."""

    record: str
    field: str
    value: str
    reason: str


@dataclass(slots=True)
class Reference:
    """A repository that a record names: by which witnesses, each with the relation it states (None: it states none)."""

    name: str
    words: dict[Witness, str | None] = field(default_factory=dict)
    hub_id: str | None = None


@dataclass(slots=True)
class Model:
    """A model as a source lists it: its properties, whom it names, and what of it is in quarantine.

    `speaking` are the witnesses that the record holds; of what the others said before, it says nothing.
    """

    id: str
    publisher: str | None
    properties: dict[str, Any]
    speaking: frozenset[Witness]
    declared_relation: str | None
    parents: list[Reference]
    datasets: list[Reference]
    quarantined: list[Quarantined]
    digest: str = ""

    @property
    def states_something(self) -> bool:
        """Whether there is anything to write beside the node."""
        return bool(self.parents or self.datasets or self.quarantined)
