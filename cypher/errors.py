"""What can go wrong between a question and its answer, said in a user's words."""

from __future__ import annotations


class CypherError(Exception):
    """A query cannot be run as asked: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next
