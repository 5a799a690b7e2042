"""The metadata at the beginning of a GGUF file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.files.statement import Statement, excerpt
from evidence.gguf import GgufError, Scalar, metadata

BASE = re.compile(r"general\.base_model\.(\d{1,3})\.repo_url")
SOURCE = ("general.source.repo_url", "general.source.huggingface.repository", "general.source.url")


def gguf_metadata(content: bytes) -> Iterator[Statement]:
    """The models that the file was made from: `general.base_model.*`, and the repository it was converted from.

    A converter writes the base models of the card of the repository that it converts, which may be the parents of the
    file or of that repository. Both are stated without a relation; the repository converted from is quantized.
    """
    try:
        entries = metadata(content)
    except GgufError:
        return
    for key in SOURCE:
        yield from _stated(entries, key, is_source=True)
    for key in entries:
        if BASE.fullmatch(key):
            yield from _stated(entries, key, is_source=False)


def _stated(entries: dict[str, Scalar], key: str, *, is_source: bool) -> Iterator[Statement]:
    name = entries.get(key)
    if isinstance(name, str) and name.strip():
        yield Statement(name.strip(), "quantized" if is_source else None, excerpt(f"{key}: {name}"))
