"""Paths between models as an answer; where there is no path, the nearest common ancestor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from answers.answer import Answer
from answers.paths import PathOptions, PathResult, common_ancestor
from answers.phrases import narrowed
from cypher import Database, Table
from formats import all_paths, derivations, document
from formats.derivation import hops
from ground.text import harmless


def answer_of_paths(database: Database, every: Sequence[PathResult], options: PathOptions, day: str | None) -> Answer:
    """The paths between one or more pairs of models; `day` is the day of the data."""
    limits = narrowed(options.relation, options.depth)
    related, unrelated = [each for each in every if each.hops], [each for each in every if not each.hops]
    columns = ["from", "to", *every[0].columns]
    rows = [[each.start, each.end, *hop.values()] for each in every for hop in each.hops]
    return Answer(
        _title(every, options),
        list(dict.fromkeys(id for each in every for id in (each.start, each.end))),
        [question for each in related or unrelated for question in each.questions],
        lambda: Table(columns, iter(rows)),
        day,
        layout=partial(all_paths if options.all else derivations, day, limits),
        document=lambda table: _document(database, every, day, options),
        empty=" ".join(_no_path(database, each, options, limits) for each in unrelated) or "Nothing found.",
        relation=options.relation,
    )


def _title(every: Sequence[PathResult], options: PathOptions) -> str:
    what = "Every options in which" if options.all else "How"
    first = f"{what} {every[0].start} {'is related to' if options.any_direction else 'derives from'} {every[0].end}"
    return first + (f", and {len(every) - 1} more" if len(every) > 1 else "")


def _document(database: Database, every: Sequence[PathResult], day: str | None, options: PathOptions) -> str:
    """An object for the one pair, or a list of objects for several."""
    documents = [
        {
            "from": each.start,
            "to": each.end,
            "derives": bool(each.hops) and not options.any_direction,
            "several": each.several,
            "hubAsOf": day,
            "commonAncestor": None if each.hops else common_ancestor(database, each, options),
            "hops": each.hops,
        }
        for each in every
    ]
    return document(documents[0] if len(documents) == 1 else documents)


def _no_path(database: Database, result: PathResult, options: PathOptions, limits: str) -> str:
    """Says that neither model derives from the other, and what they have in common."""
    a, b = harmless(result.start), harmless(result.end)
    if a == b:
        return f"{a} is one and the same model."
    over = [f"over {', '.join(map(harmless, options.via))}"] if options.via else []
    past = [f"without {', '.join(map(harmless, options.avoid))}"] if options.avoid else []
    limits = " ".join([limits, *over, *past])
    if options.any_direction:
        return f"{a} and {b} are not related{limits}."
    none = f"Neither of {a} and {b} derives from the other{limits}."
    if options.avoid or options.via:
        return none
    shared = common_ancestor(database, result, options)
    if shared is None:
        return f"{none} They have no common ancestor{narrowed(options.relation)}."
    near, far = shared["distances"]
    return (
        f"{none} Their nearest common ancestor is {harmless(shared['model'])} "
        f"({hops(near)} from the first, {hops(far)} from the second)."
    )
