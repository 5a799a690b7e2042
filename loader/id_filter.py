"""A set of ids of a fixed size in memory."""

from __future__ import annotations

BITS = 1 << 29
"""64 MiB: of 3 million ids, half a percent are taken for others."""


class IdFilter:
    """A fixed-size set of ids; false positives are possible, false negatives are not."""

    def __init__(self) -> None:
        self._bytes = bytearray(BITS >> 3)

    def add(self, id: str) -> bool:
        """Add an id; returns whether it may have been in the set before."""
        number = hash(id) & BITS - 1
        place, bit = number >> 3, 1 << (number & 7)
        before = self._bytes[place]
        self._bytes[place] = before | bit
        return bool(before & bit)
