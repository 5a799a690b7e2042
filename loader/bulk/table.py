"""Asks a parquet table, before it is imported, what only the whole of it tells."""

from __future__ import annotations

import sys
from pathlib import Path

from loader.sources.parquet import columns, connection

WHITE_SPACE = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
"""The characters that `str.strip` removes."""


def can_import(path: Path) -> bool:
    """Whether every model is in the table once, as a bulk import requires; False also if it cannot be read."""
    import duckdb

    # Python strips this white space from an id. A bulk import takes no NUL; other loads do.
    is_unique = (
        "SELECT count(*) = count(DISTINCT trim(id, ?)) AND NOT coalesce(bool_or(contains(id, chr(0))), false) "
        "FROM read_parquet(?)"
    )
    try:
        with connection() as opened:
            (answer,) = opened.execute(is_unique, [WHITE_SPACE, str(path)]).fetchone() or (False,)
    except duckdb.Error:
        return False
    return bool(answer)


def shared_hub_ids(path: Path) -> frozenset[str]:
    """The Hub ids that several models of the table carry, in lower case."""
    with connection() as opened:
        if "_id" not in columns(opened, path):
            return frozenset()
        answer = opened.execute(
            "SELECT lower(trim(_id::VARCHAR)) AS hubId FROM read_parquet(?) GROUP BY hubId HAVING count(*) > 1",
            [str(path)],
        )
        return frozenset(hub_id for (hub_id,) in answer.fetchall() if hub_id)
