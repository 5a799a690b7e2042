"""Reads the header of a GGUF file: its metadata and where its tensors are. Pure; bounded on hostile input.

The format is described at https://github.com/ggml-org/ggml/blob/master/docs/gguf.md.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

MAGIC = b"GGUF"
VERSIONS = (2, 3)
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
STRING, ARRAY = 8, 9
MOST_ENTRIES = 65_536
MOST_TENSORS = 65_536
MOST_DIMENSIONS = 8
LONGEST_KEY = 65_535
LONGEST_STRING = 1 << 20
KEPT_STRING = 4_096
"""Bytes of a string that are kept."""
ALIGNMENT = "general.alignment"

Scalar = int | float | bool | str


class GgufError(ValueError):
    """The bytes are not the header of a GGUF file."""


class TruncatedError(GgufError):
    """The header is longer than the bytes; `needed` is a number of bytes that is needed at least."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"at least {needed} bytes are needed")
        self.needed = needed


@dataclass(frozen=True)
class GgufTensor:
    """A tensor: its dimensions as GGUF has them (the length of a row first), its type by number, its offset in bytes
    from the beginning of the file."""

    name: str
    dimensions: tuple[int, ...]
    type: int
    offset: int


@dataclass(frozen=True)
class GgufHeader:
    """Scalar and text metadata, by key, and the tensors."""

    metadata: dict[str, Scalar]
    tensors: list[GgufTensor] = field(default_factory=list)


class _Cursor:
    """A place in the bytes of a header."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.position = 0

    def take(self, size: int) -> bytes:
        end = self.position + size
        if end > len(self.content):
            raise TruncatedError(end)
        piece = self.content[self.position : end]
        self.position = end
        return piece

    def number(self, layout: str) -> int:
        value: int = struct.unpack(layout, self.take(struct.calcsize(layout)))[0]
        return value

    def scalar(self, kind: int) -> Scalar:
        layout = SCALARS[kind]
        value: Scalar = struct.unpack(layout, self.take(struct.calcsize(layout)))[0]
        return value

    def text(self, longest: int) -> str:
        length = self.number("<Q")
        if length > longest:
            raise GgufError(f"a text of {length} bytes")
        return self.take(length)[:KEPT_STRING].decode("utf-8", "replace")


def metadata(content: bytes) -> dict[str, Scalar]:
    """The metadata at the beginning of a file, as far as the bytes reach. Raises GgufError if it is no GGUF file."""
    cursor = _Cursor(content)
    entries: dict[str, Scalar] = {}
    try:
        _, number = _counts(cursor)
        for key, value in _entries(cursor, number):
            entries[key] = value
    except TruncatedError:
        if not entries:
            raise
    return entries


def header(content: bytes) -> GgufHeader:
    """The whole header. Raises TruncatedError if the bytes end before it does, GgufError if it is no GGUF file."""
    cursor = _Cursor(content)
    tensor_count, entry_count = _counts(cursor)
    entries = dict(_entries(cursor, entry_count))
    tensors = [_tensor(cursor) for _ in range(tensor_count)]
    alignment = entries.get(ALIGNMENT, 32)
    if not isinstance(alignment, int) or not 0 < alignment <= 1 << 20:
        raise GgufError("an alignment that is none")
    start = -(-cursor.position // alignment) * alignment
    placed = [GgufTensor(each.name, each.dimensions, each.type, start + each.offset) for each in tensors]
    return GgufHeader(entries, placed)


def _counts(cursor: _Cursor) -> tuple[int, int]:
    if cursor.take(4) != MAGIC or cursor.number("<I") not in VERSIONS:
        raise GgufError("not a GGUF file of version 2 or 3")
    tensors, entries = cursor.number("<Q"), cursor.number("<Q")
    if tensors > MOST_TENSORS or entries > MOST_ENTRIES:
        raise GgufError(f"{tensors} tensors and {entries} entries")
    return tensors, entries


def _entries(cursor: _Cursor, number: int) -> Iterator[tuple[str, Scalar]]:
    """The scalar and text entries; arrays are passed over."""
    for _ in range(number):
        key, kind = cursor.text(LONGEST_KEY), cursor.number("<I")
        if kind == ARRAY:
            _pass_array(cursor)
        elif kind == STRING:
            yield key, cursor.text(LONGEST_STRING)
        elif kind in SCALARS:
            yield key, cursor.scalar(kind)
        else:
            raise GgufError(f"a value of type {kind}")


def _pass_array(cursor: _Cursor) -> None:
    kind, length = cursor.number("<I"), cursor.number("<Q")
    if kind in SCALARS:
        cursor.take(length * struct.calcsize(SCALARS[kind]))
    elif kind == STRING:
        for _ in range(length):
            cursor.text(LONGEST_STRING)
    else:
        raise GgufError(f"an array of type {kind}")


def _tensor(cursor: _Cursor) -> GgufTensor:
    name, rank = cursor.text(LONGEST_KEY), cursor.number("<I")
    if rank > MOST_DIMENSIONS:
        raise GgufError(f"a tensor of {rank} dimensions")
    dimensions = tuple(cursor.number("<Q") for _ in range(rank))
    return GgufTensor(name, dimensions, cursor.number("<I"), cursor.number("<Q"))
