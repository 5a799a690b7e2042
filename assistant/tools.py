"""The tools: each saved query is one, and each answer that is made of several queries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import cypher
from answers.answer import Answer, answer_to, question
from answers.completeness import day_of_data
from answers.exposure import Hypothesis, find_exposed
from answers.exposure import check as check_hypothesis
from answers.names import find, find_dataset, find_params, find_publisher
from answers.path_answer import answer_of_paths
from answers.paths import PathOptions, find_paths
from answers.search import search
from cypher import Database, Param, Query, Table
from ground.vocabulary import ALL_RELATIONS

Values = Mapping[str, Any]
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
LIST: Schema = {"type": "array", "items": TEXT}
KINDS = {"Integer": "integer", "Load": "integer", "Number": "number", "Boolean": "boolean"}
"""The types of values in JSON, by those of headers; all others are texts."""
FOUND = 1_000
"""Models that a search counts."""


@dataclass(frozen=True)
class Tool:
    """A tool: its name, what it answers, the schemas of what it takes, what it must have, and who answers."""

    name: str
    description: str
    properties: dict[str, Schema]
    required: list[str]
    answer: Callable[[Database, Values], Answer]


def tools() -> dict[str, Tool]:
    """Every tool by its name; an answer takes the place of the saved query of its name."""
    saved = [_of_query(query) for query in cypher.queries(*cypher.SAVED)]
    return {tool.name: tool for tool in [*saved, *COMPOSED]}


def _of_query(query: Query) -> Tool:
    columns = "".join(f"\n- {column.name}: {column.description}" for column in query.columns)
    return Tool(
        query.name.replace("-", "_"),
        f"{query.title}. Columns:{columns}",
        {param.name: _schema(param) for param in query.params},
        [param.name for param in query.params if param.required],
        partial(_answer_of_query, query),
    )


def _schema(param: Param) -> Schema:
    """The schema of a parameter by its type in the header."""
    value: Schema = {"type": KINDS.get(param.type, "string")}
    if param.type == "Relation":
        value["enum"] = list(ALL_RELATIONS)
    schema: Schema = {"type": "array", "items": value} if param.is_list else value
    return schema | {"description": param.description} | ({} if param.required else {"default": param.default})


def _answer_of_query(query: Query, database: Database, values: Values) -> Answer:
    models = find_params(database, query, params := dict(values))
    return answer_to(models, question(database, query.name, **params), hub_as_of=day_of_data(database))


def _search(database: Database, values: Values) -> Answer:
    filters = {name: values.get(name, "") for name in ("publisher", "task", "library", "licence")}
    asked, columns, rows = search(database, values.get("words", ""), filters, FOUND)
    return answer_to([], asked, hub_as_of=day_of_data(database), table=partial(Table, columns, iter(rows)))


def _path(database: Database, values: Values) -> Answer:
    start, end = find(database, values["model"], values["other"])
    way = PathOptions(list(ALL_RELATIONS), 0, [], [], 5, all=False, any_direction=False)
    return answer_of_paths(database, [find_paths(database, start, end, way)], way, day_of_data(database))


def _exposure(database: Database, values: Values) -> Answer:
    model, dataset, publisher = values.get("model"), values.get("dataset"), values.get("publisher")
    hypothesis = Hypothesis(
        find(database, model)[0] if model else None,
        find(database, *values.get("origins", [])),
        find_dataset(database, dataset) if dataset else None,
        find_publisher(database, publisher) if publisher else None,
    )
    check_hypothesis(database, hypothesis)
    return find_exposed(database, hypothesis, day_of_data(database)).answer(database)


COMPOSED = (
    Tool(
        "search",
        "Models by words of their names, tasks or publishers, the best known first.",
        dict.fromkeys(("words", "publisher", "task", "library", "licence"), TEXT),
        [],
        _search,
    ),
    Tool(
        "path",
        "How one of two models derives from the other: the shortest paths with the evidence of each hop; if there is "
        "none, what they have in common.",
        {"model": TEXT, "other": TEXT},
        ["model", "other"],
        _path,
    ),
    Tool(
        "exposure",
        "The models that may hold the data that came out of `model`, by band. It entered at one of `origins`, at what "
        "was trained on `dataset`, or, if nothing is known, at the model or any of its ancestors. A `publisher` asks "
        "about its own models. Bands rank; they prove nothing.",
        {"model": TEXT, "origins": LIST, "dataset": TEXT, "publisher": TEXT},
        [],
        _exposure,
    ),
)
"""The answers that are more than one saved query."""
