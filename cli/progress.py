"""A word to whoever waits: no command is silent for long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import click

from ground.text import harmless

SECONDS = 5


@contextmanager
def saying(said: str) -> Iterator[None]:
    """Say on stderr what is waited for, where this takes more than a few seconds."""
    timer = Timer(SECONDS, lambda: click.echo(harmless(said), err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
