"""A family as it stood when it was taken from the graph, so that what follows from it can be shown again later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from rights.errors import RightsError
from rights.exposure.family import Family

VERSION = 1


@dataclass(frozen=True)
class Freeze:
    """A family on a day. `entered` are the models at which the data entered, where the case says at which: None where
    it does not."""

    date: str
    entered: list[str] | None
    family: Family

    def to_bytes(self) -> bytes:
        """It as a file."""
        content = {"version": VERSION, "date": self.date, "entered": self.entered, **self.family.to_json()}
        return json.dumps(content, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Freeze:
        """The one that `to_bytes` gave as this."""
        try:
            value = json.loads(content)
            return cls(value["date"], value["entered"], Family.from_json(value))
        except (ValueError, KeyError, TypeError):
            raise RightsError("freeze-cannot-be-read") from None

    def renamed(self, names: Mapping[str, str]) -> Freeze:
        """The same under the names that models have now, by the names they had."""
        if not names:
            return self

        def now(id: str) -> str:
            return names.get(id, id)

        models = {now(id): model | {"id": now(id)} for id, model in self.family.models.items()}
        edges = [edge | {"child": now(edge["child"]), "parent": now(edge["parent"])} for edge in self.family.edges]
        entered = None if self.entered is None else [now(id) for id in self.entered]
        return Freeze(self.date, entered, Family(models, edges, self.family.load, self.family.hub_as_of))
