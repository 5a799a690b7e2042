"""The sentences of a README, beside its metadata: "a fine-tuned version of [X](https://huggingface.co/X)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.files.statement import MOST_STATEMENTS, Statement, excerpt
from ground.vocabulary import Relation

FRONT_MATTER = re.compile(r"\A\s*---\s*\n.*?\n---\s*(?:\n|\Z)", re.DOTALL)
_LINK = r"\[[^\]\n]{0,200}\]\(\s*(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<linked>[\w.-]+(?:/[\w.-]+)?)/?[^)\s]{0,80}\s*\)"
_ADDRESS = r"(?:https?://)(?:www\.)?(?:huggingface\.co|hf\.co)/(?P<address>[\w.-]+/[\w.-]+)"
_QUOTED = r"[`\"*_]{1,3}(?P<quoted>[\w.-]+/[\w.-]+)[`\"*_]{1,3}"
_NAME = rf"(?:{_LINK}|{_ADDRESS}|{_QUOTED})"
_BETWEEN = r"[^.\n\[\]`]{0,60}?"
"""Words between a phrase and the name: no end of a sentence, no other name."""
PHRASES: dict[Relation, str] = {
    "quantized": (
        r"(?:quanti[sz](?:ed|ation)s?|quants?|gguf|gptq|awq|exl[23]|mlx|onnx|fp8|int[48]|[48]-?bit)"
        r"(?:[ -](?:model|version|format|files?|weights?|conversion|quants?))*\s+(?:version\s+)?(?:of|from|for)"
        r"|converted\s+to\s+(?:gguf|mlx|onnx|gptq|awq)(?:\s+format)?\s+from"
    ),
    "adapter": r"(?:lora|qlora|peft|adapter)(?:[ -](?:adapters?|weights?|model))*\s+(?:of|for|on|trained\s+on)",
    "merge": r"(?:merge|merged?\s+(?:model|version))\s+of",
    "finetune": (
        r"(?:fine-?\s?tuned?|finetuned)(?:\s+(?:version|model|variant|checkpoint))?\s+(?:of|from|on\s+top\s+of)"
        r"|fine-?tune\s+of"
    ),
}  # fmt: skip
PATTERNS = {
    relation: re.compile(rf"\b(?:{phrase})\b{_BETWEEN}{_NAME}", re.IGNORECASE) for relation, phrase in PHRASES.items()
}
NO_MODELS = {"datasets", "spaces", "docs", "blog", "papers", "collections", "posts", "models", "tasks", "join"}
"""What stands first in the address of a page of the Hub that is no model."""


def readme(content: bytes) -> Iterator[Statement]:
    """The sentences that say what the model derives from, each name once."""
    text = FRONT_MATTER.sub("", content.decode("utf-8", "replace"))
    names: set[str] = set()
    for relation, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            name = match["linked"] or match["address"] or match["quoted"]
            if name.partition("/")[0].lower() in NO_MODELS or name in names or len(names) == MOST_STATEMENTS:
                continue
            names.add(name)
            yield Statement(name, relation, excerpt(match[0]))
