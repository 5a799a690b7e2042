"""The parent that the name of a model tells: another model whose name it bears, as it is or under a format's."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from answers.search import WORD, words_of
from evidence.format_names import model_key, name_key, parent_keys
from evidence.names import NamedModel, NamedParent, parent_by_name

if TYPE_CHECKING:
    from cypher import Database

MATCHES = 2_000
"""Models that are looked at."""


def named_parent(database: Database, id: str) -> NamedParent | None:
    """The parent that the name of a model tells, if the graph holds a model of that name; None if it tells none.

    It is likely, not declared: `rule` says by which rule it was found, `alternatives` which other models fit.
    """
    stem = parent_keys(id)[-1].key if parent_keys(id) else model_key(id)
    words = [word for word in words_of(id.rpartition("/")[2], WORD) if name_key(word) in stem]
    if not words or not database.records("last-load"):
        return None
    rows = database.records("models-by-words", words=" AND ".join(f'"{word}"' for word in words), limit=MATCHES)
    models = [
        NamedModel(
            row["id"],
            None if row["created"] is None else datetime.fromtimestamp(row["created"], UTC),
            row["children"],
            frozenset(row["parents"]),
        )
        for row in rows
    ]
    by_key: dict[str, list[NamedModel]] = defaultdict(list)
    for model in models:
        by_key[model_key(model.id)].append(model)
    child = next((model for model in models if model.id == id), NamedModel(id))
    return parent_by_name(child, lambda key: by_key.get(key, ()))
