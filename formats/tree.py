"""A family as a tree, drawn as `cargo tree` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ground.text import shown

AGAIN = " (*)"


class _Family:
    """Under each model, the rows of those that stand next to it, and of how many those were chosen."""

    def __init__(self, *, up: bool) -> None:
        self.up = up
        self.under: dict[str, list[dict[str, Any]]] = {}
        self.all: dict[str, int] = {}
        self.shown: set[str] = set()
        self.repeated = False


def tree_lines(
    model: str, up: bool, narrowed: str, day: str | None, columns: list[str], rows: Iterable[list[Any]]
) -> Iterator[str]:
    """The tree below a model, or above it with `up`; what stands in it already is marked, what is folded is counted."""
    family = _Family(up=up)
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        here, there = (row["child"], row["parent"]) if up else (row["parent"], row["child"])
        family.under.setdefault(here, []).append(row)
        family.all[here] = row["all"]
        family.all.setdefault(there, row["next"])
    if not family.under:
        return
    yield f"{shown(model)}\n"
    family.shown.add(model)
    yield from _branches(family, model, "")
    yield f"\n{' · '.join(_summary(family, narrowed, day))}\n"


def _branches(family: _Family, model: str, indent: str) -> Iterator[str]:
    rows = family.under.get(model, [])
    folded = family.all.get(model, 0) - len(rows)
    for place, row in enumerate(rows):
        last = place == len(rows) - 1 and not folded
        there = row["parent"] if family.up else row["child"]
        again = there in family.shown and there in family.under
        yield f"{indent}{'└── ' if last else '├── '}{shown(there)}  {_said(row)}{AGAIN if again else ''}\n"
        below = indent + ("    " if last else "│   ")
        if again:
            family.repeated = True
        else:
            family.shown.add(there)
            yield from _branches(family, there, below)
    if folded:
        kind = ("parent" if folded == 1 else "parents") if family.up else ("child" if folded == 1 else "children")
        more = " more" if rows else ""
        yield f"{indent}└── … {folded:,}{more} {kind}\n"


def _said(row: dict[str, Any]) -> str:
    doubts = [*(["disputed"] if row["disputed"] else []), *([row["state"]] if row["state"] != "listed" else [])]
    return f"({', '.join([shown(row['relation']), *doubts])})"


def _summary(family: _Family, narrowed: str, day: str | None) -> Iterator[str]:
    yield f"{len(family.shown):,} models shown{narrowed}"
    if family.repeated:
        yield f"{AGAIN.strip()} is shown in full where it stands first"
    if any(family.all[model] > len(family.under.get(model, [])) for model in family.all):
        yield "… is folded: --each, --depth and --limit unfold it"
    if day:
        yield f"Hub as of {shown(day)}"
