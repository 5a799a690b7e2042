"""A path as a person reads it: a model, under it the evidence of each hop, and the model it derives from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formats.text import shown

WORDS = {"declaredRelation": "publisher declares", "hubRelation": "Hub says", "tagRelation": "tag says"}


def derivation(about: dict[str, Any], narrowed: str, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The hops of a path, from the child up; `about` names both ends and the day the data is of (hubAsOf).

    `narrowed` says in words what the filters left of the question.
    """
    number, several = 0, False
    for number, row in enumerate(rows, 1):
        hop = dict(zip(columns, row, strict=True))
        if number == 1:
            several = hop["several"]
            yield f"{shown(about['child'])} derives from {shown(about['parent'])}:\n\n{shown(hop['child'])}\n"
        yield f"  ↑ {shown(hop['relation'])} · {evidence(hop)}\n"
        yield f"{shown(hop['parent'])}\n"
    if number:
        last = [hops(number), f"1 of several paths{narrowed}" if several else f"the only path{narrowed}"]
        day = [f"Hub as of {shown(about['hubAsOf'])}"] if about["hubAsOf"] else []
        yield f"\n{' · '.join([*last, *day])}\n"


def hops(number: int) -> str:
    """A number of hops in words."""
    return "1 hop" if number == 1 else f"{number} hops"


def evidence(hop: dict[str, Any]) -> str:
    """Who names the parent, and what each says where they disagree."""
    named = f"named by {shown(hop['witnesses'])}"
    if not hop["disputed"]:
        return named
    words = [f"{who} {shown(hop[key])}" for key, who in WORDS.items() if hop[key]]
    differ = len({hop[key] for key in WORDS if hop[key]}) > 1
    return f"{named} · disputed: {', '.join(words) if differ else 'not every witness names this parent'}"
