"""Brings together what was found to belong together once all records are read.

Every step starts from what the graph holds, so that it ends the same in whatever order records came, and after
whatever was broken off before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from loader import write
from loader.model import Reference
from loader.previous_statements import Stated, again
from loader.resolve import Resolved, is_old_name, names_itself, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from neo4j import ManagedTransaction, Session

BATCH = 2_000


@dataclass(slots=True)
class Settled:
    """What was brought together: how many models were found under another name, and how many names of parents that this
    load had put in quarantine were read as models; `aliases` are the old names that were not known."""

    renamed: int = 0
    read: int = 0
    aliases: int = 0


def settle(session: Session, load: int, source: str) -> Settled:
    """Follow renames, find parents that were named before they were seen, and forget what nothing names any more."""
    renamed = write.execute(session, "renamed-models")
    for pairs in _batches(_without_chains(renamed)):
        session.execute_write(_merge, load, source, pairs)
    settled = Settled(renamed=len(renamed))
    _find_parents(session, load, source)
    _restate_all(session, load, source, settled)
    if settled.aliases:
        # Names that were found to be old ones may be those of other parents, too.
        _find_parents(session, load, source)
        _restate_all(session, load, source, settled)
    for name in ("unnamed-parents", "unnamed-datasets", "idle-publishers"):
        write.execute(session, name)
    return settled


def _find_parents(session: Session, load: int, source: str) -> None:
    """Let each name of a parent that was never seen be the model that it means by now."""
    for pairs in _batches(write.execute(session, "found-parents")):
        session.execute_write(_merge, load, source, pairs)


def _restate_all(session: Session, load: int, source: str, settled: Settled) -> None:
    """Resolve anew what was written otherwise than the parent is called, and count what comes of it."""
    for children in _batches(write.execute(session, "written-otherwise")):
        found = session.execute_write(_restate, load, source, [child for (child,) in children])
        settled.aliases += found.aliases
        settled.read += found.read


def count_descendants(session: Session) -> None:
    """Note with every model how many derive from it, near or far, so that any answer can be put in that order."""
    for name in ("uncounted-descendants", "counted-descendants"):
        write.execute(session, name)


def _without_chains(pairs: list[list[Any]]) -> list[list[str]]:
    """The pairs with the last of a chain of names for each, so that none leads to a node that is gone by then."""
    newer = dict(pairs)

    def last(id: str) -> str:
        seen = {id}
        while id in newer and newer[id] not in seen:
            id = newer[id]
            seen.add(id)
        return id

    return [[older, last(older)] for older in newer]


def _merge(tx: ManagedTransaction, load: int, source: str, pairs: list[list[str]]) -> None:
    """Make one node of each pair of an old and a current one, with all that either stood in."""
    themselves = [
        names_itself(model, Reference(name, dict.fromkeys(witnesses)))
        for model, name, witnesses in write.run(tx, "own-names", pairs=pairs)
    ]
    write.write_quarantined(tx, load, source, themselves)
    write.run(tx, "merged-derivations", pairs=pairs)
    write.run(tx, "merged-former-derivations", pairs=pairs)
    write.run(tx, "merged-parents", pairs=pairs, load=load)
    write.run(tx, "merged-models", pairs=[[older, id, is_old_name(older, id)] for older, id in pairs])


def _restate(tx: ManagedTransaction, load: int, source: str, children: list[str]) -> Settled:
    """Resolve anew what these models state, and let each derivation go where the names in it lead by now."""
    settled = Settled()
    stated = write.stated_by(tx, children)
    models = [again(child, stated[child]) for child in children]
    names = write.names_in(tx, models)
    changed, aliases, released = [], [], []
    for model in models:
        resolved = resolve(model, names)
        rows = [{"child": model.id, **row} for row in resolved.derivations]
        write.write_quarantined(tx, load, source, resolved.quarantined)
        aliases += resolved.aliases
        kept = {write.key(item) for item in resolved.quarantined}
        released += [each.key for each in stated[model.id].waiting if each.key not in kept]
        settled.read += _read(stated[model.id], resolved, load)
        if _told(rows) != stated[model.id].told:
            changed.append((model.id, rows))
    settled.aliases = int(write.run(tx, "aliases", aliases=aliases)[0][0]) if aliases else 0
    write.run(tx, "mended-lines", keys=released)
    if not changed:
        return settled
    derivations = [row for _, rows in changed for row in rows]
    stated_now = {(child, row["parent"]) for child, rows in changed for row in rows}
    left = [
        [child, parent] for child, _ in changed for parent in stated[child].told if (child, parent) not in stated_now
    ]
    moved = [row for row in derivations if row["heldBy"] != row["parent"]]
    write.run(tx, "parents", parents=write.parents(derivations))
    write.run(tx, "moved-derivations", derivations=moved)
    write.run(tx, "left-derivations", left=left)
    write.run(tx, "derivations", derivations=derivations, load=load)
    return settled


def _read(stated: Stated, resolved: Resolved, load: int) -> int:
    """How many names that this load has put in quarantine, and of which nothing came so far, are read by now."""
    new = {each.name for each in stated.waiting if each.load == load and stated.parents[each.name].held_by is None}
    return len(new - resolved.unread)


def _told(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What derivations say, by parent, without what is not said."""
    return {
        row["parent"]: {name: value for name, value in row["properties"].items() if value is not None} for row in rows
    }


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
