"""Puts one query around another: to fetch its rows in batches, or to draw its answer in Neo4j Browser.

The text of the outer query is a `.cypher` file in `around/`; `$answer` in it stands for the inner one.
"""

from __future__ import annotations

import re
from textwrap import indent

from cypher.header import SHARED_PARENTS, ParamValues, Query
from cypher.literal import literal
from cypher.registry import get
from ground.vocabulary import ALL_RELATIONS

VALUES_PER_RECORD = 5_000
"""Values in one record: enough that the record itself costs nothing, few enough that memory does not matter."""
PARAM = re.compile(r"\$(\w+)")


def batched_query(query: Query) -> str:
    """The text of the query, rewritten to return many rows per record: as lists, or as values if it has one column."""
    names = [column.name for column in query.columns]
    row = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    return _around("rows-together", query.body, row=row, together=str(max(VALUES_PER_RECORD // len(names), 1)))


def drawing(query: Query, params: ParamValues, asked: list[str], most: int) -> str:
    """The text that draws the answer to a query with these params, all as literals, so that it needs none: the first
    derivations or models of it, no more than `most`.

    Derivations are drawn where its columns name a child and a parent, else its models, with the derivations among
    them; `asked` are drawn besides. An answer that names no models is shown as it is.
    """
    body = filled(query, params)
    also, first = literal(asked), literal(most)
    relation = literal(params.get("relation", list(ALL_RELATIONS)))
    kinds = "DERIVED_FROM|FORMERLY_DERIVED_FROM" if query.counts_withdrawn else "DERIVED_FROM"
    if query.names_derivations:
        return _around("draw-derivations", body, asked=also, most=first)
    if not query.model_columns:
        return body
    ids = " + ".join(name if name == SHARED_PARENTS else f"[{name}]" for name in query.model_columns)
    if "dataset" in params:
        dataset = literal(params["dataset"])
        return _around("draw-dataset", body, ids=ids, dataset=dataset, kinds=kinds, relation=relation, most=first)
    return _around("draw-models", body, ids=ids, asked=also, kinds=kinds, relation=relation, most=first)


def filled(query: Query, params: ParamValues) -> str:
    """The body of a query with its params as literals."""
    return PARAM.sub(lambda match: literal(params[match[1]]), query.body)


def _around(name: str, answer: str, **parts: str) -> str:
    """The body of an outer query with its params replaced by these texts."""
    parts["answer"] = indent(answer, "    ").strip()
    return PARAM.sub(lambda match: parts[match[1]], get(name).body)
