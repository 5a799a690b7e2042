"""What a load did, counted so that it can be reconciled to the last record."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from loader.model import Model
from loader.resolve import Resolved

if TYPE_CHECKING:
    from loader.reconcile import Settled


@dataclass
class Report:
    """The counts of one load.

    read = created + updated + unchanged + older + quarantined, in records. An older record is one of a model of which
    the graph has a record that was modified later on the Hub; it changes nothing.

    parents = parentsWritten + parentsQuarantined, in names that created and updated records state.
    datasets = datasetsWritten + datasetsQuarantined, likewise.
    gone and renamed count models: those that the Hub no longer lists, and those found under another name.
    hubIdsQuarantined counts models whose record carries an id of the Hub's own that is no identity.
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
    """When the model that was modified last on the Hub was modified: the data is no younger."""

    @property
    def changes(self) -> int:
        """How many models were written, or found to be gone or renamed."""
        return self.created + self.updated + self.gone + self.renamed

    def add(self, model: Model, found: Resolved) -> None:
        """Count what a model that was written states, and what became of it."""
        dates = [self.newest, model.modified, model.properties.get("createdAt")]
        self.newest = max((date for date in dates if date is not None), default=None)
        self.parents += len(model.parents)
        self.parentsQuarantined += found.parents_quarantined
        self.parentsWritten += len(model.parents) - found.parents_quarantined
        self.datasets += len(model.datasets)
        self.datasetsQuarantined += found.datasets_quarantined
        self.datasetsWritten += len(found.datasets)

    def settle(self, settled: Settled) -> None:
        """Count what was brought together once all records were read."""
        self.renamed += settled.renamed
        self.parentsQuarantined -= settled.read
        self.parentsWritten += settled.read

    @classmethod
    def restored(cls, counts: dict[str, Any]) -> Report:
        """The report of a load that goes on, from its counts as JSON keeps them."""
        newest = counts.get("newest")
        return cls(**(counts | {"newest": datetime.fromisoformat(newest) if newest else None}))

    def counts(self) -> dict[str, int | datetime | None]:
        """The counts by name, as the `Load` node holds them."""
        return asdict(self)
