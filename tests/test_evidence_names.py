"""The witness `name`: which parent the name of a model tells, and when it tells none."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.format_names import model_key, parent_keys
from evidence.names import NamedModel, keys_looked_up, parent_by_name

DAY = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("unsloth/Phi-3-mini-4k-instruct-bnb-4bit", "phi-3-mini-4k-instruct"),
        ("unsloth/Qwen3-8B-unsloth-bnb-4bit", "qwen3-8b"),
        ("TheBloke/Llama-2-7B-Chat-GPTQ", "llama-2-7b-chat"),
        ("RedHatAI/Qwen3-8B-quantized.w4a16", "qwen3-8b"),
        ("RedHatAI/Qwen3-8B-FP8-dynamic", "qwen3-8b"),
        ("mradermacher/Qwen3-8B-i1-GGUF", "qwen3-8b"),
        ("someone/qwen3_8b-Q4_K_M.gguf", "qwen3-8b"),
        ("LoneStriker/Qwen3-8B-4.0bpw-h6-exl2", "qwen3-8b"),
        ("mlx-community/Qwen3-8B-4bit-DWQ-053125", "qwen3-8b"),
        ("mlc-ai/Qwen3-8B-q4f16_1-MLC", "qwen3-8b"),
        ("someone/Qwen3-8B-GPTQ-Int4", "qwen3-8b"),
        ("someone/Qwen3-8B-AWQ-g128-sym", "qwen3-8b"),
        ("someone/gguf-Qwen3-8B", "qwen3-8b"),
        ("someone/Qwen3-8B-UD-IQ2_XXS", "qwen3-8b"),
    ],
)
def test_a_name_without_its_formats_is_the_key_of_its_parent(name: str, key: str) -> None:
    assert key in [stem.key for stem in parent_keys(name)]


@pytest.mark.parametrize("name", ["Qwen/Qwen3-8B", "openai/gpt-oss-20b", "gpt2", "a/onnx", "a/4bit", "a/Static-Noise"])
def test_a_name_without_a_format_tells_no_parent(name: str) -> None:
    assert parent_keys(name) == []


def models(*models: NamedModel) -> dict[str, list[NamedModel]]:
    by_key: dict[str, list[NamedModel]] = defaultdict(list)
    for each in models:
        by_key[model_key(each.id)].append(each)
    return by_key


def parent(child: NamedModel, *others: NamedModel) -> tuple[str, str, tuple[str, ...]] | None:
    by_key = models(child, *others)
    found = parent_by_name(child, lambda key: by_key.get(key, ()))
    return (found.parent.id, found.rule, found.alternatives) if found else None


ORIGIN = NamedModel("Qwen/Qwen3-8B", DAY, children=9)
MIRROR = NamedModel("unsloth/Qwen3-8B", DAY + timedelta(days=1))
CHILD = NamedModel("unsloth/Qwen3-8B-GGUF", DAY + timedelta(days=2))
STRANGER = NamedModel("someone/qwen3-8b-awq", DAY + timedelta(days=2))


@pytest.mark.parametrize(
    ("child", "others", "answer"),
    [
        (CHILD, [ORIGIN, MIRROR], ("unsloth/Qwen3-8B", "own model", ("Qwen/Qwen3-8B",))),
        (STRANGER, [ORIGIN, MIRROR], ("Qwen/Qwen3-8B", "format in the name", ("unsloth/Qwen3-8B",))),
        (MIRROR, [ORIGIN], ("Qwen/Qwen3-8B", "same name", ())),
        (ORIGIN, [MIRROR], None),
        (STRANGER, [NamedModel("Qwen/Qwen3-8B", DAY + timedelta(days=3), children=9)], None),
        (CHILD, [NamedModel("unsloth/Qwen3-8B", DAY + timedelta(days=9))], ("unsloth/Qwen3-8B", "own model", ())),
        (NamedModel("x/Qwen_Qwen3-8B-GGUF"), [ORIGIN], ("Qwen/Qwen3-8B", "publisher in the name", ())),
        (NamedModel("x/qwen_-_Qwen3-8B-gguf"), [ORIGIN], ("Qwen/Qwen3-8B", "publisher in the name", ())),
        (
            NamedModel("RedHatAI/Meta-Llama-3.1-8B-Instruct-FP8"),
            [NamedModel("meta-llama/Llama-3.1-8B-Instruct")],
            ("meta-llama/Llama-3.1-8B-Instruct", "publisher in the name", ()),
        ),
        (
            NamedModel("x/Nemotron-30B-GGUF"),
            [NamedModel("nvidia/Nemotron-30B-BF16")],
            ("nvidia/Nemotron-30B-BF16", "format in the name", ()),
        ),
        (
            NamedModel("x/Qwen3-8B-FP8-GGUF"),
            [ORIGIN, NamedModel("y/Qwen3-8B-FP8")],
            ("y/Qwen3-8B-FP8", "format in the name", ()),
        ),
        (
            NamedModel("x/Qwen3-8B-mlx-4bit"),
            [ORIGIN, NamedModel("y/Qwen3-8B-mlx")],
            (ORIGIN.id, "format in the name", ()),
        ),
        (NamedModel("x/test-gguf"), [NamedModel("y/test"), NamedModel("z/test")], None),
        (NamedModel("x/my-model"), [NamedModel("y/my-model", children=9)], None),
        (
            NamedModel("x/Qwen3-8B-GGUF", parameters=405_000_000_000),
            [NamedModel("Qwen/Qwen3-8B", parameters=8_000_000_000)],
            None,
        ),
        (
            NamedModel("x/Qwen3-8B-GGUF", parameters=8_000_000_000),
            [NamedModel("Qwen/Qwen3-8B", parameters=1_469_680)],
            ("Qwen/Qwen3-8B", "format in the name", ()),
        ),
    ],
)
def test_the_parent_is_the_publishers_own_then_the_one_others_take_for_the_origin(
    child: NamedModel, others: list[NamedModel], answer: tuple[str, str, tuple[str, ...]] | None
) -> None:
    assert parent(child, *others) == answer


NAMES = st.from_regex(r"[ab]/(Qwen_)?[Qq]wen3[-.]8[Bb](-(GGUF|awq|FP8|bf16|mlx|4bit)){0,3}", fullmatch=True)
DATES = st.none() | st.integers(0, 9).map(lambda days: DAY + timedelta(days=days))
MODELS = st.lists(
    st.builds(NamedModel, NAMES, DATES, st.integers(0, 4)), unique_by=lambda model: model.id.lower(), max_size=12
)


@given(MODELS, st.randoms())
def test_the_answer_does_not_depend_on_the_order_and_is_never_the_model_itself(
    everything: list[NamedModel], random: Random
) -> None:
    by_key = models(*everything)
    found = {each.id: parent_by_name(each, lambda key: by_key.get(key, ())) for each in everything}
    random.shuffle(everything)
    other = models(*everything)
    assert {each.id: parent_by_name(each, lambda key: other.get(key, ())) for each in everything} == found
    assert all(answer is None or answer.parent.id != id for id, answer in found.items())
    for id, answer in found.items():
        assert answer is None or model_key(answer.parent.id) in keys_looked_up(id)
