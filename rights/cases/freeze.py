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
    """A family as it was on a day."""

    date: str
    entered: list[str] | None
    """The models at which the data entered; None if the case does not say at which."""
    family: Family

    def to_bytes(self) -> bytes:
        """Return the content of its file."""
        content = {"version": VERSION, "date": self.date, "entered": self.entered, **self.family.to_json()}
        return json.dumps(content, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Freeze:
        """Read a freeze from the content of its file. Raises RightsError if it is none."""
        try:
            value = json.loads(content)
            return cls(value["date"], value["entered"], Family.from_json(value))
        except (ValueError, KeyError, TypeError):
            raise RightsError("freeze-cannot-be-read") from None

    def renamed(self, names: Mapping[str, str]) -> Freeze:
        """Return the freeze with new names of models; `names` has them by the old ones."""
        if not names:
            return self
        entered = None if self.entered is None else [names.get(id, id) for id in self.entered]
        return Freeze(self.date, entered, self.family.renamed(names))
