"""The relations between a model and its parent, and the words that people use for them."""

from __future__ import annotations

import re

from ground.vocabulary import RELATIONS

SYNONYMS = {
    "finetune": ("finetuned", "finetuning", "finetunes", "finetunedfrom", "fullfinetune", "sft"),
    "adapter": ("adapters", "adaptor", "adapted", "lora", "loras", "qlora", "dora", "peft", "loraadapter"),
    "merge": ("merged", "merges", "merging", "mergekit", "mergedmodel", "modelmerge"),
    "quantized": (
        "quantised", "quantize", "quantise", "quantization", "quantisation", "quantizations", "quantizedmodel", "quant",
        "quants", "gguf", "gptq", "awq", "exl2", "exl3", "bnb", "4bit", "8bit", "int4", "int8", "fp8", "nf4",
    ),
}  # fmt: skip
"""What people write for each relation, in lower case and without marks between words."""
WORDS = {word: relation for relation, words in SYNONYMS.items() for word in (relation, *words)}
SEPARATORS = re.compile(r"[\s_-]+")
BETWEEN_WORDS = re.compile(r"[\s(),/+]+")
TELLING_NOTHING = {"", "a", "model", "of", "the", "version", "weights"}


def relation_of(word: str) -> str | None:
    """The relation that a word means; None where it means none that the Hub knows."""
    if word in RELATIONS:
        return word
    if together := WORDS.get(SEPARATORS.sub("", word).lower()):
        return together
    parts = {SEPARATORS.sub("", part) for part in BETWEEN_WORDS.split(word.lower())} - TELLING_NOTHING
    relations = {WORDS.get(part) for part in parts}
    return relations.pop() if len(relations) == 1 else None
