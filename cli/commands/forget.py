"""Takes the name of a publisher out of the graph, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli import options
from cli.database import opened_database
from cli.errors import asking
from cli.output import print_rows
from ground import folders
from ground.text import harmless

if TYPE_CHECKING:
    from loader.erase import Erasure

EXAMPLES = 3
BEYOND = (
    "Not reached: files that you exported, backups, downloaded snapshots, and what Neo4j's own files hold of the past. "
    "docs/ideas/privacy.md says how these are cleared."
)


@click.command()
@click.argument("user", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--list", "list_", is_flag=True, help="Only say how many are forgotten; whom, nobody can say.")
@options.format_
def forget(user: str | None, yes: bool, list_: bool, format_: str) -> None:
    """Take the name of a publisher out of the graph, and keep it out at every later load.

    Opaque names stand in its place, so that the lineage stays whole. It cannot be undone.
    """
    from loader.mask import USER_NAME

    if list_:
        count = opened_database().records("count-forgotten")[0]["publishers"]
        print_rows(["what", "count"], [["publishers forgotten", count]], format_=format_)
        return
    if not user:
        raise click.UsageError("Name the USER to forget, or ask for the --list.")
    if not USER_NAME.fullmatch(user):
        raise click.BadParameter(
            f"'{harmless(user)}' is no name of a publisher, such as stands before the slash.", param_hint="'USER'"
        )
    if not yes:
        with asking():
            click.confirm(f"Forget {user}? This cannot be undone", abort=True, err=True)
    _forget(user, format_)


def _forget(user: str, format_: str) -> None:
    from loader import key
    from loader.erase import delete_journals, erase

    database = opened_database()
    erasure = erase(user, database, key.make())
    journals = delete_journals(folders.loads(), user)
    counts = {**erasure.nodes, "derivation": erasure.derivations, "load to be resumed": journals}
    if not any(counts.values()):
        click.echo(f"Nothing in the graph was called {user}; it is kept out of every later load.", err=True)
    print_rows(["what", "touched"], [[name, count] for name, count in counts.items()], format_=format_)
    _say_what_is_left(user, erasure)


def _say_what_is_left(user: str, erasure: Erasure) -> None:
    if erasure.other_publishers:
        names = ", ".join(map(harmless, erasure.other_publishers))
        click.echo(
            f"Models of {user} have, or had, names under {names} too: if that is the same publisher, forget it too.",
            err=True,
        )
    if erasure.remaining_names:
        some = ", ".join(map(harmless, erasure.remaining_names[:EXAMPLES]))
        click.echo(
            f"Left as they are, {len(erasure.remaining_names):,} longer names that hold {user}, such as {some}.",
            err=True,
        )
    click.echo(BEYOND, err=True)
