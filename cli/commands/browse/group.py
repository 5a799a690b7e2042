"""The commands of `browse`: one for each answer and each saved query, and what makes Neo4j Browser ready for them."""

from __future__ import annotations

import click

from cli.commands.browse.address import Twins, browse, twin
from cli.commands.browse.favourites import favourites
from cli.commands.browse.style import style
from cli.commands.queries import run
from cli.root import ANSWERS, imported

__all__ = ["browse"]

for place in ANSWERS.values():
    browse.add_command(twin(imported(place)))
browse.add_command(style)
browse.add_command(favourites)
browse.add_command(click.Group("query", [Twins(run)], help="The saved queries."))
