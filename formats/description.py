"""All that is known of one model, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from formats.derivation import evidence
from formats.plain import plain
from ground.text import shown
from ground.vocabulary import UNKNOWN

FACTS = {
    "publisher": "publisher",
    "createdAt": "created",
    "lastModified": "last modified",
    "pipelineTag": "task",
    "libraryName": "library",
    "license": "licence",
    "newVersion": "newer version",
    "downloads": "downloads in a month",
    "likes": "likes",
    "gated": "access",
    "disabled": "disabled by the Hub",
    "sha": "commit",
    "hubId": "id within the Hub",
    "names": "earlier names",
    "written": "also written",
}
"""The columns that tell one fact each, and what to call it."""
SPELLINGS = 20
"""Other spellings of a name that are told."""
STATES = {
    "gone": "The Hub no longer lists it.",
    "unseen": "Nobody lists it: it is gone, private, renamed or misspelt. Only what others say of it is known.",
}
Row = dict[str, Any]


def description(day: str | None, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """Facts, parents with evidence, children, datasets, what was withdrawn, and what names no repository."""
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        yield f"{shown(row['model'])}\n"
        yield from (f"{STATES[state]}\n" for state in [row["state"]] if state in STATES)
        yield "\n"
        yield from _facts(row)
        yield from _parents(row)
        yield from _children(row)
        yield from _others(row)
        yield f"\nHub as of {shown(day)}\n" if day else ""


def _facts(row: Row) -> Iterator[str]:
    kind = f" ({row['publisherKind']})" if row["publisherKind"] else ""
    told = {name: _fact(row[name]) for name in FACTS if row[name] not in (None, [], False, UNKNOWN)}
    if len(row["written"]) > SPELLINGS:
        more = len(row["written"]) - SPELLINGS
        told["written"] = (
            f"{_fact(row['written'][:SPELLINGS])}, and {more:,} more (lineage-db query run other-spellings)"
        )
    if "publisher" in told:
        told["publisher"] += kind
    width = max((len(FACTS[name]) for name in told), default=0)
    for name, fact in told.items():
        yield f"{FACTS[name]:<{width}}  {fact}\n"


def _fact(value: Any) -> str:
    made = plain(value)
    if isinstance(made, int) and not isinstance(made, bool):
        return f"{made:,}"
    is_time = not isinstance(value, str) and isinstance(made, str)
    return shown(made[:10] if is_time else made)


def _parents(row: Row) -> Iterator[str]:
    if row["parents"]:
        yield f"\nDerives from {_models(row['ancestors'])}, directly from {len(row['parents']):,}:\n"
    else:
        yield "\nStates no parent.\n"
    for parent in row["parents"]:
        yield f"  ↑ {shown(parent['model'])}  ({_said(parent)} · {evidence(parent)})\n"
    for parent in row["formerParents"]:
        named = shown(parent["witnesses"])
        yield f"  ↑ {shown(parent['model'])}  ({shown(parent['relation'])}, withdrawn · was named by {named})\n"


def _children(row: Row) -> Iterator[str]:
    if row["children"]:
        verb = "derives" if row["descendants"] == 1 else "derive"
        yield f"\n{_models(row['descendants'])} {verb} from it, {row['childCount']:,} directly:\n"
    else:
        yield "\nNo model derives from it.\n"
    for child in row["children"]:
        yield f"  ↓ {shown(child['model'])}  ({_said(child)}{', disputed' if child['disputed'] else ''})\n"
    if row["childCount"] > len(row["children"]):
        yield f"  … {row['childCount'] - len(row['children']):,} more\n"
    if row["formerChildren"]:
        yield f"  {row['formerChildren']:,} stated so before and withdrew it\n"


def _others(row: Row) -> Iterator[str]:
    if row["datasets"]:
        yield "\nNames these datasets:\n"
    for dataset in row["datasets"]:
        yield f"  {shown(dataset['dataset'])}  (named by {shown(dataset['witnesses'])})\n"
    if row["quarantined"]:
        yield "\nStates what names no repository:\n"
    for item in row["quarantined"]:
        like = f": {shown(item['readsLike'])}" if item["readsLike"] else ""
        yield f"  {shown(item['field'])}: {shown(item['value'])}  ({shown(item['reason'])}{like})\n"


def _said(other: Row) -> str:
    number = other["descendants"]
    below = [f"{number:,} {'derives' if number == 1 else 'derive'} from it"] if number else []
    return ", ".join([shown(other["relation"]), *below, *([other["state"]] if other["state"] != "listed" else [])])


def _models(number: int) -> str:
    return "1 model" if number == 1 else f"{number:,} models"
