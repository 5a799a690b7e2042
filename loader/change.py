"""A change that a record makes to the graph, and what the graph holds of its model before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from loader.model import Model


@dataclass(frozen=True, slots=True)
class StoredState:
    """What the graph holds of a model whose record differs from it.

    `is_listed` is true if a source has listed the model before. `digest` and `modified` are None if the model was gone.
    `is_replaced` is true if this load has read two models of one name, and the record is that of the one that stays.
    """

    is_listed: bool
    digest: str | None
    modified: datetime | None
    hub_id: str | None
    is_replaced: bool = False

    @classmethod
    def of(cls, model: Model) -> StoredState:
        """The state that the graph will hold once a model is written."""
        return cls(True, model.digest, model.modified, model.hub_id)

    def is_of_another(self, model: Model) -> bool:
        """Whether the Hub's own ids show that the stored model and this one share nothing but the name."""
        return bool(self.is_listed and self.hub_id and model.hub_id and self.hub_id != model.hub_id)


NOT_STORED = StoredState(is_listed=False, digest=None, modified=None, hub_id=None)


class Change(NamedTuple):
    """A model to write, and what the graph holds of it before."""

    model: Model
    stored: StoredState
