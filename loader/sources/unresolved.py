"""Requests from the Hub, one by one, models that the graph only knows by name, or that were gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from loader.model import Quarantined
from loader.record import Record, record
from loader.shape import Identity, identify
from loader.sources.source import Notes, Source, another_model, implausible_redirect

if TYPE_CHECKING:
    from loader.hub.client import Hub

BATCH_SIZE = 50
"""Few, so that little is requested twice after a load that breaks off."""


def unresolved(hub: Hub, names: Iterable[str], total: int) -> Source:
    """The records that the Hub has of these names; renames, and names without a model, are noted."""
    notes = Notes()
    return Source(
        "unresolved names on the Hub", _records(hub, names, notes), total, batch_size=BATCH_SIZE, live=True, notes=notes
    )


def _records(hub: Hub, names: Iterable[str], notes: Notes) -> Iterator[Record | Quarantined | None]:
    from loader.hub.single import AnotherModel, model

    for name in names:
        try:
            raw = model(hub, name)
        except AnotherModel as other:
            yield another_model(name, str(other))
            continue
        if raw is None:
            notes.absent.append(name)
            yield None
            continue
        item = record(raw, name)
        identity = identify(item.raw) if isinstance(item, Record) else None
        id = identity.id if isinstance(identity, Identity) else name
        if id == name or notes.note_renamed(name, id):
            yield item
        else:
            yield implausible_redirect(name, id)
