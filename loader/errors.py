"""What can go wrong with a load, said in a user's words."""

from __future__ import annotations


class LoaderError(Exception):
    """A load cannot go on: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next

    def __reduce__(self) -> tuple[type[LoaderError], tuple[str, str]]:
        # So that it comes whole from another process.
        return LoaderError, (self.what, self.next)
