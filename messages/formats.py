"""The sentences about the errors of `formats/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "bill-without-subject": (
        "A CycloneDX bill is of one model, and this graph is about none.",
        "Ask about a model, as ancestors does, or choose another --format.",
    ),
    "drawing-too-large": (
        "A drawing is of at most {most} models, and these are {models}.",
        "Ask for fewer with --limit or --depth, or choose another --format.",
    ),
}
