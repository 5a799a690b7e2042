"""What a command cannot do, said in a user's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from click import Abort


class CommandError(Exception):
    """A command cannot do what was asked: `what` happened, and what to do `next`."""

    def __init__(self, what: str, next: str) -> None:
        super().__init__(what)
        self.what = what
        self.next = next


@contextmanager
def asking() -> Iterator[None]:
    """Whoever breaks off what is asked within this, or says no, is told that nothing was changed."""
    try:
        yield
    except Abort:
        raise Abort("Nothing was changed.") from None
