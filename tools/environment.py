"""The environment variables that lineage-db and the libraries below it read, and what each does."""

from __future__ import annotations

OURS = {
    "NEO4J_URI": "The Neo4j to use, as `neo4j://HOST:PORT` or `bolt://HOST:PORT`, also with `+s` or `+ssc`; it holds "
    "no user and no password. Not set: the local server.",
    "NEO4J_USERNAME": "The user at that Neo4j; `neo4j` if it is not set.",
    "NEO4J_PASSWORD": "The password of that user.",
    "NEO4J_DATABASE": "The database on that Neo4j; the home database of the user if it is not set.",
    "LINEAGE_HOME": "The folder of the local server: its data, configuration, logs and password, downloaded snapshots, "
    "the journals of loads, and the key by which publishers are forgotten. Not set: the platform's folder for user "
    "data.",
    "TMPDIR": "The folder for temporary files, such as the journal of a load that cannot be resumed.",
}
"""The variables that the code reads."""
LIBRARIES = {
    "HF_TOKEN": "The token for the Hub. With one, the Hub allows more requests. Not set: the token of `hf auth login`.",
    "HF_ENDPOINT": "The address of another hub that answers as the Hub does.",
    "XDG_CACHE_HOME": "On Linux, the folder that holds caches; Neo4j's jars are in `lineage-db` below it.",
    "XDG_DATA_HOME": "On Linux, the folder that holds user data, for where `LINEAGE_HOME` is not set.",
}
"""The variables that a library reads for us."""
TESTS = {
    "LINEAGE_TEST_DATA": "The folder of real Hub data. Not set: the tests that need it are left out, and the summary "
    "of the run says so.",
    "NEO4J_TEST_URI": "An empty Neo4j for the tests. Not set: a container, or a local server of their own.",
    "NEO4J_TEST_USERNAME": "The user there; `neo4j` if it is not set.",
    "NEO4J_TEST_PASSWORD": "The password of that user.",
}
"""The variables that the tests read."""
