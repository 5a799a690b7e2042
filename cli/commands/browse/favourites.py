"""The saved queries as favourites of Neo4j Browser."""

from __future__ import annotations

from typing import Any, BinaryIO

import click

import cypher
from answers.browser import MOST

FOLDER = "lineage-db"
"""The folder in Browser's list of favourites."""


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


def favourite(query: cypher.Query) -> str:
    """The text of a query that runs as it is; of one that first sets params, Browser shows no answer.

    The answers to questions on a lineage are drawn, the others shown as tables.
    """
    values = {param.name: _value(param) for param in query.params}
    is_drawn = query.group == "lineage" and query.model_columns
    text = cypher.drawing(query, values, [], MOST) if is_drawn else cypher.filled(query, values)
    return f"// {query.title}\n{text.strip()}\n"


def _value(param: cypher.Param) -> Any:
    if not param.required:
        return param.default
    if param.type == "Load":
        return 1
    stands_for = f"<{param.description}>"
    return [stands_for] if param.is_list else stands_for
