"""Measures the first picture of a large family as a page beside the Cypher queries that it asks.

`python -m benchmarks.picture` asks the Neo4j that the commands ask, about its largest families. The queries are those
of one picture, with their values, asked again one after another by a bare driver; both take turns.
"""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from statistics import median
from threading import Thread
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import click
import uvicorn
from neo4j import READ_ACCESS

from answers.neighbourhood import Filters, neighbourhood
from cli.database import opened_database
from cypher import Database, run
from web.app import app
from web.server import listen

TURNS = 9
FAMILIES = 3
WITHIN = 2.0
"""The target: so many times the time of the queries alone."""
MOST_HTML = 50_000
"""Bytes of a page besides its drawing."""
DRAWING = re.compile(rb"<svg.*?</svg>", re.DOTALL)


@click.command()
@click.option("--turns", default=TURNS, show_default=True)
def main(turns: int) -> None:
    """Print a line for each family: models drawn, seconds of each, their ratio, and the bytes of HTML."""
    database = opened_database()
    with _served(database) as get:
        for row in database.records("largest-families", limit=FAMILIES):
            model = row["model"]
            asked = _asked(database, model)
            page, alone = [], []
            for turn in range(turns + 1):
                seconds = _timed(partial(get, model)), _timed(partial(_alone, database, asked))
                if turn:
                    page.append(seconds[0])
                    alone.append(seconds[1])
            html = get(model)
            drawn, rest = html.count(b'class="node'), len(DRAWING.sub(b"", html))
            ratio = median(page) / median(alone)
            click.echo(
                f"{model}: {row['descendants']:,} descendants, {drawn} drawn, page {median(page):.3f} s, "
                f"queries {median(alone):.3f} s, ratio {ratio:.2f} (target {WITHIN}), HTML {rest:,} bytes "
                f"(target {MOST_HTML:,})"
            )


def _asked(database: Database, model: str) -> list[tuple[Any, Any]]:
    """The queries of one picture with their values."""
    found: list[tuple[Any, Any]] = []

    def noting(target: Any, query: Any, params: Any = None, **more: Any) -> Any:
        found.append((query, params))
        return run(target, query, params, **more)

    with patch("cypher.database.run", noting):
        neighbourhood(database, model, Filters())
    return found


def _alone(database: Database, asked: list[tuple[Any, Any]]) -> None:
    for query, params in asked:
        with database.driver.session(database=database.name, default_access_mode=READ_ACCESS) as session:
            session.run(query.text, query.values(params)).fetch(1_000_000)


@contextmanager
def _served(database: Database) -> Any:
    listening = listen(0)
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app(database, ""), access_log=False, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()

    def get(model: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", f"/en/lineage?model={quote(model)}")
        return connection.getresponse().read()

    try:
        yield get
    finally:
        server.should_exit = True
        thread.join()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
