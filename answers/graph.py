"""Makes a graph of an answer, for the formats that draw or describe one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import cypher
from answers.answer import Answer, question
from answers.errors import AnswerError
from formats.graphs.graph import Graph
from ground.vocabulary import ALL_RELATIONS


def graph_of(answer: Answer, table: cypher.Table) -> Graph:
    """The models that the answer names and is about, with what is known of each, and the derivations of the answer, or
    those among its models.
    """
    database, query = answer.questions[0].database, answer.questions[0].query
    rows = list(table.records())
    ids = _in_order([*answer.asked, *_named(query, rows)])
    nodes = models_of(database, ids)
    if query.names_derivations:
        pairs = dict.fromkeys((row["child"], row["parent"]) for row in rows)
        edges = question(database, "drawn-pairs", pairs=[list(pair) for pair in pairs if all(pair)]).records()
    else:
        edges = question(
            database, "drawn-derivations", ids=ids, relation=answer.relation, former=query.counts_withdrawn
        ).records()
    if answer.dataset:
        nodes.append({"kind": "dataset", "id": answer.dataset})
        edges += question(database, "drawn-trainings", ids=ids, dataset=answer.dataset).records()
    return Graph(about(database, answer.title, answer.asked, answer.hub_as_of), nodes, edges)


def graph_among(database: cypher.Database, title: str, ids: Iterable[str], day: str | None) -> Graph:
    """Models, with what is known of each, and all derivations among them, those too that were withdrawn."""
    known = _in_order(ids)
    edges = question(database, "drawn-derivations", ids=known, relation=list(ALL_RELATIONS), former=True).records()
    return Graph(about(database, title, [], day), models_of(database, known), edges)


def models_of(database: cypher.Database, ids: list[str]) -> list[dict[str, Any]]:
    """Models as a graph has them, with what is known of each."""
    return [{"kind": "model", **node} for node in question(database, "drawn-models", ids=ids).records()]


def models_in(columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    """The ids of models in the rows of any Cypher: of nodes, alone or in paths and lists, and in columns named as those
    of the saved queries.
    """
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            if column in cypher.MODEL and isinstance(value, str):
                yield value
            else:
                yield from _models_of(value)


def _models_of(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _models_of(each)
    elif nodes := getattr(value, "nodes", None):
        yield from _models_of(list(nodes))
    elif "Model" in getattr(value, "labels", ()) and "id" in value:
        yield value["id"]


def check(answer: Answer) -> None:
    """Raise AnswerError where the answer names no models, so that nothing need be asked."""
    if not answer.questions[0].query.model_columns:
        raise AnswerError("answer-names-no-models")


def _named(query: cypher.Query, rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    for row in rows:
        for column in query.model_columns:
            value = row[column]
            yield from value if isinstance(value, list) else [value] if value else []


def _in_order(ids: Iterable[str]) -> list[str]:
    """Each id once, where it stands first."""
    return list(dict.fromkeys(ids))


def about(database: cypher.Database, title: str, models: list[str], day: str | None) -> dict[str, Any]:
    """What a graph says of itself: what was asked about which models, and how old the data is."""
    last = next(iter(database.records("last-load")), None)
    load = {key: last[key] for key in ("number", "source", "startedAt", "complete")} if last else None
    return {"title": title, "models": models, "hubAsOf": day, "load": load}
