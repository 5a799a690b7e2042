"""What can go wrong with a question, said in a user's words."""

from __future__ import annotations


class AnswerError(Exception):
    """There is no answer: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next


class UnknownNameError(AnswerError):
    """Nothing in the graph has that name; `near` are the nearest names."""

    def __init__(self, what: str, next: str, near: list[str]) -> None:
        super().__init__(what, next)
        self.near = near
