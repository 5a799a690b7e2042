"""Where a case stands: what was seen, what that leaves, which models may hold the data, and what to test next."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from answers.exposure import NOTE, row
from answers.phrases import listed
from cli import options
from cli.commands.case.folder import NO_ADVICE, changing_case, hypothesis, in_case, past_date, strict
from cli.commands.case.letters import correspondence
from cli.database import opened_database
from cli.errors import CommandError
from cli.names import ModelName, find
from cli.output import print_rows, rows_that_fit
from formats import document, table
from ground.bands import count_bands
from ground.text import harmless, shown

if TYPE_CHECKING:
    from rights.cases.case import Case
    from rights.cases.standing import Standing
    from rights.exposure.family import Family
    from rights.exposure.observations import Kind

KINDS = ("positive", "negative", "cleared")
COLUMNS = [
    "model",
    "band",
    "exposedUnder",
    "certain",
    "distance",
    "former",
    "state",
    "observed",
    "publisher",
    "downloads",
]
LETTERS = ["publisher", "right", "language", "state", "due"]
NEAREST = 3


@click.command()
@in_case
@strict
@options.format_
@options.limit
def show(case: Case, strict: bool, format_: str, limit: int | None) -> None:
    """All that a case says: its hypothesis, what was seen, what is left, the exposed models, and its letters.

    What you wrote of yourself is not shown.
    """
    stands = case.standing(strict=strict)
    rows = [[row[column] for column in COLUMNS] for row in _exposed(case, stands)]
    most = rows_that_fit(limit, format_)
    if format_ == "json":
        click.echo(_document(case, stands, rows[: most or None]), nl=False)
        return
    layout = partial(_layout, case, stands) if format_ == "table" else None
    print_rows(COLUMNS, rows, format_=format_, limit=most, layout=layout)
    if format_ != "table":
        click.echo(f"{_words(case, stands)}\n{NOTE}", err=True)


@dataclass(frozen=True)
class TestOptions:
    """What a person tells of a test of a model: the commit that was tested, how, and on which day."""

    revision: str | None
    how: str | None
    date: str


@click.command()
@click.argument("model", type=ModelName())
@click.argument("kind", type=click.Choice(KINDS), required=False)
@click.option("--remove", is_flag=True, help="Take back what was noted of MODEL (of that kind, if you name it).")
@click.option("--revision", metavar="COMMIT", help="The commit of the model that was tested.")
@click.option(
    "--how",
    metavar="TEXT",
    help="How it was seen, in your words, but never the data itself; - reads it from stdin.",
)
@past_date
@changing_case
@options.grouped("test", TestOptions)
def observe(case: Case, model: str, kind: Kind | None, remove: bool, test: TestOptions) -> None:
    """Note what was seen at MODEL, and say what that leaves.

    positive: the data came out. negative: it did not. cleared: the publisher shows by tests that nothing can be
    extracted.
    """
    from rights.exposure.observations import Observation

    if remove:
        _take_back(case, model, kind)
        return
    if kind is None:
        raise click.UsageError(f"Say what was seen: {', '.join(KINDS)}.")
    found = find_in(case.frozen.family, model)
    text = sys.stdin.read().strip() if test.how == "-" else test.how
    case.observe(Observation(found, kind, test.revision, test.date, text or None))
    if found not in case.frozen.family.models:
        click.echo(f"{harmless(found)} is not in the frozen family: lineage-db case freeze takes it in.", err=True)
    click.echo("".join(_left(case.standing())), nl=False)


def _take_back(case: Case, name: str, kind: str | None) -> None:
    seen = {each.model for each in case.observations if kind in (None, each.kind)}
    found = next((model for model in seen if name in (model, model.lower())), name)
    if found not in seen:
        if kind:
            raise CommandError("no-observation-of-kind", kind=kind, model=name)
        raise CommandError("no-observation", model=name)
    count = case.remove_observations(found, kind)
    click.echo(f"Took back {'1 observation' if count == 1 else f'{count:,} observations'} of {harmless(found)}.")
    click.echo("".join(_left(case.standing())), nl=False)


@click.command("probe-next")
@in_case
@strict
@options.format_
def probe_next(case: Case, strict: bool, format_: str) -> None:
    """The model to test next, whose answer tells most about where the data entered, and what each answer leaves."""
    from rights.exposure.probe import probe_next

    stands = case.standing(strict=strict)
    if stands.known:
        click.echo("The origin is known: no test is needed to find it.", err=True)
        return
    probe = probe_next(stands.family, stands.remaining, case.observations)
    if probe is None:
        left = len(stands.remaining.candidates)
        why = "One candidate is left" if left == 1 else "No candidate is left" if not left else "No test is left"
        click.echo(f"{why}: there is no model whose answer would tell more.", err=True)
        return
    if format_ == "json":
        click.echo(document(asdict(probe)), nl=False)
        return
    rows = [
        ["if positive", probe.model, len(probe.if_positive), probe.if_positive],
        ["if negative", probe.model, len(probe.if_negative), probe.if_negative],
    ]
    print_rows(
        ["answer", "model", "left", "candidates"],
        rows,
        format_=format_,
        layout=partial(_probe_words, probe.is_open) if format_ == "table" else None,
    )


def find_in(family: Family, name: str) -> str:
    """The id of the model that a name means in a frozen family, or, where it has none of that name, in the graph."""
    if name in family.models:
        return name
    alike = [id for id in family.models if id.lower() == name.lower()]
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(name, family.models, NEAREST)
    if near:
        raise CommandError("model-not-in-frozen-family", model=name, nearest=near)
    return find(opened_database(), name)[0]


def _exposed(case: Case, stands: Standing) -> Iterator[dict[str, Any]]:
    seen = {each.model: each.kind for each in case.observations}
    for each in stands.exposed:
        yield row(each, stands.family) | {"observed": seen.get(each.model)}


def _layout(case: Case, stands: Standing, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    frozen = case.content["freezes"][-1]
    yield f"{harmless(case.content['title'] or case.path.name)}\n\n{_words(case, stands)}\n"
    of = f", newest data loaded: {frozen['hubAsOf']}" if frozen["hubAsOf"] else ""
    size = f"{frozen['models']:,} models, {frozen['derivations']:,} derivations"
    yield f"Family frozen on {frozen['date']}: {size}{of}.\n"
    yield (
        "\nSeen:\n\n" if case.observations else "\nNo observations yet: lineage-db case observe notes what was seen.\n"
    )
    seen = [[each.date, each.model, each.kind, each.revision, each.how] for each in case.observations]
    yield from table(["date", "model", "observation", "revision", "how"], seen)
    yield "\n"
    yield from _left(stands)
    yield "\nModels that may hold the data:\n\n"
    yield from table(columns, rows)
    yield f"\n{' · '.join(_counted(stands))}\n"
    letters = [[line[name] for name in LETTERS] for line in correspondence(case)]
    yield "\nLetters:\n\n" if letters else "\nNo letters yet: lineage-db case letters writes them.\n"
    yield from table(LETTERS, letters)
    yield f"\n{_of_the_person(case)}\n{NOTE}\n{NO_ADVICE}\n"


def _document(case: Case, stands: Standing, rows: list[list[Any]]) -> str:
    return document(
        {
            **{name: case.content[name] for name in ("version", "title", "created", "language", "calendar")},
            "hypothesis": {
                "origin": "known" if stands.known else "unknown",
                "words": _words(case, stands),
                **case.content["hypothesis"],
                "candidates": stands.candidates,
            },
            "freeze": {"number": len(case.content["freezes"]), **case.content["freezes"][-1]},
            "observations": case.content["observations"],
            "explained": not stands.unexplained if stands.known else stands.remaining.explained,
            "remaining": [
                {"model": model, "negatives": stands.remaining.negatives[model]}
                for model in stands.remaining.candidates
            ],
            "byPositive": stands.remaining.by_positive,
            "ruledOut": stands.remaining.ruled_out,
            "unexplained": stands.unexplained,
            "count": len(stands.exposed),
            "certain": sum(each.certain for each in stands.exposed),
            "bands": Counter(each.band for each in stands.exposed),
            "exposed": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
            "letters": list(correspondence(case)),
            "given": sorted(case.content["person"]),
            "note": f"{NOTE} {NO_ADVICE}",
        }
    )


def _words(case: Case, stands: Standing) -> str:
    return hypothesis(case).words(stands.candidates)


def _left(stands: Standing) -> Iterator[str]:
    """What the observations leave."""
    left = stands.remaining
    if left.ruled_out:
        every = "" if left.explained else "every candidate origin that explains all that was seen: "
        yield f"The negatives, taken strictly, rule out {every}{listed(left.ruled_out)}.\n"
    if stands.known:
        for model in stands.unexplained:
            yield f"What was seen at {harmless(model)} is not explained: it derives from none of the known origins.\n"
        if not stands.unexplained:
            yield "The known origin explains all that was seen.\n"
    elif left.explained:
        yield f"Candidate origins left: {len(left.candidates):,} of {len(stands.candidates):,}, most likely first.\n\n"
        yield from table(
            ["origin", "against"], [[model, _negatives(left.negatives[model])] for model in left.candidates]
        )
    else:
        if not left.ruled_out:
            yield "No single origin explains what was seen: it entered at several places, or an observation is wrong.\n"
        for model, origins in left.by_positive.items():
            from_ = listed(origins) if origins else "none that is left"
            yield f"What was seen at {harmless(model)} would come from: {from_}.\n"


def _negatives(count: int) -> str:
    return "" if not count else "1 model that showed nothing" if count == 1 else f"{count:,} models that showed nothing"


def _counted(stands: Standing) -> Iterator[str]:
    certain = sum(each.certain for each in stands.exposed)
    under = "" if stands.known else f", {certain:,} of them under every candidate origin"
    count = len(stands.exposed)
    yield f"{'1 model' if count == 1 else f'{count:,} models'} exposed{under}"
    counts = Counter(each.band for each in stands.exposed)
    yield count_bands(counts)


def _of_the_person(case: Case) -> str:
    given = sorted(case.content["person"])
    if not given:
        return "Of yourself you wrote nothing: the letters leave blanks (lineage-db case person)."
    return f"For the letters you wrote: {', '.join(given)}."


def _probe_words(is_open: bool, columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    positive, negative = rows
    yield f"Test {shown(positive[1])} next.\n\n"
    yield f"If the data comes out, these candidate origins are left: {listed(positive[3])}.\n"
    yield f"If it does not, these are the more likely: {listed(negative[3])}.\n"
    if not is_open:
        yield "\nWhether one has to ask for this model is not known: the data that was loaded does not say it.\n"
    yield f"\nA model may hold the data and not show it. {NOTE}\n"
