"""One raw record of a source, and the digest by which the graph knows whether it holds just that."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from ground.text import short
from loader.fields import RECORD_FIELDS
from loader.model import Quarantined

DIGEST_VERSION = "6"
"""Part of every digest: raised when shaping changes, so that every record is looked at anew."""

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A raw record, with a digest of its wanted fields, and where it stands in its file: the line, or the row."""

    raw: Raw
    digest: str
    line: int | None = None


def record(item: Any, place: str, line: int | None = None) -> Record | Quarantined:
    """The record in one item of a file or a page; Quarantined, with its place, where it holds none."""
    if not isinstance(item, dict):
        return Quarantined(place, "", short(item), "not an object", line)
    if not isinstance(item.get("id") or item.get("modelId"), str):
        return Quarantined(place, "id", short(item), "not the text of an id", line)
    try:
        return Record(item, digest(item), line)
    except RecursionError:
        return Quarantined(place, "", "", "nested too deeply", line)


def digest(raw: Raw) -> str:
    """24 hexadecimal digits: two records with the same digest are the same to the graph."""
    read = {field: raw[field] for field in (*RECORD_FIELDS, "modelId") if field in raw}
    text = DIGEST_VERSION + json.dumps(read, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
