"""What a tensor does in a network, by its name in the files of transformers, of GGUF or of Meta."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Part = Literal["embedding", "up", "gate"]

EMBEDDING = re.compile(
    r"(?:^|\.)(?:embed_tokens|wte|word_embeddings|tok_embeddings|embed_in|shared|token_embd|embeddings)\.weight$"
)
LAYER = re.compile(r"(?:^|\.)(?:layers?|h|blocks?|blk)\.(\d{1,4})\.")
UP = re.compile(
    r"\.(?:up_proj|gate_up_proj|fc1|fc_in|c_fc|intermediate\.dense|ffn_up|w3|dense_h_to_4h|lin1|linear1|wi|wi_1|Wi)\.weight$"
)
GATE = re.compile(r"\.(?:gate_proj|ffn_gate|w1|wi_0)\.weight$")
STACKS = ("decoder", "vision", "visual", "audio")
"""Words in names of tensors of a second network of the same model."""
EXPERT = re.compile(r"expert|_exps\.")
OTHER_EMBEDDINGS = re.compile(r"position|token_type|patch")


class Role(NamedTuple):
    """The part of a network, the layer (None for the embedding) and the stack of a tensor; equal ones are compared."""

    part: Part
    layer: int | None
    stack: str


def role_of(name: str) -> Role | None:
    """The role of a tensor, None if it has none that can be compared: units of experts and attention have an order."""
    if EXPERT.search(name) or OTHER_EMBEDDINGS.search(name):
        return None
    stack = next((word for word in STACKS if word in name), "")
    layer = LAYER.search(name)
    if layer is None:
        return Role("embedding", None, stack) if EMBEDDING.search(name) else None
    if GATE.search(name):
        return Role("gate", int(layer[1]), stack)
    return Role("up", int(layer[1]), stack) if UP.search(name) else None
