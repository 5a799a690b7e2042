"""The sentences about the errors of `evidence/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "weights-damaged": (
        "The weights of {model} cannot be read: {reason}.",
        "Look at the files on the model's page on the Hub.",
    ),
    "weights-missing": (
        "The repository of {model} holds no weights in safetensors or GGUF.",
        "Compare a model that does, such as its parent or another format of it.",
    ),
    "weights-packed": (
        "The repository of {model} holds no tensor that can be compared: its weights are packed, or of another kind.",
        "Compare the model of which it is a quantization.",
    ),
    "weights-of-other-shapes": (
        "{first} and {second} cannot be compared: no layer of one has the shape of the same layer of the other.",
        "Models of different shapes share no layers; they may still be related, by distillation for example.",
    ),
}
