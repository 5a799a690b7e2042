"""The sentences about the errors of `cypher/`."""

from __future__ import annotations

ASK_TO_READ = "Ask a question that reads the graph; for all else, use Neo4j Browser or a driver."

SENTENCES: dict[str, tuple[str, str]] = {
    "connection-lacks-address": (
        "There is no address of a Neo4j, or no password for it.",
        "Give connect() both, or set NEO4J_URI and NEO4J_PASSWORD; for the local server, lineage-db server status and "
        "lineage-db server password print them.",
    ),
    "query-unknown": ("There is no saved query '{name}'.", "List them with: lineage-db query list"),
    "query-unknown-with-nearest": (
        "There is no saved query '{name}' (nearest: {nearest}).",
        "List them with: lineage-db query list",
    ),
    "query-lacks-values": (
        "The query '{query}' needs a value for {params}.",
        "See what it takes with: lineage-db query show {query}",
    ),
    "query-has-no-such-param": ("The query '{query}' has no parameter '{name}'.", "It takes: {params}."),
    "query-has-no-params": ("The query '{query}' has no parameter '{name}'.", "It takes none."),
    "cypher-empty": ("There is no Cypher to run.", "Give a query, such as: RETURN 1"),
    "cypher-too-long": (
        "This Cypher has more than {most} characters.",
        "Shorten it: long values go into parameters.",
    ),
    "cypher-does-not-read": ("This Cypher does something else than read the graph.", ASK_TO_READ),
    "cypher-loads-csv": ("This Cypher reads a file or an address with LOAD CSV.", ASK_TO_READ),
    "cypher-calls-procedure": (
        "This Cypher calls {procedure}, which does something else than read the graph.",
        ASK_TO_READ,
    ),
}
