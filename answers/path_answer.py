"""Paths between models as an answer: its title, what it says in words, and where there is none, what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from answers.answer import Answer
from answers.paths import Found, Way, common_ancestor
from answers.phrases import narrowed
from cypher import Database, Table
from formats import all_paths, derivations, document
from formats.derivation import hops
from ground.text import harmless


def answer_of_paths(database: Database, every: Sequence[Found], way: Way, day: str | None) -> Answer:
    """What was found between pairs of models, one pair or more, by data that is of a day."""
    limits = narrowed(way.relation, way.depth)
    found, missing = [each for each in every if each.hops], [each for each in every if not each.hops]
    columns = ["from", "to", *every[0].columns]
    rows = [[each.start, each.end, *hop.values()] for each in every for hop in each.hops]
    return Answer(
        _title(every, way),
        list(dict.fromkeys(id for each in every for id in (each.start, each.end))),
        [asked for each in found or missing for asked in each.questions],
        lambda: Table(columns, iter(rows)),
        day,
        layout=partial(all_paths if way.all else derivations, day, limits),
        document=lambda table: _document(database, every, day, way),
        empty=" ".join(_no_path(database, each, way, limits) for each in missing) or "Nothing found.",
        relation=way.relation,
    )


def _title(every: Sequence[Found], way: Way) -> str:
    what = "Every way in which" if way.all else "How"
    first = f"{what} {every[0].start} {'is related to' if way.any_direction else 'derives from'} {every[0].end}"
    return first + (f", and {len(every) - 1} more" if len(every) > 1 else "")


def _document(database: Database, every: Sequence[Found], day: str | None, way: Way) -> str:
    """An object for the one pair, or a list of objects for several."""
    made = [
        {
            "from": each.start,
            "to": each.end,
            "derives": bool(each.hops) and not way.any_direction,
            "several": each.several,
            "hubAsOf": day,
            "commonAncestor": None if each.hops else common_ancestor(database, each, way),
            "hops": each.hops,
        }
        for each in every
    ]
    return document(made[0] if len(made) == 1 else made)


def _no_path(database: Database, found: Found, way: Way, limits: str) -> str:
    """That neither derives from the other, and what they have in common."""
    a, b = harmless(found.start), harmless(found.end)
    if a == b:
        return f"{a} is one and the same model."
    over = [f"over {', '.join(map(harmless, way.via))}"] if way.via else []
    past = [f"without {', '.join(map(harmless, way.avoid))}"] if way.avoid else []
    limits = " ".join([limits, *over, *past])
    if way.any_direction:
        return f"{a} and {b} are not related{limits}."
    none = f"Neither of {a} and {b} derives from the other{limits}."
    if way.avoid or way.via:
        return none
    shared = common_ancestor(database, found, way)
    if shared is None:
        return f"{none} They have no common ancestor{narrowed(way.relation)}."
    near, far = shared["distances"]
    return (
        f"{none} Their nearest common ancestor is {harmless(shared['model'])} "
        f"({hops(near)} from the first, {hops(far)} from the second)."
    )
