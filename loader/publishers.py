"""Notes of publishers whether they are persons or organisations, which the Hub tells one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loader import write

if TYPE_CHECKING:
    from neo4j import Driver

    from loader.hub.client import Hub

AT_ONCE = 20
"""Few, so that little is asked twice where this is broken off."""


def note_kinds(
    hub: Hub, names: list[str], driver: Driver, database: str | None, on_progress: Callable[[int], object]
) -> None:
    """Ask the Hub of what kind each publisher is, and note it. Raises LoaderError where the Hub cannot be read."""
    from loader.hub.single import kind

    with write.session(driver, database) as session:
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            write.execute(session, "publisher-kinds", kinds=[[name, kind(hub, name)] for name in some])
            on_progress(len(some))
