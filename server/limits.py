"""Checks what Neo4j needs of the machine before it starts: without that, it ends with no clear message."""

from __future__ import annotations

import shutil
import sys

from server.errors import ServerError
from server.home import Home

MIB_BITS = 20
LEAST_SPACE = 64 << MIB_BITS
"""Bytes: an empty database with its logs takes 3 MB, the sample 20 MB with its indexes."""
LEAST_FILES = 1024
"""Neo4j's jars are 220 files, an empty database is 100, each index a few more."""


def refuse_unusable(home: Home) -> None:
    """Raise ServerError if the name of the folder cannot be passed to Java."""
    try:
        str(home.path).encode()
    except UnicodeEncodeError:
        raise ServerError("home-is-not-utf8", home=home.path) from None


def free_space(home: Home) -> int:
    """Return how many bytes are free on the disk of the database."""
    return shutil.disk_usage(home.path).free


def refuse_full_disk(home: Home) -> None:
    """Raise ServerError if the disk has no space for a database."""
    free = free_space(home)
    if free < LEAST_SPACE:
        cause = ServerError(
            "cause-disk-is-nearly-full", home=home.path, free=free >> MIB_BITS, needed=LEAST_SPACE >> MIB_BITS
        )
        raise ServerError("server-did-not-start", cause=cause)


def refuse_few_files() -> None:
    """Raise ServerError if the shell allows too few open files. Java itself raises the limit to the highest allowed."""
    if sys.platform == "win32":
        return
    import resource

    _, allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed != resource.RLIM_INFINITY and allowed < LEAST_FILES:
        cause = ServerError("cause-shell-allows-few-files", allowed=allowed, needed=LEAST_FILES)
        raise ServerError("server-did-not-start", cause=cause)
