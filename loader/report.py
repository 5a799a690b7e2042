"""What a load did, counted so that it can be reconciled to the last record."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from loader.model import Model
from loader.resolve import Resolved

if TYPE_CHECKING:
    from loader.reconcile import Reconciliation


@dataclass
class Report:
    """The counts of one load, or of a part of one.

    read = created + updated + unchanged + older + quarantined, in records. A record is older if the graph has a record
    of its model that was modified later on the Hub; it changes nothing.

    parents = parentsWritten + parentsQuarantined, in names that created and updated records state.
    datasets = datasetsWritten + datasetsQuarantined, likewise.
    gone and renamed count models: those that the Hub no longer lists, and those found under another name.
    hubIdsQuarantined counts models whose record carries a Hub id that is no identity.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    quarantined: int = 0
    parents: int = 0
    parentsWritten: int = 0  # noqa: N815
    parentsQuarantined: int = 0  # noqa: N815
    datasets: int = 0
    datasetsWritten: int = 0  # noqa: N815
    datasetsQuarantined: int = 0  # noqa: N815
    gone: int = 0
    renamed: int = 0
    hubIdsQuarantined: int = 0  # noqa: N815
    newest: datetime | None = None
    """The latest modification of a model on the Hub: the data is no younger."""

    @property
    def changes(self) -> int:
        """The number of models that were written, or found to be gone or renamed."""
        return self.created + self.updated + self.gone + self.renamed

    def add(self, part: Report) -> None:
        """Add the counts of a part of the load."""
        for count in fields(self):
            if count.name != "newest":
                setattr(self, count.name, getattr(self, count.name) + getattr(part, count.name))
        self.newest = max(filter(None, [self.newest, part.newest]), default=None)

    def add_statements(self, model: Model, resolved: Resolved) -> None:
        """Count the names that a written model states, and what they resolve to."""
        dates = [self.newest, model.modified, model.properties.get("createdAt")]
        self.newest = max((date for date in dates if date is not None), default=None)
        self.parents += len(model.parents)
        self.parentsQuarantined += resolved.parents_quarantined
        self.parentsWritten += len(model.parents) - resolved.parents_quarantined
        self.datasets += len(model.datasets)
        self.datasetsQuarantined += resolved.datasets_quarantined
        self.datasetsWritten += len(resolved.datasets)

    def add_reconciliation(self, reconciliation: Reconciliation) -> None:
        """Count what was reconciled once all records were written."""
        self.renamed += reconciliation.renamed
        self.parentsQuarantined -= reconciliation.released
        self.parentsWritten += reconciliation.released

    @classmethod
    def restored(cls, counts: dict[str, Any]) -> Report:
        """The report of a load that is resumed, from its counts in JSON."""
        newest = counts.get("newest")
        return cls(**(counts | {"newest": datetime.fromisoformat(newest) if newest else None}))

    def counts(self) -> dict[str, int | datetime | None]:
        """The counts by name, as the `Load` node holds them."""
        return asdict(self)
