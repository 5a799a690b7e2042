"""What a page does not answer, said in its language."""

from __future__ import annotations


class RefusalError(Exception):
    """What was asked has no answer: `what` is wrong with it, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next
