"""The relations between a model and its parent, and the words that people use for them."""

from __future__ import annotations

import re

RELATIONS = ("finetune", "adapter", "merge", "quantized")
"""The relations the Hub knows."""
SYNONYMS = {
    "finetune": ("finetuned", "finetuning", "finetunes", "finetunedfrom", "fullfinetune", "sft"),
    "adapter": ("adapters", "adaptor", "adapted", "lora", "loras", "qlora", "dora", "peft", "loraadapter"),
    "merge": ("merged", "merges", "merging", "mergekit", "mergedmodel", "modelmerge"),
    "quantized": (
        "quantised", "quantize", "quantise", "quantization", "quantisation", "quantizations", "quantizedmodel", "quant",
        "quants", "gguf", "gptq", "awq", "exl2", "exl3", "bnb",
    ),
}  # fmt: skip
"""What people write for each relation, in lower case and without marks between words."""
WORDS = {word: relation for relation, words in SYNONYMS.items() for word in (relation, *words)}
MARKS = re.compile(r"[\s_-]+")


def relation_of(word: str) -> str | None:
    """The relation that a word means; None where it means none that the Hub knows."""
    return word if word in RELATIONS else WORDS.get(MARKS.sub("", word).lower())
