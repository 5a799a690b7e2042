"""Asks the Hub whether publishers are persons or organisations, one at a time, and writes the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cypher import Database
from loader.transactions import execute, open_session

if TYPE_CHECKING:
    from loader.hub.client import Hub

BATCH = 20
"""Names written at a time: few, so that a run that breaks off repeats few requests."""


def note_kinds(hub: Hub, names: list[str], database: Database, on_progress: Callable[[int], object]) -> None:
    """Ask the Hub for the kind of each publisher, and write it. Raises LoaderError if the Hub cannot be read."""
    from loader.hub.single import kind

    with open_session(database) as session:
        for start in range(0, len(names), BATCH):
            batch = names[start : start + BATCH]
            execute(session, "publisher-kinds", kinds=[[name, kind(hub, name)] for name in batch])
            on_progress(len(batch))
