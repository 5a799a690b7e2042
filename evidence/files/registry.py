"""The files that are read, what of them, and by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evidence.files.gguf_metadata import gguf_metadata
from evidence.files.json_config import adapter_config, config
from evidence.files.mergekit import mergekit_config
from evidence.files.readme import readme
from evidence.files.statement import Statement


@dataclass(frozen=True)
class FileWitness:
    """A kind of file: the name of the witness, which files are of the kind, how many bytes of one are read, and the
    function that reads what they say."""

    name: str
    pattern: re.Pattern[str]
    most_bytes: int
    read: Callable[[bytes], Iterable[Statement]]


WITNESSES = (
    FileWitness("adapter-config", re.compile(r"adapter_config\.json"), 64 << 10, adapter_config),
    FileWitness("mergekit", re.compile(r"mergekit_(?:moe_)?config\.ya?ml"), 64 << 10, mergekit_config),
    FileWitness("config", re.compile(r"config\.json"), 256 << 10, config),
    FileWitness("gguf", re.compile(r"(?!mmproj).*\.gguf", re.IGNORECASE), 64 << 10, gguf_metadata),
    FileWitness("readme", re.compile(r"README\.md"), 256 << 10, readme),
)
"""The witnesses in the order in which they are heard, the most telling first."""


def witness_of(file: str) -> FileWitness | None:
    """The witness that a file at the top of a repository is; None if it is none."""
    return next((each for each in WITNESSES if each.pattern.fullmatch(file)), None)
