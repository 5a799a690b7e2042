"""The frozen family of a case: taken from the graph, and compared with what the graph says later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from answers.exposure import NOTE, Hypothesis, family_of
from answers.present_names import present_names
from cli import options
from cli.commands.case.folder import changing_case, date, hypothesis
from cli.commands.case.letters import NAME_FORGOTTEN
from cli.completeness import warn_if_in_part, warn_if_incomplete
from cli.database import opened_database
from cli.hypothesis import found as named_now
from cli.output import print_rows
from formats import document, table
from ground.text import harmless
from ground.vocabulary import UNKNOWN
from messages import sentences_on

if TYPE_CHECKING:
    from rights.cases.case import Case
    from rights.cases.comparison import FreezeComparison
    from rights.cases.freeze import Freeze
    from rights.exposure.family import Family, FamilyDerivation
    from rights.letters.contacts import Contact

COLUMNS = ["change", "model", "parent", "detail", "publisher"]
ALTERED = {"sha": "revision", "gated": "access", "publisher": "publisher"}


@click.command()
@changing_case
@date
@options.format_
def freeze(case: Case, date: str, format_: str) -> None:
    """Take the family of the case anew from the graph, and say what changed.

    The family before it stays in the folder.
    """
    _compare(case, date, format_, replace=True)


@click.command()
@changing_case
@date
@click.option("--freeze", "replace", is_flag=True, help="Take the family anew besides, as case freeze does.")
@options.format_
def refresh(case: Case, date: str, replace: bool, format_: str) -> None:
    """What changed in the graph since the family was frozen, and who else should now be told.

    Load the models anew first, with lineage-db load. The frozen family stays in force.
    """
    _compare(case, date, format_, replace=replace)


def read_freeze(entered_at: Hypothesis, also: Iterable[str], date: str) -> Freeze:
    """The family of a hypothesis and of other models, as the graph has it now."""
    from rights.cases.freeze import Freeze

    database = opened_database()
    warn_if_incomplete(database)
    family, entered = family_of(database, entered_at, also)
    warn_if_in_part(database, family)
    return Freeze(date, entered, family)


def _compare(case: Case, date: str, format_: str, *, replace: bool) -> None:
    from rights.cases.comparison import compare

    before = _before(case, replace=replace)
    now, renamed = _read_anew(case, before.family if before else None, date)
    if before is not None:
        comparison = compare(before, now, renamed, case.model, case.observations)
        written = {letter["publisher"] for letter in case.letters}
        if format_ == "json":
            click.echo(_document(before, now, comparison, written), nl=False)
        else:
            print_rows(
                COLUMNS,
                list(_rows(comparison, now.family)),
                format_=format_,
                empty=f"Nothing changed since the family was frozen on {before.date}.",
                layout=partial(_layout, before, comparison.to_tell, written) if format_ == "table" else None,
            )
    if before is None or replace:
        case.freeze(now, renamed)
        click.echo(frozen_words(now.family, date), err=True)


def _before(case: Case, *, replace: bool) -> Freeze | None:
    """The frozen family in force; None where there is none, or where it is damaged and another is to take its place."""
    from rights.errors import RightsError

    if not case.content["freezes"]:
        return None
    try:
        return case.frozen
    except RightsError as error:
        if not replace:
            raise
        click.echo(f"{sentences_on(error).what} Another takes its place; what changed since cannot be told.", err=True)
        return None


def _read_anew(case: Case, before: Family | None, date: str) -> tuple[Freeze, dict[str, str]]:
    """The family as the graph has it now, and the names it has now for models that had others."""
    said = hypothesis(case)
    observed = {each.model for each in case.observations}
    database = opened_database()
    own = present_names(database, [*said.models, *observed])

    def now_of(models: Iterable[str]) -> list[str]:
        return [own.get(model, model) for model in models]

    named = replace(said, model=said.model and own.get(said.model, said.model), origins=now_of(said.origins))
    now = read_freeze(named_now(database, named), now_of(observed), date)
    missing = [id for id in before.models if id not in now.family.models] if before else []
    renamed = {old: new for old, new in present_names(database, missing).items() if new in now.family.models}
    return now, own | renamed


def _rows(comparison: FreezeComparison, now: Family) -> Iterator[list[Any]]:
    found = comparison.changes

    def publisher(model: str) -> Any:
        return (now.models.get(model) or comparison.before.model(model)).publisher

    def of_model(change: str, model: str, detail: str | None = None) -> list[Any]:
        return [change, model, None, detail, publisher(model)]

    def of_derivation(change: str, edge: FamilyDerivation, detail: str) -> list[Any]:
        return [change, edge.child, edge.parent, detail, publisher(edge.child)]

    yield from (of_model("renamed", new, f"was {old}") for old, new in found.renamed.items())
    yield from (of_model("model appeared", model) for model in found.appeared)
    yield from (
        of_model("model vanished", model, state or "not in the graph") for model, state in found.vanished.items()
    )
    yield from (of_derivation("derivation came", edge, edge.relation) for edge in found.came)
    yield from (of_derivation("derivation withdrawn", edge, edge.relation) for edge in found.withdrawn)
    yield from (
        of_derivation("relation changed", each.derivation, f"{each.before} → {each.derivation.relation}")
        for each in found.relations
    )
    yield from (
        of_model(f"{ALTERED[each.fact]} changed", each.model, f"{each.before or UNKNOWN} → {each.after or UNKNOWN}")
        for each in found.facts
    )
    yield from (of_model("newly exposed", each.model, each.band) for each in found.exposed)
    yield from (of_model("exposed no more", model) for model in found.exposed_no_more)


def _has_a_letter(contact: Contact, written: set[str | None]) -> str:
    return NAME_FORGOTTEN if contact.forgotten else "yes" if contact.publisher in written else "no"


def _layout(
    before: Freeze, to_tell: list[Contact], written: set[str | None], columns: list[str], rows: Iterable[list[Any]]
) -> Iterator[str]:
    pieces = list(table(columns, rows))
    if not pieces:
        return
    yield f"Changed since the family was frozen on {before.date}:\n\n"
    yield from pieces
    if to_tell:
        yield "\nTo be told now, as publishers of models that are newly exposed:\n\n"
        told = [[each.publisher, [model.id for model in each.models], _has_a_letter(each, written)] for each in to_tell]
        yield from table(["publisher", "models", "has a letter"], told)
    yield f"\n{NOTE}\n"


def _document(before: Freeze, now: Freeze, comparison: FreezeComparison, written: set[str | None]) -> str:
    from dataclasses import asdict

    found = comparison.changes
    return document(
        {
            "since": before.date,
            "hubAsOf": {"then": before.family.hub_as_of, "now": now.family.hub_as_of},
            "note": NOTE,
            "renamed": found.renamed,
            "appeared": found.appeared,
            "vanished": found.vanished,
            "derivationsThatCame": [each.to_row() for each in found.came],
            "derivationsWithdrawn": [each.to_row() for each in found.withdrawn],
            "relationsChanged": [{**each.derivation.to_row(), "before": each.before} for each in found.relations],
            "modelsChanged": [
                {"model": each.model, "what": ALTERED[each.fact], "before": each.before, "now": each.after}
                for each in found.facts
            ],
            "newlyExposed": [asdict(each) for each in found.exposed],
            "exposedNoMore": found.exposed_no_more,
            "toTell": [{**asdict(each), "hasALetter": each.publisher in written} for each in comparison.to_tell],
        }
    )


def frozen_words(family: Family, date: str) -> str:
    """What was frozen, in words."""
    of = f", newest data loaded: {harmless(family.hub_as_of)}" if family.hub_as_of else ""
    return f"Frozen on {date}: {len(family.models):,} models, {len(family.derivations):,} derivations{of}."
