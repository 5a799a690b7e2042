"""Whether two models share weights: on real weights, read by ranges from a local Hub."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from gguf import GGMLQuantizationType
from local_hub import LocalHub
from real_weights import Arrays, gguf, minilm, minilm_arrays, minilm_of_another_package, safetensors, smollm

from evidence.errors import EvidenceError
from evidence.gguf import header
from evidence.weights.comparison import UNITS, compare
from evidence.weights.independence import test as independence
from evidence.weights.repository import Weights, weights_of
from evidence.weights.tensors import gguf_tensors, values

Run = Callable[..., Any]


def weights(model: str, **files: bytes) -> Weights:
    """The weights in files whose names stand here with an underscore for the dot before the ending."""
    contents = {".".join(name.rsplit("_", 1)): content for name, content in files.items()}
    sizes = {name: len(content) for name, content in contents.items()}
    return weights_of(model, sizes, lambda name, offset, size: contents[name][offset : offset + size])


@pytest.fixture(scope="module")
def original() -> Weights:
    return weights("org/minilm", model_safetensors=minilm())


def tuned(arrays: Arrays, strength: float = 0.3) -> Arrays:
    """The matrices as training on goes: each a little different."""
    random = np.random.default_rng(7)
    return {
        name: (array + strength * array.std() * random.standard_normal(array.shape)).astype(np.float32)
        for name, array in arrays.items()
    }


def test_two_packages_of_one_model_hold_equal_weights(original: Weights) -> None:
    result = compare(original, weights("other/minilm", model_safetensors=minilm_of_another_package()))
    assert result.verdict == "shared"
    assert [each.equal for each in result.tensors] == [True] * 4


@pytest.mark.parametrize("dtype", ["F64", "F16", "BF16", "F8_E4M3", "F8_E5M2"])
def test_a_fine_tune_in_another_type_of_float_shares_its_weights(original: Weights, dtype: str) -> None:
    result = compare(original, weights("a/tuned", model_safetensors=safetensors(tuned(minilm_arrays()), dtype)))
    assert result.verdict == "shared"
    assert all(each.p_value < 1e-9 for each in result.tensors)


@pytest.mark.parametrize("kind", [GGMLQuantizationType.Q8_0, GGMLQuantizationType.Q5_0, GGMLQuantizationType.Q4_0])
def test_a_quantization_in_gguf_shares_its_weights(original: Weights, kind: GGMLQuantizationType) -> None:
    result = compare(original, weights("a/minilm-GGUF", model_gguf=gguf(minilm_arrays(), kind)))
    assert result.verdict == "shared"
    assert all(each.p_value < 1e-9 for each in result.tensors)


def test_a_model_that_keeps_the_embedding_alone_shares_it(original: Weights) -> None:
    random = np.random.default_rng(1)
    arrays = {
        name: array if "word_embeddings" in name else random.permutation(array)
        for name, array in minilm_arrays().items()
    }
    result = compare(original, weights("a/new-layers", model_safetensors=safetensors(arrays)))
    assert result.verdict == "shared"
    assert [each.p_value < 1e-9 for each in result.tensors] == [True, False, False, False]


def test_unrelated_layers_never_look_alike(original: Weights) -> None:
    """Of at least 200 pairs of different layers no p-value is under 1e-6."""
    content = smollm()
    tensors = [each for each in gguf_tensors(header(content), len(content)) if ".ffn_" in each.name]
    layers = [
        values(each, content[each.offset : each.offset + UNITS * each.row_size])
        for each in tensors
        if each.rows > each.columns
    ]
    minilms = [array[:UNITS] for name, array in minilm_arrays().items() if "intermediate.dense" in name]
    pairs = [*itertools.islice(itertools.combinations(layers, 2), 0, None, 8), *itertools.combinations(minilms, 2)]
    tests = [independence(first, second) for first, second in pairs]
    assert len(tests) >= 200
    assert all(each is not None and each.p_value > 1e-6 for each in tests)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, "weights-missing"),
        ({"pytorch_model_bin": b"x"}, "weights-missing"),
        ({"model_safetensors": b"\xff" * 64}, "weights-damaged"),
        ({"model_safetensors": minilm()[:9_000]}, "weights-damaged"),
        ({"model_safetensors": safetensors({"a.weight": np.zeros((4, 4), np.float32)})}, "weights-packed"),
        ({"model_gguf": b"GGUF\x03\0\0\0" + b"\xff" * 16}, "weights-damaged"),
        ({"model_gguf": smollm()[:100_000]}, "weights-damaged"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_so(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(EvidenceError) as error:
        weights("a/b", **files)
    assert error.value.code == code


def test_models_of_other_shapes_cannot_be_compared(original: Weights) -> None:
    with pytest.raises(EvidenceError) as error:
        compare(original, weights("a/smollm", model_gguf=smollm()))
    assert error.value.code == "weights-of-other-shapes"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """A local Hub with MiniLM under two names, and a repository without weights."""
    from huggingface_hub import close_session, constants

    with LocalHub().serving() as serving:
        monkeypatch.setattr(constants, "ENDPOINT", serving.endpoint)
        monkeypatch.setattr("loader.hub.patience.sleep", lambda seconds: None)
        for name, content in (("org/minilm", minilm()), ("a/copy", minilm_of_another_package())):
            serving.add({"id": name})
            serving.files[name] = {"model.safetensors": content, "config.json": b"{}"}
        serving.add({"id": "a/empty"})
        yield serving
        close_session()


def test_compare_reads_a_few_megabytes_and_says_what_it_does_not_say(hub: LocalHub, lineage_db: Run) -> None:
    result = lineage_db("compare", "org/minilm", "a/copy", "--format", "json")
    answer = json.loads(result.out)
    assert result.code == 0
    assert answer["verdict"] == "shared"
    assert answer["bytesRead"] < 5_000_000
    assert len(hub.requests) < 16
    table = lineage_db("compare", "org/minilm", "a/copy")
    assert "They share weights: one derives from the other, or both from a third." in table.err
    assert "Weights do not say which of them came first" in table.err


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ("a/nobody", "There is no model a/nobody on the Hub that you may see."),
        ("a/empty", "The repository of a/empty holds no weights in safetensors or GGUF."),
    ],
)
def test_compare_says_why_it_cannot(hub: LocalHub, lineage_db: Run, other: str, sentence: str) -> None:
    result = lineage_db("compare", "org/minilm", other)
    assert (result.code, result.out, result.err.splitlines()[0]) == (1, "", sentence)


def test_a_hub_that_gives_only_whole_files_is_not_downloaded(hub: LocalHub, lineage_db: Run) -> None:
    hub.ignores_ranges = True
    result = lineage_db("compare", "org/minilm", "a/copy")
    assert result.code == 1
    assert result.err.startswith("The Hub gives no part of model.safetensors of org/minilm, only the whole file.")
