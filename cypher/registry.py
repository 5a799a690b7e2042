"""The saved queries: every `.cypher` file below this folder, by name."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path

from cypher.errors import CypherError
from cypher.header import Query, parse

FOLDER = Path(__file__).parent
SAVED = ("lineage", "explore")
"""The folders whose queries a user may run; the others hold what the loader needs."""
LONGEST = 100
"""Characters: more no file of ours has in its name."""


@cache
def get(name: str) -> Query:
    """The query of that name, whichever folder it is in; CypherError with the nearest names where there is none."""
    paths = sorted(FOLDER.glob(f"*/{name}.cypher")) if len(name) <= LONGEST and name.replace("-", "").isalnum() else []
    if paths:
        return parse(paths[0])
    near = get_close_matches(name, [query.name for query in queries(*SAVED)])
    if near:
        raise CypherError("query-unknown-with-nearest", name=name, nearest=", ".join(near))
    raise CypherError("query-unknown", name=name)


def queries(*groups: str) -> list[Query]:
    """Every query of these folders, in the order of the folders and by name."""
    return [parse(path) for group in groups for path in sorted((FOLDER / group).glob("*.cypher"))]


def style() -> str:
    """The style sheet with which Neo4j Browser draws the graph, in its own language, GraSS."""
    return (FOLDER / "browse" / "style.grass").read_text(encoding="utf-8")
