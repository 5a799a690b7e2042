"""The address at which Neo4j Browser shows an answer."""

from __future__ import annotations

import os
from urllib.parse import quote, urlsplit

import click

import cypher
from cli.database import is_managed
from cli.lineage import MODEL
from cli.managed import running_server
from cli.models import find


@click.group()
def browse() -> None:
    """Print the address at which Neo4j Browser shows an answer as a picture."""


@browse.command()
@click.argument("child", type=MODEL)
@click.argument("parent", type=MODEL)
def path(child: str, parent: str) -> None:
    """The shortest derivation of CHILD from PARENT."""
    child, parent = find(child, parent)
    click.echo(address("draw-path", child=child, parent=parent))


@browse.command()
@click.argument("model", type=MODEL)
def descendants(model: str) -> None:
    """MODEL and all that derives from it."""
    (model,) = find(model)
    click.echo(address("draw-descendants", model=model))


def address(name: str, **params: str) -> str:
    """The address of Browser with the query in its editor; one click there runs it. It asks for the password."""
    text = cypher.filled(cypher.get(name), params)
    return f"{_browser()}&cmd=edit&arg={quote(text, safe='')}"


def _browser() -> str:
    if is_managed():
        return running_server().browser
    uri = urlsplit(os.environ["NEO4J_URI"])
    return f"http://{uri.hostname}:7474/browser/?dbms={uri.scheme}://{uri.hostname}:{uri.port or 7687}"
