"""What a page does not answer, said in its language."""

from __future__ import annotations


class RefusalError(Exception):
    """What was asked has no answer, in the words of the page's language: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next
