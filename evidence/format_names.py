"""The names of formats in names of models: `Qwen3-8B-AWQ` is `Qwen3-8B` in the format AWQ. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_SEPARATORS = re.compile(r"[\s._-]+")
_GGUF_TYPE = r"(?:ud-)?i?q[1-9](?:-(?:k(?:-(?:xxs|xs|xxl|xl|s|m|l))?|[01]|xxs|xs|s|m|nl))?"
"""The types of GGUF's quantization, `Q4_K_M` for example, with hyphens between their parts."""
_PRECISIONS = r"bf16|fp16|fp32|f16|f32|float(?:16|32)|half|safetensors|hf"
"""Formats in which models are trained and published first."""
_CONTAINERS = (
    rf"{_GGUF_TYPE}|ggufs?|ggml|llamafile|imatrix|imat|i1|wllama-split"
    r"|exl[23]|mlx|onnx(?:-?web)?|openvino|ov|core-?ml|tflite|litert|mlc|ctranslate2|ct2|rknn|qnn|mnn|ncnn"
    r"|tensorrt(?:-llm)?|trt(?:-?llm)?|q[048]f(?:16|32)(?:-[01])?"
)
"""Formats of files that other programs than the publisher's read."""
_QUANTIZATIONS = (
    r"(?:auto)?gptq(?:model)?|(?:auto)?awq|hqq|aqlm|quip|eetq|vptq|spqr|squeezellm|quark|quanto|torchao|marlin"
    r"|auto-?round|dwq(?:-v?\d+)*|oq\d+|compressed-tensors|smoothquant|smashed"
    r"|(?:unsloth-)?bnb|bitsandbytes|nf4|(?:nv|mx)?fp[468](?:-(?:e4m3(?:fn)?|e5m2))?|float8"
    r"|u?int[248]|w\d+a\d+(?:-?(?:fp|int)\d)?|[2-8]-?bits?|\d(?:-\d{1,3})?-?bpw(?:-?h\d)?|h[68]"
    r"|g(?:s|roup)?-?(?:16|32|64|128)|(?:16|32|64|128)g|a?sym|per-(?:tensor|channel)|dynamic|static|kv(?:-?cache)?"
    r"|mixed(?:-precision)?|quanti[sz](?:ed|ation)|quants?"
)
_FORMAT = f"{_PRECISIONS}|{_CONTAINERS}|{_QUANTIZATIONS}"
_SUFFIX = re.compile(rf"(?P<stem>.+?)-(?P<format>{_FORMAT})")
_PREFIX = re.compile(
    r"(?P<format>gguf|awq|gptq|exl[23]|mlx|onnx|openvino|quanti[sz]ed|[48]bit|bnb|fp8|int[48])-(?P<stem>.+)"
)
_PRECISION_SUFFIX = re.compile(rf"-(?:{_PRECISIONS})$")
_CONTAINER = re.compile(_CONTAINERS)


class Stem(NamedTuple):
    """What is left of a name without the formats in it: a key, and these formats in the order of the name."""

    key: str
    formats: tuple[str, ...]


def name_key(name: str) -> str:
    """The part of an id after the slash, in lower case, with one hyphen for every run of separators."""
    return _SEPARATORS.sub("-", name.rpartition("/")[2].lower()).strip("-")


def model_key(name: str) -> str:
    """The key under which a model is looked for as a parent: its name without the precision it was trained in."""
    key = name_key(name)
    while (shorter := _PRECISION_SUFFIX.sub("", key)) != key:
        key = shorter
    return key


def parent_keys(name: str) -> list[Stem]:
    """The keys that the parent of a model may have if the name tells it, the likeliest first; empty if it tells none.

    `X-FP8-GGUF` is looked for as `X-FP8` and then as `X`; `X-mlx-4bit` as `X` first: what stands under `X-mlx` is
    itself in the format of the child.
    """
    stems = list(_stems(name))
    if not stems:
        return []
    whole = Stem(model_key(stems[-1].key), stems[-1].formats)
    between = [stem for stem in stems[:-1] if stem.key != whole.key]
    weights = [stem for stem in between if _has_container(stem.formats) and not _ends_in_container(stem.key)]
    return [*weights, whole, *(stem for stem in reversed(between) if stem not in weights)]


def _stems(name: str) -> Iterator[Stem]:
    """The name without its last format, without its last two, and so on; then without formats at its beginning."""
    stem = name_key(name)
    formats: tuple[str, ...] = ()
    for pattern in (_SUFFIX, _PREFIX):
        while match := pattern.fullmatch(stem):
            stem = match["stem"]
            formats = (match["format"], *formats)
            yield Stem(stem, formats)


def _has_container(formats: tuple[str, ...]) -> bool:
    return any(_CONTAINER.fullmatch(each) for each in formats)


def _ends_in_container(key: str) -> bool:
    match = _SUFFIX.fullmatch(key)
    return bool(match and _CONTAINER.fullmatch(match["format"]))
