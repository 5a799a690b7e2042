"""Reads the family of one model from the Hub: its ancestors, then its descendants, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING

from ground.names import is_name
from ground.text import short
from ground.vocabulary import RELATIONS
from loader.errors import LoaderError
from loader.model import Model, Quarantined
from loader.record import Record, record
from loader.shape import identify, shape
from loader.sources.source import Notes, Source, another_model, implausible_redirect

if TYPE_CHECKING:
    from loader.hub.client import Hub

BATCH_SIZE = 200
MOST_HOPS = 1_000
"""The longest line of descent on the Hub has 86."""
SLACK = 1_000
"""How many models of a list may be repeated, because it changes while it is read, or may be odd."""
NO_CHILD = "listed as a child of a model that it does not name"


def family(hub: Hub, model: str, *, relation: list[str], depth: int = 0, limit: int = 0) -> Source:
    """The records of a model, its ancestors and its descendants; at most `depth` hops away and `limit` models (0: all).

    Only derivations by the given relations are followed. What is left out is noted as the frontier. Raises LoaderError
    while reading if the Hub has no such model.
    """
    notes = Notes()
    crawl = _Crawl(hub, set(relation), depth, limit, notes)
    return Source(
        f"the family of {model} on the Hub", crawl.records(model), batch_size=BATCH_SIZE, live=True, notes=notes
    )


class _Crawl:
    """The walk through a family: the models that were read, and those that the limits leave out."""

    def __init__(self, hub: Hub, relation: set[str], depth: int, limit: int, notes: Notes) -> None:
        self.hub = hub
        self.relation = relation
        self.depth = depth
        self.limit = limit
        self.notes = notes
        self.read: set[str] = set()
        self.asked: set[str] = set()
        self.odd = 0
        """How many records were no model of the family."""
        self.absent = 0
        self.names: dict[str, list[str]] = {}
        """The names of each model, new and old, under which it was requested."""

    def records(self, model: str) -> Iterator[Record | Quarantined]:
        item = self._request(model)
        if item is None:
            raise LoaderError("hub-without-model", model=model)
        yield item
        start = shape(item.raw) if isinstance(item, Record) else item
        if isinstance(start, Quarantined):
            raise LoaderError("hub-record-unusable", model=model, reason=start.reason)
        yield from self._up(start)
        yield from self._down(start.id)

    def _up(self, start: Model) -> Iterator[Record | Quarantined]:
        level, hop = [start], 0
        while level:
            hop = self._next_hop(hop, start.id)
            names = dict.fromkeys(name for model in level for name in self._parents(model))
            level = []
            for name in names:
                if name in self.asked:
                    continue
                if self._is_full() or (self.depth and hop > self.depth):
                    self.notes.frontier.append(name)
                    continue
                item = self._request(name)
                if item:
                    yield item
                parent = shape(item.raw) if isinstance(item, Record) else None
                if isinstance(parent, Model):
                    level.append(parent)
                    # The children of an ancestor are not read.
                    self.notes.frontier.append(parent.id)

    def _down(self, start: str) -> Iterator[Record | Quarantined]:
        level, hop = [start], 0
        while level:
            hop = self._next_hop(hop, start)
            following: list[str] = []
            for id in level:
                if self._is_full() or (self.depth and hop > self.depth):
                    self.notes.frontier.append(id)
                    continue
                yield from self._children(id, following)
            level = following

    def _next_hop(self, hop: int, start: str) -> int:
        if hop == MOST_HOPS:
            raise LoaderError("family-too-deep", model=start, generations=f"{MOST_HOPS:,}")
        return hop + 1

    def _children(self, id: str, following: list[str]) -> Iterator[Record | Quarantined]:
        kinds = [None] if self.relation >= set(RELATIONS) else sorted(self.relation & set(RELATIONS))
        # The tags of a child keep the old name of a model.
        names = self.names.get(id, [id])
        for name, kind in product(names, kinds):
            for item in self._listed(id, name, kind):
                child = _child(item, id, names)
                if isinstance(child, Model) and child.id in self.read:
                    continue
                if self._is_full():
                    self.notes.frontier.append(id)
                    return
                if isinstance(child, Quarantined):
                    yield self._count_odd(child)
                    continue
                self._mark_read(child.id)
                following.append(child.id)
                yield item
                # The other parents of a descendant are not read.
                self.notes.frontier += [other for other in self._parents(child) if other not in self.asked]
        # All children are known only if those by every relation were requested.
        (self.notes.followed if kinds == [None] else self.notes.frontier).append(id)

    def _listed(self, id: str, name: str, kind: str | None) -> Iterator[Record | Quarantined]:
        """The models that the Hub lists as children of one. Raises LoaderError if it repeats them endlessly."""
        from loader.hub.listing import children

        items = 0
        for page in children(self.hub, name, kind):
            for item in page.records:
                yield record(item, f"children of {id}")
            items += len(page.records)
            if items > len(self.read) + self.odd + SLACK:
                raise LoaderError("hub-repeats-children", model=id)

    def _count_odd(self, odd: Quarantined) -> Quarantined:
        """Count a record that is no model of the family. Raises LoaderError if nearly all are none."""
        self.odd += 1
        if self.odd > SLACK + len(self.read):
            raise LoaderError("hub-answers-beyond-family")
        return odd

    def _request(self, name: str) -> Record | Quarantined | None:
        """The record of a model by its name or an old one; None if the Hub shows none, or if it was read before."""
        from loader.hub.single import AnotherModel, model

        self.asked.add(name)
        try:
            raw = model(self.hub, name)
        except AnotherModel as other:
            return self._count_odd(another_model(name, str(other)))
        if raw is None:
            self.absent += 1
            self.notes.absent.append(name)
            return None
        item = record(raw, name)
        if isinstance(item, Quarantined):
            return self._count_odd(item)
        identity = identify(item.raw)
        if isinstance(identity, Quarantined):
            return self._count_odd(identity)
        id = identity.id
        if id != name:
            if not self.notes.note_renamed(name, id):
                return self._count_odd(implausible_redirect(name, id))
            self.names.setdefault(id, [id]).append(name)
        if id in self.read:
            return None
        self._mark_read(id)
        return item

    def _mark_read(self, id: str) -> None:
        self.read.add(id)
        self.asked.add(id)

    def _parents(self, model: Model) -> list[str]:
        """The names of the parents of a model that may be repositories, by the relations that are followed."""
        return [
            name
            for reference in model.parents
            if self.relation
            & ({word for word in (model.declared_relation, *reference.words.values()) if word} or {"unknown"})
            for name in reference.names
            if is_name(name) and name != model.id
        ]

    def _is_full(self) -> bool:
        return bool(self.limit) and (len(self.read) + self.odd >= self.limit or self.absent >= self.limit)


def _child(item: Record | Quarantined, id: str, names: list[str]) -> Model | Quarantined:
    """The model that the Hub lists as a child of one; Quarantined if it names none of the names of that one."""
    child = shape(item.raw) if isinstance(item, Record) else item
    if isinstance(child, Model) and not _folded(names) & _folded(name for each in child.parents for name in each.names):
        return Quarantined(f"children of {id}", "id", short(child.id), NO_CHILD)
    return child


def _folded(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}
