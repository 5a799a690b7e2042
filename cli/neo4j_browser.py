"""What Neo4j Browser takes from us: the style sheet of the graph, and the saved queries as its favourites."""

from __future__ import annotations

import json
import re
from typing import BinaryIO

import click

import cypher

RULE = re.compile(r"(\S+) \{\n(.*?)\n\}", re.DOTALL)
FOLDER = "lineage-db"
"""The folder in Browser's list of favourites."""


@click.command()
def style() -> None:
    """Print the style sheet with which Neo4j Browser draws the graph.

    The Browser of the local server takes it by itself. For any other, drag the file onto its window, or type :style
    into its editor and paste the text after it:

    \b
    lineage-db browse style > lineage-db.grass
    """
    click.echo(cypher.style(), nl=False)


@click.command()
@click.option(
    "--out",
    type=click.File("wb", atomic=True),
    default=f"{FOLDER}.zip",
    show_default=True,
    help="Where to write it; the name must end in .zip.",
)
def favourites(out: BinaryIO) -> None:
    """Write the saved queries as favourites of Neo4j Browser.

    Drag the file onto Browser's window: its favourites then have a folder lineage-db with every saved query under its
    title. What stands in <angle brackets> in a query is yours to replace.
    """
    from zipfile import ZipFile

    with ZipFile(out, "w") as archive:
        for query in cypher.queries(*cypher.SAVED):
            archive.writestr(f"{FOLDER}/{query.name}.cypher", favourite(query))
    click.echo(f"Drag {out.name} onto the window of Neo4j Browser.", err=True)


def after_connecting() -> str:
    """What the Browser of the managed server does whenever somebody connects: take the style sheet."""
    # Browser parts commands at semicolons, of which GraSS is full; JSON, which it takes as well, has none.
    # It also prints the sheet; a `clear` against that comes seconds late where the server is cold, and would take a
    # first answer with it.
    return f"style {json.dumps(rules(cypher.style()))}"


def rules(grass: str) -> dict[str, dict[str, str]]:
    """The rules of a style sheet by what they are for, in its order: of several that fit, the last one counts."""
    return {
        selector: dict(line.strip().removesuffix(";").replace("'", "").split(": ", 1) for line in body.splitlines())
        for selector, body in RULE.findall(grass)
    }


def favourite(query: cypher.Query) -> str:
    """The text of a query that runs as it is; of one that first sets params, Browser shows no answer."""
    values = {param.name: f"<{param.description}>" if param.required else param.default for param in query.params}
    return cypher.filled(query, values)
