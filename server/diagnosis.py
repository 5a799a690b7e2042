"""Finds the cause of a failure in what Neo4j writes about it."""

from __future__ import annotations

import re

from server import jars
from server.errors import ServerError
from server.home import Home, jars_folder


def cause(output: str, home: Home) -> ServerError:
    """Return the cause that the output of Neo4j names; an unknown cause is quoted."""
    for pattern, error in _causes(home).items():
        if re.search(pattern, output, re.IGNORECASE):
            return error
    log = home.log if home.log.exists() and home.log.stat().st_size else home.java_log
    lines = [line.strip() for line in output.splitlines() if any(map(str.isalnum, line))]
    errors = [line for line in lines if re.search(r"ERROR|Caused by|Exception", line)]
    if not lines:
        return ServerError("cause-is-silent", log=log)
    return ServerError("cause-is-unknown", line=(errors or lines)[-1], log=log)


def _causes(home: Home) -> dict[str, ServerError]:
    """Return the known causes by the pattern that finds them in Neo4j's output."""
    return {
        r"Address already in use|BindException": ServerError("cause-port-is-taken"),
        r"No space left on device|not enough (disk )?space|ENOSPC|Disk quota exceeded|insufficient disk space": (
            ServerError("cause-disk-is-full", home=home.path)
        ),
        r"FileLockException|Lock file has been locked|store_lock|already in use by another|database is in use": (
            ServerError("cause-database-is-in-use", home=home.path)
        ),
        r"Too many open files": ServerError("cause-too-few-files"),
        r"Permission denied|AccessDeniedException|Read-only file system": (
            ServerError("cause-folder-is-closed", home=home.path)
        ),
        r"OutOfMemoryError|Could not reserve enough space|Cannot allocate memory|insufficient memory": (
            ServerError("cause-too-little-memory")
        ),
        r"UnsupportedClassVersionError|Unsupported Java": ServerError("cause-wrong-java"),
        r"(ClassNotFound|Zip)Exception|(NoClassDefFound|ClassFormat)Error|Could not find or load main class": (
            ServerError("cause-part-is-damaged", jars=jars_folder(jars.version()))
        ),
    }
