"""The style sheet with which Neo4j Browser draws the graph: printed, and taken by the managed server's own."""

from __future__ import annotations

import json
import re

import click

import cypher

RULE = re.compile(r"(\S+) \{\n(.*?)\n\}", re.DOTALL)


@click.command()
def style() -> None:
    """Print the style sheet with which Neo4j Browser draws the graph.

    The Browser of the local server takes it by itself. For any other, drag the file onto its window, or type :style
    into its editor and paste the text after it:

    \b
    lineage-db browse style > lineage-db.grass
    """
    click.echo(cypher.style(), nl=False)


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
