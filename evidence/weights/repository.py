"""Finds the tensors of a repository's files of weights, reading no more than their headers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from evidence.errors import EvidenceError
from evidence.gguf import GgufError, TruncatedError
from evidence.gguf import header as gguf_header
from evidence.weights.roles import Role, role_of
from evidence.weights.tensors import (
    LENGTH,
    Tensor,
    TensorError,
    gguf_tensors,
    safetensors_header_length,
    safetensors_tensors,
)

Read = Callable[[str, int, int], bytes]
"""Reads from a file, by its name, so many bytes from an offset."""
INDEX = "model.safetensors.index.json"
LARGEST_INDEX = 16 << 20
FIRST_READ = 64 << 10
"""Bytes of a file that are read first: most headers of safetensors fit."""
FIRST_GGUF_READ = 1 << 20
LARGEST_GGUF_HEADER = 64 << 20
ADAPTER = "adapter_model."
SAFETENSORS = re.compile(r"(?:model|pytorch_model|diffusion_pytorch_model)?[^/]*\.safetensors")
SHARD = re.compile(r"-\d{5}-of-\d{5}")
PRECISE_FIRST = ("f32", "bf16", "f16", "q8_0", "q6_k", "q5_k_m", "q5_0", "q4_k_m", "q4_1", "q4_0")
"""The types of GGUF files, the most precise first."""


@dataclass(frozen=True)
class Weights:
    """The tensors of a model that can be compared, by their role, each with its file; and how to read from a file."""

    model: str
    tensors: Mapping[Role, tuple[str, Tensor]]
    read: Read


def weights_of(model: str, sizes: Mapping[str, int], read: Read) -> Weights:
    """The weights of a model whose repository holds files of these sizes in bytes.

    Raises EvidenceError if it holds none that can be read, or if they are damaged.
    """
    try:
        tensors = _safetensors(sizes, read)
        if not tensors:
            from_gguf = _gguf(sizes, read)
            tensors = tensors if from_gguf is None else from_gguf
    except (TensorError, GgufError) as error:
        raise EvidenceError("weights-damaged", model=model, reason=str(error)) from error
    if tensors is None:
        raise EvidenceError("weights-missing", model=model)
    if not tensors:
        raise EvidenceError("weights-packed", model=model)
    return Weights(model, tensors, read)


def _safetensors(sizes: Mapping[str, int], read: Read) -> dict[Role, tuple[str, Tensor]] | None:
    """The tensors by role in files of safetensors; None if there are none."""
    files = [name for name in sizes if SAFETENSORS.fullmatch(name) and not name.startswith(ADAPTER)]
    if not files:
        return None
    if INDEX in sizes:
        files = _shards_of_interest(read(INDEX, 0, min(sizes[INDEX], LARGEST_INDEX)), sizes)
    elif not any(map(SHARD.search, files)):
        files = [min(files, key=lambda name: (name != "model.safetensors", len(name), name))]
    return {
        role: (file, tensor)
        for file in files
        for tensor in safetensors_tensors(_header(file, read), sizes[file])
        if (role := role_of(tensor.name))
    }


def _shards_of_interest(index: bytes, sizes: Mapping[str, int]) -> list[str]:
    """The files that hold the embedding and the layers at the beginning, the middle and the end."""
    try:
        files = {role: file for name, file in json.loads(index)["weight_map"].items() if (role := role_of(name))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TensorError("the index is damaged") from error
    return list(dict.fromkeys(files[role] for role in chosen(files) if files[role] in sizes))


def chosen(roles: Mapping[Role, object]) -> list[Role]:
    """The roles to compare: the embedding, and a tensor of the first, the middle and the last layer."""
    main = sorted((role for role in roles if role.layer is not None and not role.stack), key=_by_layer)
    layers = main or sorted((role for role in roles if role.layer is not None), key=_by_layer)
    picked = [layers[0], layers[len(layers) // 2], layers[-1]] if layers else []
    embeddings = sorted((role for role in roles if role.layer is None), key=lambda role: role.stack)[:1]
    return list(dict.fromkeys([*embeddings, *picked]))


def _by_layer(role: Role) -> tuple[int, bool, str]:
    return role.layer or 0, role.part != "up", role.stack


def _header(file: str, read: Read) -> bytes:
    beginning = read(file, 0, FIRST_READ)
    length = safetensors_header_length(beginning)
    if length > len(beginning):
        beginning += read(file, len(beginning), length - len(beginning))
    if len(beginning) < length or length <= LENGTH:
        raise TensorError("the file ends within its header")
    return beginning[:length]


def _gguf(sizes: Mapping[str, int], read: Read) -> dict[Role, tuple[str, Tensor]] | None:
    """The tensors by role in the most precise GGUF file; None if there is none."""
    files = [name for name in sizes if name.lower().endswith(".gguf") and not name.lower().startswith("mmproj")]
    if not files:
        return None
    file = min(files, key=lambda name: (_imprecision(name), bool(SHARD.search(name)), name))
    tensors = gguf_tensors(gguf_header(_gguf_beginning(file, read)), sizes[file])
    return {role: (file, tensor) for tensor in tensors if (role := role_of(tensor.name))}


def _imprecision(name: str) -> int:
    types = [place for place, each in enumerate(PRECISE_FIRST) if each in name.lower()]
    return types[0] if types else len(PRECISE_FIRST)


def _gguf_beginning(file: str, read: Read) -> bytes:
    """The beginning of a GGUF file that holds its header, read in pieces that grow."""
    return next(content for content in _growing(file, read) if _is_whole(content))


def _growing(file: str, read: Read) -> Iterator[bytes]:
    content, size = b"", FIRST_GGUF_READ
    while len(content) < LARGEST_GGUF_HEADER:
        piece = read(file, len(content), size - len(content))
        if not piece:
            break
        content += piece
        yield content
        size *= 2
    raise TensorError("the file ends within its header, or its header has no end")


def _is_whole(content: bytes) -> bool:
    try:
        gguf_header(content)
    except TruncatedError:
        return False
    return True
