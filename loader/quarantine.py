"""Writes statements that make no node into quarantine, and releases them once they do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from loader.load_node import Load
from loader.model import Quarantined
from loader.resolve import words_of
from loader.transactions import execute, run

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session


def write_quarantined(tx: ManagedTransaction, load: Load, items: Iterable[Quarantined]) -> None:
    """Put statements into quarantine."""
    rows = [
        {
            "key": key(item),
            "properties": {name: getattr(item, name) for name in ("record", "field", "value", "reason", "line")},
            "statement": statement(item),
        }
        for item in items
    ]
    if rows:
        run(tx, "quarantined", quarantined=rows, source=load.source, load=load.number)


def statement(item: Quarantined) -> dict[str, Any]:
    """The properties of a quarantined statement that may become a derivation later; empty for any other."""
    if item.statement is None:
        return {"words": list(item.words)} if item.words else {}
    return {
        "readings": [str(reading) for reading in item.statement.readings],
        "words": words_of(item.statement),
        "declaredRelation": item.declared_relation,
        "declaredAs": item.declared_as,
        "parentHubId": item.statement.hub_id,
    }


def key(item: Quarantined) -> str:
    """The key that identifies a statement in quarantine."""
    text = "\0".join([item.record, item.field, item.value, item.reason])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def quarantined_lines(session: Session, source: str) -> set[str]:
    """The keys of the lines of a source that are in quarantine."""
    return {key for (key,) in execute(session, "quarantined-lines", source=source)}


def release_lines(session: Session, keys: Iterable[str]) -> None:
    """Release lines from quarantine that hold a record by now."""
    execute(session, "mended-lines", keys=list(keys))
