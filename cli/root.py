"""The root of the command line: the group of all commands."""

from __future__ import annotations

import click

from cli import browse, completion, lineage, load, queries, server, status


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def root() -> None:
    """Where an open AI model comes from and where it went: the genealogy of the models on the Hugging Face Hub.

    Uses the Neo4j that NEO4J_URI names (with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE), else one of its own
    on this machine.
    """


for command in (
    lineage.path,
    lineage.ancestors,
    lineage.descendants,
    browse.browse,
    queries.query,
    queries.cypher_,
    load.load,
    status.status,
    server.server,
    completion.completion,
):
    root.add_command(command)
