"""Brings up the managed server for a command that needs it, and says so."""

from __future__ import annotations

import click

from cli.browser_style import after_connecting
from server.home import home, jars_folder
from server.running import Running, answers, status


def running_server() -> Running:
    """The managed server, which is started where it does not answer."""
    running = status(home())
    if running and answers(running):
        return running
    click.echo(f"Starting the local Neo4j (in {home().path}) …", err=True)
    return start()


def start(*, read_only: bool = False) -> Running:
    """Fetch what Neo4j is made of, if it is not here yet, and start it."""
    from server import jars, managed

    folder = jars_folder(jars.version())
    missing = sum(jar.size for jar in jars.missing(folder))
    if missing:
        from tqdm import tqdm

        click.echo(f"Fetching Neo4j {jars.version()} ({missing // 1_000_000} MB, once) …", err=True)
        with tqdm(total=missing, unit="B", unit_scale=True, disable=None) as bar:
            jars.fetch(folder, bar.update)
    return managed.start(home(), read_only=read_only, browser_commands=after_connecting())
