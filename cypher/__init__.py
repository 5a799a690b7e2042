"""The saved queries and the one function that runs one. Knows nothing of the Hub, of the command line or of files."""

from cypher.composition import drawing, filled
from cypher.connection import connect
from cypher.database import Database
from cypher.errors import CypherError
from cypher.header import MODEL, Column, HeaderError, Param, Query
from cypher.literal import literal
from cypher.registry import SAVED, get, queries, style
from cypher.run import TIMEOUT, Table, run

__all__ = [
    "MODEL",
    "SAVED",
    "TIMEOUT",
    "Column",
    "CypherError",
    "Database",
    "HeaderError",
    "Param",
    "Query",
    "Table",
    "connect",
    "drawing",
    "filled",
    "get",
    "literal",
    "queries",
    "run",
    "style",
]
