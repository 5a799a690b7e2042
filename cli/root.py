"""The root of the command line: the group of all commands, each of which is imported when it is asked for."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from typing import Any

import click

ANSWERS = {
    "path": "paths.path",
    "ancestors": "walks.ancestors",
    "descendants": "walks.descendants",
    "tree": "trees.tree",
    "siblings": "walks.siblings",
    "common": "walks.common",
    "roots": "walks.roots",
    "relation": "relations.relation",
    "show": "about.show",
    "search": "about.search",
    "dataset": "walks.dataset",
    "exposure": "exposure.exposure",
    "edges": "saved.edges",
    "stats": "graph_summary.stats",
    "diff": "graph_summary.diff",
    "quarantine": "saved.quarantine",
}
"""Where the commands are that answer questions about the graph; `browse` draws each of these answers."""
OTHERS = {
    "query": "queries.query",
    "cypher": "queries.cypher_",
    "case": "case.group.case",
    "compare": "compare.compare",
    "examine": "examine.examine",
    "browse": "browse.group.browse",
    "mcp": "mcp.mcp",
    "web": "web.web",
    "load": "load.group.load",
    "status": "status.status",
    "forget": "forget.forget",
    "server": "server.server",
    "completion": "completion.completion",
}


SECTIONS = {
    "Questions": [*ANSWERS, "compare", "examine", "query", "cypher"],
    "A person's rights": ["case"],
    "In a web browser": ["web", "browse"],
    "An assistant": ["mcp"],
    "The data": ["load", "status", "forget"],
    "This machine": ["server", "completion"],
}
"""The headings under which the help lists the commands."""


WITHOUT_QUESTIONS = ("completion", "mcp", "server")
"""The modules of commands that ask the database nothing themselves, and so take no --timeout."""


class ReaderGoneError(Exception):
    """Whoever read the output has closed it, as `head` does when it has enough."""


class Late(UserDict[str, Any]):
    """Commands by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        return imported(self.data[name])


class Root(click.Group):
    """The root group; click itself would end with 1 where a reader leaves early."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under their headings."""
        for heading, names in SECTIONS.items():
            commands = {name: self.get_command(ctx, name) for name in names}
            with formatter.section(heading):
                formatter.write_dl([(name, each.get_short_help_str(70)) for name, each in commands.items() if each])


def imported(place: str) -> click.Command:
    """The command of that name in that module."""
    module, name = place.rsplit(".", 1)
    from cli.timeout import with_timeout

    command: click.Command = getattr(import_module(f"cli.commands.{module}"), name)
    return with_timeout(command) if place.partition(".")[0] not in WITHOUT_QUESTIONS else command


@click.group(cls=Root, commands=Late(ANSWERS | OTHERS), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lineage-db", prog_name="lineage-db", message="%(prog)s %(version)s")
def root() -> None:
    """Where an open AI model comes from and where it went: the genealogy of the models on the Hugging Face Hub.

    Uses the Neo4j that NEO4J_URI names (with NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE), else one of its own
    on this machine.
    """
