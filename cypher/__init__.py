"""The saved queries and the one function that runs one. Knows nothing of the Hub, of the command line or of files."""

from cypher.errors import CypherError
from cypher.header import Column, HeaderError, Param, Query
from cypher.literal import filled, literal
from cypher.registry import SAVED, get, queries, style
from cypher.run import TIMEOUT, Table, run

__all__ = [
    "SAVED",
    "TIMEOUT",
    "Column",
    "CypherError",
    "HeaderError",
    "Param",
    "Query",
    "Table",
    "filled",
    "get",
    "literal",
    "queries",
    "run",
    "style",
]
