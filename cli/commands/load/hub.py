"""What the load commands read from the Hub itself."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.database import opened_database
from cli.errors import CommandError
from cli.names import find
from cypher import Database
from ground import folders
from ground.names import clean
from ground.text import harmless
from messages import sentences_on

if TYPE_CHECKING:
    from loader.hub.client import Hub
    from loader.sources import Source


def family(model: str, relation: list[str], depth: int, limit: int) -> Source:
    """The family of a model on the Hub."""
    from loader import sources

    return sources.family(the_hub(), clean(model, "model"), relation=relation, depth=depth, limit=limit)


def listing(author: str | None, since: str | None, *, resume: bool) -> Source:
    """The Hub's list of models, from its beginning or from where the last load of it was broken off."""
    from loader import sources
    from loader.sources.listing import name

    told = f"{opened_database().records('database')[0]['id']} {name(author)} {'since' if since else ''}"
    journal = folders.loads() / f"{hashlib.blake2b(told.encode(), digest_size=8).hexdigest()}.journal"
    moment = _moment(since, name(author)) if since else None
    state = _state(journal) if resume else {}
    if resume and not state:
        raise CommandError("no-load-to-resume")
    if not resume:
        _tell_of_broken_off(journal)
    start = state.get("position")
    is_read = resume and start is None
    return sources.listing(the_hub(), author=author, since=moment, journal=journal, start=start, is_read=is_read)


def _state(journal: Path) -> dict[str, Any]:
    """Where a load stood when it was broken off; empty where none was. LoaderError where the journal is damaged."""
    from loader.journal import Journal

    if not journal.exists():
        return {}
    with Journal(journal) as kept:
        return kept.state


def _tell_of_broken_off(journal: Path) -> None:
    """Say what becomes of the load before, which this one does not go on with."""
    from loader.errors import LoaderError

    try:
        if _state(journal):
            click.echo("The last such load was broken off; with --resume it would go on. It begins anew.", err=True)
    except LoaderError as error:
        click.echo(f"{sentences_on(error).what} This load begins anew.", err=True)


def unresolved(again: bool, limit: int) -> Source:
    """The models of the Hub by names that stand for none in the graph."""
    from loader import sources

    (row,) = opened_database().records("unresolved", again=again, limit=limit)
    return sources.unresolved(the_hub(), row["names"], len(row["names"]))


def snapshot_file(day: date | None, repo: str | None) -> Path:
    """The file of a snapshot of the whole Hub, downloaded where it is not here yet."""
    from tqdm import tqdm

    from loader.hub.download import download
    from loader.hub.snapshot import DEFAULT_DATASET
    from loader.hub.snapshot import find as find_snapshot

    hub = the_hub()
    snapshot = find_snapshot(hub, repo or DEFAULT_DATASET, day)
    click.echo(
        f"The snapshot of {snapshot.date} in {harmless(snapshot.repo)}, {snapshot.size / 1e6:,.0f} MB.", err=True
    )
    with tqdm(desc="download", total=snapshot.size, unit="B", unit_scale=True, disable=None) as bar:
        return download(hub, snapshot, folders.snapshots(), bar.update)


def tell_publishers(model: str) -> None:
    """Ask of what kind the publishers are of a model and of those nearest to it."""
    database = opened_database()
    (id,) = find(database, _hidden(database, model))
    (row,) = database.records("publishers-of-family", model=id, limit=FAMILY_PUBLISHERS)
    _ask(row["names"])


def ask_publishers(again: bool, limit: int) -> None:
    """Ask of what kind publishers are of which it is not known."""
    (row,) = opened_database().records("unknown-publishers", again=again, limit=limit)
    _ask(row["names"])


FAMILY_PUBLISHERS = 20
"""A family may have hundreds; `load resolve --publishers` asks about them all."""


def _ask(names: list[str]) -> None:
    from tqdm import tqdm

    from loader.publishers import note_kinds

    database = opened_database()
    with tqdm(desc="publishers", total=len(names), unit=" names", disable=None) as bar:
        note_kinds(the_hub(), names, database, bar.update)


def _hidden(database: Database, model: str) -> str:
    """The name by which the graph knows a model that was loaded by this one."""
    from loader import key
    from loader.erase import read_mask
    from loader.transactions import open_session

    with open_session(database) as session:
        return read_mask(session, key.read()).hide(clean(model, "model"))


def _moment(since: str, source: str) -> datetime:
    """The time that --since means."""
    if since == "last":
        newest = opened_database().records("newest-of-source", source=source)[0]["newest"]
        if newest is None:
            raise CommandError("no-complete-list")
        last: datetime = newest.to_native()
        return last
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise click.BadParameter(
            f"'{since}' is no date such as 2026-11-01, nor last.", param_hint="'--since'"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def the_hub() -> Hub:
    """The Hub, which says on stderr what it waits for."""
    from loader.hub.client import Hub

    return Hub(on_wait=lambda obstacle: click.echo(sentences_on(obstacle).what, err=True))
