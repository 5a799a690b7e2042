"""What can go wrong with a person's case, said in a user's words."""

from __future__ import annotations


class RightsError(Exception):
    """What was asked for cannot be made: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next
