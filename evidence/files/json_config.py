"""`adapter_config.json` of peft and `config.json` of transformers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from evidence.files.statement import Statement, excerpt
from ground.vocabulary import Relation


def adapter_config(content: bytes) -> Iterator[Statement]:
    """The model that an adapter was trained on: `base_model_name_or_path`."""
    yield from _named(_object(content), "base_model_name_or_path", "adapter")


def config(content: bytes) -> Iterator[Statement]:
    """Where the weights were loaded from when the configuration was saved: `_name_or_path`.

    It states no relation, but with `quantization_config` it states a quantization.
    """
    fields = _object(content)
    relation: Relation | None = "quantized" if isinstance(fields.get("quantization_config"), dict) else None
    for statement in _named(fields, "_name_or_path", None):
        yield Statement(statement.name, relation, statement.words)


def _named(fields: dict[str, Any], key: str, relation: Relation | None) -> Iterator[Statement]:
    name = fields.get(key)
    if isinstance(name, str) and name.strip():
        yield Statement(name.strip(), relation, excerpt(f"{key}: {name}"))


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
