"""The root of the command line: the group of all commands."""

from __future__ import annotations

from typing import Any

import click

import cypher
from cli import (
    about,
    browse,
    browser_style,
    case,
    completion,
    exposure,
    favourites,
    forget,
    load,
    paths,
    queries,
    relations,
    server,
    status,
    trees,
    walks,
    whole,
)


class ReaderGoneError(Exception):
    """Whoever read the output has closed it, as `head` does when it has enough."""


class Root(click.Group):
    """The root group; click itself would end with 1 where a reader leaves early."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None


@click.group(cls=Root, context_settings={"help_option_names": ["-h", "--help"]})
def root() -> None:
    """Where an open AI model comes from and where it went: the genealogy of the models on the Hugging Face Hub.

    Uses the Neo4j that NEO4J_URI names (with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE), else one of its own
    on this machine.
    """


ANSWERS: tuple[click.Command, ...] = (
    paths.path,
    walks.ancestors,
    walks.descendants,
    trees.tree,
    walks.siblings,
    walks.common,
    walks.roots,
    relations.relation,
    about.show,
    about.search,
    walks.dataset,
    exposure.exposure,
    queries.command(cypher.get("edges")),
    whole.stats,
    whole.diff,
    queries.command(cypher.get("quarantine")),
)
"""The commands that answer questions about the graph; `browse` draws each of these answers."""

for command in (
    *ANSWERS,
    queries.query,
    queries.cypher_,
    case.case,
    browse.browse,
    load.load,
    status.status,
    forget.forget,
    server.server,
    completion.completion,
):
    root.add_command(command)
for command in ANSWERS:
    browse.browse.add_command(browse.twin(command))
browse.browse.add_command(browser_style.style)
browse.browse.add_command(favourites.favourites)
browse.browse.add_command(click.Group("query", [browse.Twins(queries.run)], help="The saved queries."))
