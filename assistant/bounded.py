"""An answer as a tool gives it: some rows, how many there are, and what the others are."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from itertools import islice
from typing import Any

from answers.answer import Answer
from formats.plain import plain

LIMIT = 50
MOST_ROWS = 500
MOST_COUNTED = 20_000
"""Rows that are counted; of a longer answer the number is a lower bound."""
LONGEST = 60_000
"""Characters of the rows of an answer."""
KINDS = ("band", "relation", "state", "status", "witness", "reason", "publisherKind")
"""Columns by which the rows that are left out are counted."""


def bounded(answer: Answer, limit: int) -> dict[str, Any]:
    """At most `limit` rows of an answer, each by column, with counts by kind of the rows that are left out."""
    table = answer.table()
    with closing(table):
        records = [plain(record) for record in islice(table.records(), limit + MOST_COUNTED)]
    number = _rows_that_fit(records[:limit])
    rows, others = records[:number], records[number:]
    result: dict[str, Any] = {"title": answer.title, "hubAsOf": answer.hub_as_of, "rows": rows}
    if not rows:
        return result | {"note": answer.empty}
    if others:
        kinds = [column for column in table.columns if column in KINDS]
        by_kind = {column: Counter(str(record[column]) for record in others) for column in kinds}
        result["leftOut"] = {"rows": len(others), "more": len(others) >= MOST_COUNTED, "byKind": by_kind}
    return result


def _rows_that_fit(rows: list[Any]) -> int:
    """How many rows stay within LONGEST, the first always."""
    length = 0
    for number, row in enumerate(rows):
        length += len(json.dumps(row))
        if length > LONGEST and number:
            return number
    return len(rows)
