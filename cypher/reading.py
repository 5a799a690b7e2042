"""Whether Cypher of a user's own does nothing but read the graph, which a session that can only read does not ensure:
procedures and commands on the server run in it too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cypher.errors import CypherError

if TYPE_CHECKING:
    from neo4j import Session

# By name and not by the mode that the server states: db.prepareForReplanning, db.resampleIndex and db.stats.clear are
# of the mode READ.
PROCEDURES = frozenset(
    {
        "db.index.fulltext.listAvailableAnalyzers",
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.index.vector.queryNodes",
        "db.index.vector.queryRelationships",
        "db.info",
        "db.labels",
        "db.ping",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
        "dbms.components",
    }
)
"""The procedures that may be called."""
# SHOW TRANSACTIONS, SETTINGS, USERS and DATABASES read no graph: they tell of the server and of what others do there,
# and a plan does not tell SHOW USERS from ALTER USER.
SHOWN = ("ShowIndexes", "ShowConstraints", "ShowProcedures", "ShowFunctions")
REFUSED = ("Show", "Terminate", "AdministrationCommand", "LoadCSV")
"""What the names of operators that do not read the graph begin with."""

# Atomic, for text that is made to be matched in exponential time.
GAP = r"(?>\s|/\*.*?\*/|//[^\r\n]*)"
PART = r"(?>`[^`]+`|\w+)"
ESCAPED = re.compile(r"\\u+([0-9a-f]{4})", re.IGNORECASE)
CALL = re.compile(rf"\bCALL{GAP}*+({PART}(?:{GAP}*+\.{GAP}*+{PART})+){GAP}*+\(", re.IGNORECASE | re.DOTALL)
LOAD_CSV = re.compile(rf"\bLOAD{GAP}++CSV{GAP}++(?:WITH|FROM)\b", re.IGNORECASE | re.DOTALL)
OPTIONS = rf"(?:CYPHER\b{GAP}*+(?:[\d.]+{GAP}++)?(?:\w+{GAP}*+={GAP}*+\w+{GAP}++)*)?"
PROFILE = re.compile(rf"\A({GAP}*+{OPTIONS})PROFILE\b", re.IGNORECASE | re.DOTALL)
LONGEST = 50_000
"""Characters of Cypher."""


def check(session: Session, text: str, params: Mapping[str, Any], timeout: float) -> None:
    """Raise CypherError where the text would do anything but read the graph. Nothing of it is run: the server explains
    it within `timeout` seconds. What writes is left to the session, which refuses it."""
    from neo4j import Query
    from neo4j.exceptions import CypherSyntaxError

    if not text.strip():
        raise CypherError("cypher-empty")
    if len(text) > LONGEST:
        raise CypherError("cypher-too-long", most=f"{LONGEST:,}")
    _look_at(text)
    try:
        explained = "EXPLAIN " + PROFILE.sub(r"\1 ", text)
        plan = session.run(Query(explained, timeout=timeout), dict(params)).consume().plan
    except CypherSyntaxError:
        # It runs no more without the first word, and then the place of the fault is told as the user counts.
        return
    for operator in _operators(plan or {}):
        _allow(operator)


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    waiting = [plan]
    while waiting:
        operator = waiting.pop()
        yield operator
        waiting += operator.get("children", [])


def _allow(operator: Mapping[str, Any]) -> None:
    name = operator.get("operatorType", REFUSED[0]).partition("@")[0]
    details = str(operator.get("args", {}).get("Details", ""))
    if name == "ProcedureCall":
        _call(details.partition("(")[0].strip())
    elif name.startswith(REFUSED) and name not in SHOWN:
        raise CypherError("cypher-does-not-read")
    else:
        _look_at(details)


def _look_at(text: str) -> None:
    """Look at Cypher as it is written: a subquery within an expression has no operator of its own in a plan."""
    plain = ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
    for called in CALL.finditer(plain):
        _call(re.sub(rf"{GAP}|`", "", called[1], flags=re.DOTALL))
    if LOAD_CSV.search(plain):
        raise CypherError("cypher-loads-csv")


def _call(procedure: str) -> None:
    if procedure not in PROCEDURES:
        raise CypherError("cypher-calls-procedure", procedure=procedure)
