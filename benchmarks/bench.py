"""Measures loads at the size of the whole Hub beside a floor, and then questions: `make bench`.

The floor is Neo4j's own bulk import of the same nodes and relationships of every kind, from files that are there
already, a start of the server, and the same constraints and indexes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from benchmarks import questions
from benchmarks.generate import generate
from cypher import Database

MIB = 1024 * 1024
WHOLE_HUB = 3_094_856


@dataclass
class Measured:
    """How long something took, in seconds, and the most memory that it and the database had meanwhile, in bytes."""

    what: str
    seconds: float
    client: int
    server: int


class Memory:
    """Watches the memory of the command line with all it starts, and of Java, which is the database."""

    def __init__(self) -> None:
        self.client = 0
        self.server = 0
        self._over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._watching.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._watching.join()

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            client, server = 0, 0
            for process in psutil.process_iter(["name", "cmdline", "memory_info"]):
                said = " ".join(process.info["cmdline"] or [])
                if process.info["memory_info"] is None:
                    continue
                if process.info["name"] == "java" and "neo4j" in said:
                    server += process.info["memory_info"].rss
                elif "-m cli" in said or "multiprocessing" in said:
                    client += process.info["memory_info"].rss
            self.client, self.server = max(self.client, client), max(self.server, server)


@click.command()
@click.option("--models", default=WHOLE_HUB, show_default=True, help="How many models.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path(".bench"), show_default=True)
@click.option("--bolt/--no-bolt", default=True, help="Measure a first load over Bolt too, which takes longest.")
def main(models: int, folder: Path, bolt: bool) -> None:
    """Print what loads cost, and how that compares with the floor; then what questions cost."""
    folder = folder.absolute()
    folder.mkdir(exist_ok=True)
    file, changed = folder / f"{models}.parquet", folder / f"{models}-changed.parquet"
    for each, share in ((file, 0.0), (changed, 0.01)):
        if not each.exists():
            generate(each, models, changed=share, draw=7)
    os.environ["LINEAGE_HOME"] = str(folder / "home")
    os.environ.pop("NEO4J_URI", None)
    try:
        rows = [_floor(file, models)]
        _anew()
        rows.append(_measure("first load, managed server", lambda: _load(file)))
        asked = questions.measure(file)
        rows.append(_measure("the same again", lambda: _load(file)))
        rows.append(_measure("with 1 % changed", lambda: _load(changed)))
        if bolt:
            _anew()
            rows.append(_measure("first load, over Bolt", lambda: _load(file, **_by_uri())))
    finally:
        _lineage_db("server", "destroy", "--yes")
    _print(models, rows)
    click.echo(f"\n{questions.report(asked)}")


def _print(models: int, rows: list[Measured]) -> None:
    from tabulate import tabulate

    floor = rows[0].seconds
    table = [
        [row.what, f"{row.seconds:.1f}", f"{row.seconds / floor:.2f}", row.client // MIB, row.server // MIB]
        for row in rows
    ]
    click.echo(f"{models:,} models, {os.cpu_count()} cores, {psutil.virtual_memory().total // MIB:,} MiB\n")
    click.echo(
        tabulate(table, headers=["", "seconds", "of the floor", "client MiB", "server MiB"], disable_numparse=True)
    )


def _floor(file: Path, models: int) -> Measured:
    """The bulk import of the files that the loader writes, and the constraints and indexes."""
    from cli.managed import start
    from loader import bulk
    from loader.indexes import create_constraints, create_indexes
    from loader.transactions import open_session
    from server import managed
    from server.home import home
    from server.running import USER, password

    _anew()
    folder = home().bulk
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = bulk.write_files(file, "floor", folder, models, lambda records: None)

    def import_and_index() -> None:
        from neo4j import GraphDatabase

        managed.bulk_import(home(), files.arguments())
        running = start()
        with (
            closing(GraphDatabase.driver(running.uri, auth=(USER, password(home())))) as driver,
            open_session(Database(driver)) as session,
        ):
            create_constraints(session)
            create_indexes(session)

    return _measure("floor: neo4j-admin import, constraints, indexes", import_and_index)


def _measure(what: str, work: Callable[[], object]) -> Measured:
    with Memory() as memory:
        began = time.monotonic()
        work()
        seconds = time.monotonic() - began
    measured = Measured(what, seconds, memory.client, memory.server)
    click.echo(f"{what}: {seconds:.1f} s", err=True)
    return measured


def _anew() -> None:
    _lineage_db("server", "destroy", "--yes")
    _lineage_db("server", "start")


def _load(file: Path, **environment: str) -> None:
    _lineage_db("load", "parquet", "--whole-hub", str(file), **environment)


def _by_uri() -> dict[str, str]:
    """The managed server as if it were any other, so that the load goes over Bolt."""
    from server.home import home
    from server.running import password, status

    running = status(home())
    return {"NEO4J_URI": running.uri, "NEO4J_PASSWORD": password(home())} if running else {}


def _lineage_db(*arguments: str, **environment: str) -> None:
    command = [sys.executable, "-m", "cli", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **environment})


if __name__ == "__main__":
    main()
