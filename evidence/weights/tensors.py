"""Where the tensors of a file of weights are, and their values: safetensors of every float type, and GGUF."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from evidence.gguf import GgufHeader

Matrix = NDArray[np.float32]
FLOATS = {"F64": "<f8", "F32": "<f4", "F16": "<f2"}
BYTES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "F8_E4M3": 1, "F8_E5M2": 1}
LONGEST_HEADER = 100 << 20
"""Bytes of a header of safetensors that the format allows."""
LENGTH = 8
"""Bytes of the length before the header of safetensors."""


class TensorError(ValueError):
    """A file of weights is damaged, or of a kind that cannot be read."""


@dataclass(frozen=True)
class Tensor:
    """A matrix in a file: its name, the rows and columns, its type, and the offset and size in bytes.

    `type` is a name of safetensors, `BF16` for example, or the number of a type of GGUF.
    """

    name: str
    rows: int
    columns: int
    type: str | int
    offset: int
    size: int

    @property
    def row_size(self) -> int:
        """Bytes of a row."""
        return self.size // self.rows


def safetensors_header_length(beginning: bytes) -> int:
    """The bytes of the header of safetensors, with its length, by the first eight bytes of the file."""
    if len(beginning) < LENGTH:
        raise TensorError("the file has no header")
    length: int = struct.unpack("<Q", beginning[:LENGTH])[0]
    if length > LONGEST_HEADER:
        raise TensorError(f"a header of {length} bytes")
    return LENGTH + length


def safetensors_tensors(header: bytes, file_size: int) -> list[Tensor]:
    """The matrices of a file of safetensors by its header; those of a type that is no float are left out."""
    try:
        entries = json.loads(header[LENGTH:])
        return [
            _safetensor(name, entry["dtype"], entry["shape"], entry["data_offsets"], len(header), file_size)
            for name, entry in entries.items()
            if name != "__metadata__" and len(entry["shape"]) == 2 and entry["dtype"] in BYTES
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise TensorError("the header is damaged") from error


def _safetensor(name: str, type: str, shape: list[int], offsets: list[int], start: int, file_size: int) -> Tensor:
    rows, columns = shape
    begin, end = offsets
    size = rows * columns * BYTES[type]
    if min(rows, columns, begin) < 0 or end - begin != size or start + end > file_size:
        raise TensorError(f"{name} lies outside the file")
    return Tensor(name, rows, columns, type, start + begin, size)


def gguf_tensors(header: GgufHeader, file_size: int) -> list[Tensor]:
    """The matrices of a GGUF file by its header; those of a type that the gguf package does not know are left out."""
    from gguf import GGML_QUANT_SIZES, GGMLQuantizationType

    known = {int(kind): sizes for kind, sizes in GGML_QUANT_SIZES.items()}
    tensors = []
    for each in header.tensors:
        if len(each.dimensions) != 2 or each.type not in known or not isinstance(each.type, int):
            continue
        block, block_size = known[GGMLQuantizationType(each.type)]
        columns, rows = each.dimensions
        if columns % block:
            continue
        size = prod(each.dimensions) // block * block_size
        if each.offset + size > file_size:
            raise TensorError(f"{each.name} lies outside the file")
        tensors.append(Tensor(each.name, rows, columns, each.type, each.offset, size))
    return tensors


def values(tensor: Tensor, content: bytes) -> Matrix:
    """The first rows of a tensor, as many as the bytes hold whole."""
    rows = len(content) // tensor.row_size
    content = content[: rows * tensor.row_size]
    if isinstance(tensor.type, int):
        from gguf import GGMLQuantizationType, dequantize

        packed = np.frombuffer(content, np.uint8).reshape(rows, tensor.row_size)
        kind = GGMLQuantizationType(tensor.type)
        return dequantize(packed, kind).astype(np.float32)
    flat = np.frombuffer(content, FLOATS[tensor.type]) if tensor.type in FLOATS else _small_floats(tensor.type, content)
    return flat.astype(np.float32).reshape(rows, tensor.columns)


def _small_floats(type: str, content: bytes) -> Matrix:
    """Floats of two bytes or one that numpy does not know."""
    if type == "BF16":
        return (np.frombuffer(content, "<u2").astype(np.uint32) << 16).view(np.float32)
    exponent_bits = 4 if type == "F8_E4M3" else 5
    return byte_floats(exponent_bits)[np.frombuffer(content, np.uint8)]


def byte_floats(exponent_bits: int) -> Matrix:
    """The values of the 256 floats of one byte with so many bits of exponent."""
    codes = np.arange(256)
    fraction_bits = 7 - exponent_bits
    sign = np.where(codes & 0x80, -1.0, 1.0)
    exponent = (codes >> fraction_bits) & ((1 << exponent_bits) - 1)
    fraction = (codes & ((1 << fraction_bits) - 1)) / (1 << fraction_bits)
    bias = (1 << (exponent_bits - 1)) - 1
    normal = (1 + fraction) * 2.0 ** (exponent - bias)
    return (sign * np.where(exponent == 0, fraction * 2.0 ** (1 - bias), normal)).astype(np.float32)
