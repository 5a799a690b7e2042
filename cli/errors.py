"""The errors of commands. Their sentences are in `messages/cli.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from click import Abort

from ground.errors import LineageError


class CommandError(LineageError):
    """A command cannot do what a user asks for."""


@contextmanager
def asking() -> Iterator[None]:
    """Whoever breaks off what is asked within this, or says no, is told that nothing was changed."""
    try:
        yield
    except Abort:
        raise Abort("Nothing was changed.") from None
