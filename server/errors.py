"""What can go wrong with the managed server, said in a user's words."""

from __future__ import annotations


class ServerError(Exception):
    """The managed Neo4j cannot do what was asked: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next
