"""Brings up the managed server for a command that needs it, and says so."""

from __future__ import annotations

import click

from cli.commands.browse.style import after_connecting
from ground.text import harmless
from messages import sentences_on
from server.errors import ServerError
from server.home import home, jars_folder
from server.running import Running, answers, status


def running_server() -> Running:
    """The managed server, which is started where it does not answer."""
    running = status(home())
    if running and answers(running):
        return running
    say(f"Starting the local Neo4j (in {home().path}) …")
    return start()


def restart(running: Running) -> Running:
    """Stop the managed server, which answers and does not work, and start it again."""
    from server import limits, managed

    limits.refuse_full_disk(home())
    say("The local Neo4j has stopped working after an error, such as a full disk; restarting it …")
    managed.stop(home())
    return start(read_only=running.read_only, after_full_disk=True)


def start(*, read_only: bool = False, after_full_disk: bool = False) -> Running:
    """Fetch what Neo4j is made of, if it is not here yet, and start it."""
    from server import jars, managed

    folder = jars_folder(jars.version())
    missing = sum(jar.size for jar in jars.missing(folder))
    if missing:
        from tqdm import tqdm

        click.echo(f"Fetching Neo4j {jars.version()} ({missing // 1_000_000} MB, once) …", err=True)
        with tqdm(total=missing, unit="B", unit_scale=True, disable=None) as bar:
            jars.fetch(folder, bar.update)
    return managed.start(
        home(), read_only=read_only, browser_commands=after_connecting(), after_full_disk=after_full_disk, notify=notify
    )


def say(text: str) -> None:
    """Tell the user what takes long."""
    click.echo(harmless(text), err=True)


def notify(notice: ServerError) -> None:
    """Tell the user what the managed server waits for, or has repaired."""
    click.echo(sentences_on(notice).what, err=True)
