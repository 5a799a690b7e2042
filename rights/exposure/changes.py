"""What changed in a family between two days, and for whom that matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ground.vocabulary import OPEN, UNKNOWN, access
from rights.exposure.exposure import Exposed
from rights.exposure.family import Family

Edge = dict[str, Any]
TOLD = ("sha", "gated", "publisher")
"""What is told of a model where it changed: its revision, whether one has to ask for it, and who publishes it."""


@dataclass(frozen=True)
class Changes:
    """What came and what went.

    `vanished` are the models that were listed and are not any more, with what they are instead: `gone`, `unseen`, or
    None where the family has them no more. `altered` are derivations whose relation is another now, each with the one
    it had; `altered_models` are models that were listed and are, each with what is known of it that is another now
    (`sha`, `gated` or `publisher`), what it was and what it is; `exposed`, the models that may hold the
    data and were not known to.
    """

    renamed: dict[str, str] = field(default_factory=dict)
    appeared: list[str] = field(default_factory=list)
    vanished: dict[str, str | None] = field(default_factory=dict)
    came: list[Edge] = field(default_factory=list)
    withdrawn: list[Edge] = field(default_factory=list)
    altered: list[tuple[Edge, str]] = field(default_factory=list)
    altered_models: list[tuple[str, str, Any, Any]] = field(default_factory=list)
    exposed: list[Exposed] = field(default_factory=list)
    exposed_no_more: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(vars(self).values())


def changes(
    before: Family,
    now: Family,
    exposed_before: Iterable[Exposed],
    exposed_now: Iterable[Exposed],
    renamed: Mapping[str, str],
) -> Changes:
    """What changed, given both families under the names of now."""
    was, still = {each.model for each in exposed_before}, {each.model: each for each in exposed_now}
    held, holds = _holding(before), _holding(now)
    return Changes(
        renamed=dict(renamed),
        appeared=[id for id in now.models if _is_listed(now, id) and not _is_listed(before, id)],
        vanished={
            id: now.models.get(id, {}).get("state")
            for id in before.models
            if _is_listed(before, id) and not _is_listed(now, id)
        },
        came=[edge for pair, edge in holds.items() if pair not in held],
        withdrawn=[edge for pair, edge in held.items() if pair not in holds],
        altered=[
            (edge, held[pair]["relation"])
            for pair, edge in holds.items()
            if pair in held and held[pair]["relation"] != edge["relation"]
        ],
        altered_models=[
            (id, name, was_so, is_so)
            for id in now.models
            if _is_listed(before, id) and _is_listed(now, id)
            for name, was_so, is_so in _altered(before.models[id], now.models[id])
        ],
        exposed=[each for model, each in still.items() if model not in was],
        exposed_no_more=sorted(was - still.keys()),
    )


def _altered(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for name in TOLD:
        before, after = was.get(name), now.get(name)
        is_news = True
        if name == "gated":
            before, after = access(before), access(after)
            # That it is open, or is not known any more, may be told by another source alone.
            is_news = after != UNKNOWN and (before, after) != (UNKNOWN, OPEN)
        if before != after and is_news:
            yield name, before, after


def _is_listed(family: Family, id: str) -> bool:
    return bool(family.models.get(id, {}).get("state") == "listed")


def _holding(family: Family) -> dict[tuple[str, str], Edge]:
    return {(edge["child"], edge["parent"]): edge for edge in family.edges if edge["state"] == "holds"}
