"""What a load did, counted so that it can be reconciled to the last record."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass
class Report:
    """The counts of one load.

    read = created + updated + unchanged + duplicate + quarantined, in records. A duplicate is a record whose id was
    read before in the same load; of the two, the one modified last on the Hub stands.

    parents = parentsKnown + parentsUnseen + parentsQuarantined + parentsUnchanged, in names: of the records that
    changed, those that name a model the graph knows, one it never saw, or none; and all names of unchanged records.
    datasets = datasetsWritten + datasetsQuarantined + datasetsUnchanged, likewise.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    quarantined: int = 0
    parents: int = 0
    parentsKnown: int = 0  # noqa: N815
    parentsUnseen: int = 0  # noqa: N815
    parentsQuarantined: int = 0  # noqa: N815
    parentsUnchanged: int = 0  # noqa: N815
    datasets: int = 0
    datasetsWritten: int = 0  # noqa: N815
    datasetsQuarantined: int = 0  # noqa: N815
    datasetsUnchanged: int = 0  # noqa: N815
    newest: datetime | None = None
    """When the model that was modified last on the Hub was modified: the data is no younger."""

    def counts(self) -> dict[str, int | datetime | None]:
        """The counts by name, as the `Load` node holds them."""
        return asdict(self)
