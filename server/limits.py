"""What the machine must have for Neo4j to start, checked before it tries: it would end without a clear word."""

from __future__ import annotations

import shutil
import sys

from server.errors import ServerError
from server.home import Home

LEAST_SPACE = 64 * 1024 * 1024
"""Bytes: an empty database with its logs takes 3 MB, the sample 20 MB with its indexes."""
LEAST_FILES = 1024
"""Neo4j's jars are 220 files, an empty database is 100, each index a few more."""


def refuse_unusable(home: Home) -> None:
    """Raise ServerError where no Java can be told of the folder."""
    try:
        str(home.path).encode()
    except UnicodeEncodeError:
        raise ServerError(
            f"Neo4j cannot use the folder {home.path!s}: its name is not UTF-8.",
            "Set LINEAGE_HOME to a folder whose name is.",
        ) from None


def free_space(home: Home) -> int:
    """Bytes that are free where the database lives."""
    return shutil.disk_usage(home.path).free


def refuse_full_disk(home: Home) -> None:
    """Raise ServerError where there is no space for a database."""
    free = free_space(home)
    if free < LEAST_SPACE:
        raise ServerError(
            f"Neo4j did not start: the disk is full: {free >> 20} MB are free, and it needs {LEAST_SPACE >> 20} MB.",
            f"Free some space where the database lives ({home.path}), or set LINEAGE_HOME to a folder that has it, "
            "and run the command again.",
        )


def refuse_few_files() -> None:
    """Raise ServerError where the shell allows too few open files; Java takes all that may be had."""
    if sys.platform == "win32":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < LEAST_FILES:
        raise ServerError(
            f"Neo4j did not start: only {most} files may be open at a time, and it needs {LEAST_FILES}.",
            "Allow more in a new shell, as in: ulimit -n 40000; then run the command again.",
        )
