"""Words that several commands say."""

from __future__ import annotations

from collections.abc import Sequence

from formats.derivation import hops
from ground.text import harmless
from ground.vocabulary import ALL_RELATIONS


def narrowed(relation: Sequence[str], depth: int = 0) -> str:
    """What the filters leave of a question; nothing where they leave it whole."""
    kinds = [f"by {', '.join(relation)} alone"] if set(relation) != set(ALL_RELATIONS) else []
    return " ".join(["", *kinds, *([f"within {hops(depth)}"] if depth else [])])


def listed(names: Sequence[str]) -> str:
    """Names one after another, as in a sentence."""
    shown = [harmless(name) for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
