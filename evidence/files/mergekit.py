"""`mergekit_config.yml`, from which mergekit made a merge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evidence.files.statement import Statement, excerpt

KEYS = ("model", "base_model", "donor_model", "source_model")
MOST_VALUES = 10_000
"""Values that are looked at; aliases of YAML can make few bytes stand for very many."""


def mergekit_config(content: bytes) -> Iterator[Statement]:
    """The models that a merge was made of. A path with a LoRA (`model+lora`) names both."""
    names: dict[str, str] = {}
    for key, value in _pairs(_document(content)):
        if key in KEYS and (name := _name(value)):
            for part in name.split("+"):
                names.setdefault(part.strip(), excerpt(f"{key}: {name}"))
    yield from (Statement(name, "merge", words) for name, words in names.items() if name)


def _name(value: Any) -> str:
    """The model in a value: a text, or an object that holds one (`{model: {path: …}}`)."""
    while isinstance(value, dict):
        value = value.get("path") or value.get("model")
    return value if isinstance(value, str) else ""


def _document(content: bytes) -> Any:
    import yaml

    try:
        # Not the loader in C: what is nested deeply enough ends the process there, and a RecursionError here.
        return yaml.safe_load(content)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _pairs(document: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth; each object once, and no more than MOST_VALUES."""
    waiting = [document]
    seen: set[int] = set()
    while waiting and len(seen) < MOST_VALUES:
        value = waiting.pop()
        if id(value) in seen or not isinstance(value, dict | list):
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            yield from ((str(key), each) for key, each in value.items())
        waiting += reversed(list(value.values() if isinstance(value, dict) else value))
