"""What a source is: a name, and an iterator over its raw records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from loader.model import Quarantined
from loader.shape import Raw


@dataclass(frozen=True)
class Source:
    """Where a load reads from. `records` gives each record once, or the Quarantined of one that could not be read.

    `total` is how many there are, where the source can tell before it has read them.
    """

    name: str
    records: Iterator[Raw | Quarantined]
    total: int | None = None
