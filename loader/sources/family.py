"""Reads one model's family from the Hub: up through its parents, down through its children, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from loader.errors import LoaderError
from loader.model import RELATIONS, Model, Quarantined
from loader.names import why_no_repository
from loader.record import record
from loader.shape import shape
from loader.sources.source import Notes, Source

if TYPE_CHECKING:
    from loader.hub.client import Hub
    from loader.record import Record

AT_ONCE = 200


def family(hub: Hub, model: str, *, relation: list[str], depth: int = 0, limit: int = 0) -> Source:
    """The records of a model, its ancestors and its descendants; at most so many hops away and so many models (0: all).

    Only derivations by these relations are followed. What is left out is noted as the frontier. Raises LoaderError
    while reading where the Hub has no such model.
    """
    notes = Notes()
    crawl = _Crawl(hub, set(relation), depth, limit, notes)
    return Source(f"the family of {model} on the Hub", crawl.records(model), at_once=AT_ONCE, live=True, notes=notes)


class _Crawl:
    """The way through a family: what was read, and what the limits leave out."""

    def __init__(self, hub: Hub, relation: set[str], depth: int, limit: int, notes: Notes) -> None:
        self.hub = hub
        self.relation = relation
        self.depth = depth
        self.limit = limit
        self.notes = notes
        self.read: set[str] = set()
        self.asked: set[str] = set()
        self.names: dict[str, list[str]] = {}
        """The names, old and new, under which a model was asked for."""

    def records(self, model: str) -> Iterator[Record | Quarantined]:
        found = self._one(model)
        if found is None:
            raise LoaderError(
                f"The Hub shows no model {model}.",
                "Check the spelling; a private or gated one needs a token (HF_TOKEN).",
            )
        yield found
        start = shape(found.raw)
        if isinstance(start, Model):
            yield from self._up(start)
            yield from self._down(start.id)

    def _up(self, start: Model) -> Iterator[Record]:
        level, hop = [start], 0
        while level:
            hop += 1
            names = dict.fromkeys(name for model in level for name in self._parents(model))
            level = []
            for name in names:
                if name in self.asked:
                    continue
                if self._is_full() or (self.depth and hop > self.depth):
                    self.notes.frontier.append(name)
                    continue
                found = self._one(name)
                parent = shape(found.raw) if found else None
                if found and isinstance(parent, Model):
                    yield found
                    level.append(parent)
                    # Of an ancestor, only the way to it is looked for.
                    self.notes.frontier.append(parent.id)

    def _down(self, start: str) -> Iterator[Record | Quarantined]:
        level, hop = [start], 0
        while level:
            hop += 1
            following: list[str] = []
            for id in level:
                if self._is_full() or (self.depth and hop > self.depth):
                    self.notes.frontier.append(id)
                    continue
                yield from self._children(id, following)
            level = following

    def _children(self, id: str, following: list[str]) -> Iterator[Record | Quarantined]:
        from loader.hub.listing import children

        kinds = [None] if self.relation >= set(RELATIONS) else sorted(self.relation & set(RELATIONS))
        # A child's tags go on naming a model by its old name.
        for name, kind in product(self.names.get(id, [id]), kinds):
            for page in children(self.hub, name, kind):
                for item in page.records:
                    found = record(item, f"children of {id}")
                    if isinstance(found, Quarantined):
                        yield found
                    elif found.raw["id"] not in self.read:
                        if self._is_full():
                            self.notes.frontier.append(id)
                            return
                        self._note(found)
                        following.append(found.raw["id"])
                        yield found
                        child = shape(found.raw)
                        if isinstance(child, Model):
                            # Of a descendant, only the way to it is looked for.
                            self.notes.frontier += [other for other in self._parents(child) if other not in self.asked]
        # Only where children by every relation were asked for are all of them known.
        (self.notes.followed if kinds == [None] else self.notes.frontier).append(id)

    def _one(self, name: str) -> Record | None:
        """The record of a model, by a name it has or once had; None where the Hub shows none, or it was read before."""
        from loader.hub.single import model

        self.asked.add(name)
        raw = model(self.hub, name)
        if raw is None:
            self.notes.absent.append(name)
            return None
        found = record(raw, name)
        if isinstance(found, Quarantined):
            return None
        id = found.raw["id"]
        if id != name:
            self.notes.renamed.append([name, id])
            self.names.setdefault(id, [id]).append(name)
        if id in self.read:
            return None
        self._note(found)
        return found

    def _note(self, found: Record) -> None:
        self.read.add(found.raw["id"])
        self.asked.add(found.raw["id"])

    def _parents(self, model: Model) -> list[str]:
        """The names of a model's parents that may be repositories, by the relations that are followed."""
        return [
            reference.name
            for reference in model.parents
            if not why_no_repository(reference.name)
            and reference.name != model.id
            and self.relation
            & ({word for word in (model.declared_relation, *reference.words.values()) if word} or {"unknown"})
        ]

    def _is_full(self) -> bool:
        return bool(self.limit) and len(self.read) >= self.limit
