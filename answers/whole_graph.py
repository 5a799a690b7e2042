"""Questions about the whole graph: its figures, and what changed between two loads."""

from __future__ import annotations

from answers.answer import Answer, answer_to, question
from answers.errors import AnswerError
from cypher import Database, Table


def answer_of_stats(database: Database, day: str | None) -> Answer:
    """The figures of the whole graph, the longest chain of derivations among them; `day` is the day of the data."""
    figures = question(database, "stats")

    def table() -> Table:
        saved = figures.ask()
        rows = [*saved.rows, ["longest chain of derivations, in hops", None, longest_chain(database), None]]
        return Table(saved.columns, iter(rows))

    return answer_to([], figures, hub_as_of=day, table=table)


def longest_chain(database: Database) -> int:
    """The hops of the longest chain of derivations, excluding cycles and their descendants."""
    parents: dict[str, int] = {}
    children: dict[str, list[str]] = {}
    for child, parent in question(database, "derivation-pairs").ask().rows:
        parents[child] = parents.get(child, 0) + 1
        children.setdefault(parent, []).append(child)
    generation = [model for model in children if model not in parents]
    hops = -1
    while generation:
        hops += 1
        following = []
        for model in generation:
            for child in children.get(model, ()):
                parents[child] -= 1
                if not parents[child]:
                    following.append(child)
        generation = following
    return max(hops, 0)


def check_loads(database: Database, *numbers: int) -> None:
    """Raise AnswerError if the graph knows no load of one of these numbers."""
    loads = database.records("loads-numbered")[0]["numbers"]
    for number in numbers:
        if number not in loads:
            raise AnswerError("no-such-load", number=str(number))


def answer_of_diff(database: Database, before: int, after: int, family: str, day: str | None) -> Answer:
    """What changed between two loads, in the family of a model if one is named; `day` is the day of the data."""
    changes = question(database, "diff", before=before, after=after, family=family)
    models = [family] if family else []
    answer = answer_to(models, changes, hub_as_of=day, empty=f"Nothing changed between loads {before} and {after}.")
    answer.title = f"{changes.query.title}, {before} and {after}"
    return answer
