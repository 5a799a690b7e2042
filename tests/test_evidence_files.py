"""What files of a repository say of the models that it derives from."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.files import WITNESSES, FileWitness, Statement, witness_of


def text(value: str) -> bytes:
    return struct.pack("<Q", len(value.encode())) + value.encode()


def gguf(**entries: str) -> bytes:
    """The beginning of a GGUF file with this metadata; two underscores stand for a dot."""
    body = b"".join(text(key.replace("__", ".")) + struct.pack("<I", 8) + text(value) for key, value in entries.items())
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(entries)) + body


STATEMENTS: list[tuple[str, bytes, set[tuple[str, str | None]]]] = [
    ("adapter_config.json", json.dumps({"base_model_name_or_path": "org/base"}).encode(), {("org/base", "adapter")}),
    ("adapter_config.json", b'{"base_model_name_or_path": null}', set()),
    ("adapter_config.json", b"[1, 2", set()),
    ("config.json", b'{"_name_or_path": "org/base", "model_type": "llama"}', {("org/base", None)}),
    ("config.json", b'{"_name_or_path": "a/b", "quantization_config": {"bits": 4}}', {("a/b", "quantized")}),
    ("config.json", b'{"_name_or_path": ""}', set()),
    (
        "mergekit_config.yml",
        b"models:\n - model: a/b\n   parameters: {weight: 1}\n - model: c/d+e/f\nbase_model: g/h\nmerge_method: ties\n",
        {("a/b", "merge"), ("c/d", "merge"), ("e/f", "merge"), ("g/h", "merge")},
    ),
    (
        "mergekit_config.yml",
        b"slices:\n- sources:\n  - {model: a/b, layer_range: [0, 4]}\n  - {model: {model: {path: c/d}}}\n",
        {("a/b", "merge"), ("c/d", "merge")},
    ),
    ("mergekit_config.yml", b"a: &a [*a, *a]\nmodel: *a", set()),
    ("x.Q4_K_M.gguf", gguf(general__base_model__0__repo_url="https://huggingface.co/a/b"), {
        ("https://huggingface.co/a/b", None)
    }),
    ("x.gguf", gguf(general__name="X", general__source__repo_url="https://huggingface.co/a/b"), {
        ("https://huggingface.co/a/b", "quantized")
    }),
    ("x.gguf", b"GGUF" + b"\xff" * 40, set()),
    (
        "README.md",
        b"---\nbase_model: x/y\n---\nA fine-tuned version of [a](https://huggingface.co/a/b) on squad.",
        {("a/b", "finetune")},
    ),
    ("README.md", b"static quants of https://huggingface.co/a/b", {("a/b", "quantized")}),
    ("README.md", b"converted to GGUF format from [`a/b`](https://huggingface.co/a/b) using llama.cpp", {
        ("a/b", "quantized")
    }),
    ("README.md", b"This LoRA adapter for `a/b` was trained", {("a/b", "adapter")}),
    ("README.md", b"fine-tuned version of [squad](https://huggingface.co/datasets/squad)", set()),
    ("README.md", b"We thank [a](https://huggingface.co/a/b). Fine-tuned models are listed below.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("file", "content", "statements"), STATEMENTS)
def test_a_file_states_what_its_model_derives_from(
    file: str, content: bytes, statements: set[tuple[str, str | None]]
) -> None:
    witness = witness_of(file)
    assert witness is not None
    assert {(each.name, each.relation) for each in witness.read(content)} == statements


@pytest.mark.parametrize("witness", WITNESSES, ids=lambda witness: str(witness.name))
@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_content_raises(witness: FileWitness, content: bytes) -> None:
    assert all(isinstance(each, Statement) for each in witness.read(content))


BOMBS: list[Callable[[int], bytes]] = [
    lambda size: b"quantized version of " * (size // 21),
    lambda size: b"[" * size,
    lambda size: b"fine-tuned version of " + b"a" * size,
    lambda size: b"`a/" * (size // 3),
    lambda size: b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a]\n" % (n, n) for n in range(size // 40)),
    lambda size: b"GGUF" + struct.pack("<IQQ", 3, 60_000, 60_000) + b"\0" * size,
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_content_gives_more_statements_than_a_person_reads(bomb: Callable[[int], bytes]) -> None:
    found: Iterable[Statement] = [
        each for witness in WITNESSES for each in witness.read(bomb(min(witness.most_bytes, 32 << 10)))
    ]
    assert len(list(found)) <= 100


def test_files_that_are_no_witness_are_not_read() -> None:
    assert [witness_of(file) for file in ("model.safetensors", "mmproj-f16.gguf", "sub/config.json")] == [None] * 3
