"""Whom to write to in a case, the letters, and what became of them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.commands.case.folder import NO_ADVICE, changing_case, date, in_case, past_date, strict
from cli.errors import CommandError
from cli.output import print_rows
from formats import document
from ground.languages import LANGUAGES
from ground.rights import RIGHTS
from ground.text import harmless, shown

if TYPE_CHECKING:
    from rights.cases.case import Case
    from rights.cases.correspondence import Due
    from rights.cases.records import LetterRecord, Step
    from rights.cases.standing import Standing
    from rights.letters.contacts import Contact, ExposedModel

CONTACTS = ["publisher", "kind", "models", "count", "profile", "discussions", "unknown", "warning"]
DEADLINES = ["publisher", "right", "sent", "received", "due", "state", "counted"]
DRAFT = "not sent"
NAME_FORGOTTEN = "name forgotten"
ASTRAY = "But the .md is the letter: write the change there, and delete this file, which is then made from it anew."


@dataclass(frozen=True)
class Mark:
    """Which letter to a publisher is meant, and on which day something happened to it; `undo` takes the note back."""

    right: str | None
    language: str | None
    undo: bool
    date: str


@dataclass(frozen=True)
class Request:
    """Which letters to write: for which right, in which language, to whom, and in which form."""

    right: str
    language: str | None
    publishers: tuple[str, ...]
    with_pdf: bool
    templates: Path | None
    strict: bool
    date: str


def which(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which letter to a publisher is meant, and whether what was noted of it is taken back."""
    for option in (
        click.option("--undo", is_flag=True, help="Take back what was noted."),
        click.option(
            "--lang", "language", type=click.Choice(list(LANGUAGES)), help="Which letter, if it is in several."
        ),
        click.option(
            "--right", type=click.Choice(list(RIGHTS)), help="Which letter, if there are several to one publisher."
        ),
    ):
        command = option(command)
    return command


calendar = click.option(
    "--calendar",
    metavar="NAME",
    help="The public holidays that count, such as FR, FR-57 or DE-BY.  [default: the case's]",
)


@click.command()
@in_case
@strict
@options.format_
def contacts(case: Case, strict: bool, format_: str) -> None:
    """Whom to write to: each publisher, its exposed models with band and revision, and where the Hub lets one write."""
    from rights.letters.contacts import WARNING, contacts

    found = contacts(case.frozen.family, case.standing(strict=strict).exposed)
    if format_ == "json":
        click.echo(document({"contacts": [asdict(each) for each in found], "note": NO_ADVICE}), nl=False)
        return
    print_rows(
        CONTACTS,
        map(_row, found),
        format_=format_,
        layout=partial(_contacts, found) if format_ == "table" else None,
        empty="Nobody.",
    )
    click.echo(f"{WARNING} {NO_ADVICE}", err=True)


@click.command()
@click.option("--right", type=click.Choice(list(RIGHTS)), required=True, help="What to ask for.")
@click.option(
    "--lang", "language", type=click.Choice(list(LANGUAGES)), help="In which language.  [default: the case's]"
)
@click.option(
    "--to", "publishers", multiple=True, metavar="PUBLISHER", help="Only to this one; can be given several times."
)
@click.option("--pdf", "with_pdf", is_flag=True, help="As PDF too.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="FOLDER",
    help="Take the templates from here, where it has them (lineage-db case templates).",
)
@strict
@date
@changing_case
@options.grouped("request", Request)
def letters(case: Case, request: Request) -> None:
    """Write a letter to each publisher into the folder letters/ of the case, in Markdown (.md), and made from that as
    text (.txt).

    Write what you change into the .md: it stays as you left it, and the others are made from it anew. A letter that was
    sent stays too.
    """
    stands = case.standing(strict=request.strict)
    if request.strict and not stands.origins:
        raise CommandError("every-origin-ruled-out")
    outcomes = _write(case, stands, request)
    if not outcomes:
        raise CommandError("nobody-to-write-to")
    counts = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items())
    click.echo(
        f"{counts.capitalize()}. Read each one, fill in what stands as a blank, and check the facts. {NO_ADVICE}",
        err=True,
    )


def _write(case: Case, stands: Standing, request: Request) -> Counter[str]:
    """Write the letters, name the files of each, and return how many letters had each outcome."""
    from rights.cases.writing import Order, write

    language = request.language or case.content["language"]
    order = Order(request.right, language, request.date, request.templates, request.with_pdf)
    outcomes: Counter[str] = Counter()
    for each in write(case, stands, _recipients(case, stands, request.publishers), order):
        outcomes[each.outcome] += 1
        names = ", ".join(name for name in each.files if Path(name).suffix in (".md", ".pdf"))
        click.echo(names if each.outcome == "written" else f"{names}  ({each.outcome})")
        for name in each.astray:
            click.echo(f"{name} was changed, and stays. {ASTRAY}", err=True)
    return outcomes


def _recipients(case: Case, stands: Standing, publishers: tuple[str, ...]) -> list[Contact]:
    """The publishers of exposed models, or those of them that are named. Raises CommandError for any other name."""
    from rights.letters.contacts import contacts

    everybody = contacts(stands.family, stands.exposed)
    for name in publishers:
        if not any(_is_one_of((name,), each) for each in everybody):
            raise CommandError("publisher-not-exposed", name=name)
    recipients = [each for each in everybody if not publishers or _is_one_of(publishers, each)]
    if forgotten := sum(each.forgotten for each in recipients):
        click.echo(f"No letter to {forgotten:,} of the publishers, whose names were forgotten.", err=True)
    return recipients


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER", help="The folder."
)
def templates(out: Path) -> None:
    """Copy the templates of the letters into a folder, to be edited there; what is there already stays."""
    from rights.letters.letters import copy_templates

    for copy in copy_templates(out):
        click.echo(shown(str(copy)))


def _marking(step: Step, help: str) -> click.Command:
    """A command that notes the day on which something happened to a letter."""

    @click.command(step, help=help)
    @click.argument("publisher")
    @which
    @past_date
    @changing_case
    @options.grouped("mark", Mark)
    def command(case: Case, publisher: str, mark: Mark) -> None:
        _mark(case, publisher, step, mark)

    return command


sent = _marking("sent", "Note the day on which the letter to PUBLISHER was sent.")
received = _marking(
    "received",
    "Note the day on which PUBLISHER received the letter: the time for an answer runs from then.",
)


@click.command()
@click.argument("publisher")
@click.option("--extends", is_flag=True, help="It is no answer: it tells that PUBLISHER takes two months more.")
@which
@past_date
@changing_case
@options.grouped("mark", Mark)
def replied(case: Case, publisher: str, extends: bool, mark: Mark) -> None:
    """Note the day on which PUBLISHER answered the letter."""
    _mark(case, publisher, "extended" if extends else "replied", mark)


@click.command()
@calendar
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a calendar file too."
)
@date
@in_case
@options.format_
def deadlines(case: Case, calendar: str | None, ics: Path | None, date: str, format_: str) -> None:
    """By when each answer is due: one month from receipt, by Regulation 1182/71 and a calendar of public holidays."""
    from rights.cases.correspondence import due
    from rights.cases.deadlines import icalendar
    from rights.cases.folder import write_new as write

    by = calendar or case.content["calendar"]
    if by is None and any(letter["received"] for letter in case.letters):
        raise CommandError("no-calendar")
    found = [due(letter, by or "") for letter in case.letters]
    rows = [_line(each, date) for each in found]
    print_rows(DEADLINES, [[row[name] for name in DEADLINES] for row in rows], format_=format_, empty="No letters yet.")
    if ics:
        events = [(_recipient_of(each.letter), each.deadline) for each in found if each.deadline]
        write(ics, icalendar(events, case.content["language"]))
    counted = f"Counted by Regulation 1182/71, Article 3, and the public holidays of {by}. " if by else ""
    click.echo(f"{counted}{NO_ADVICE}", err=True)


def correspondence(case: Case) -> list[dict[str, Any]]:
    """Each letter of a case: to whom, for what, what became of it, and by when an answer is due."""
    from rights.cases.correspondence import due

    calendar = case.content["calendar"]
    if calendar:
        return [_line(due(letter, calendar)) for letter in case.letters]
    return [
        {**letter, "publisher": _recipient_of(letter), "due": None, "state": _state(letter)} for letter in case.letters
    ]


def _line(each: Due, today: str | None = None) -> dict[str, Any]:
    """A letter with what became of it, and by when an answer is due once receipt is known."""
    letter, due = each.letter, each.deadline.due.isoformat() if each.deadline else None
    state = _state(letter)
    if due and today and not letter["replied"]:
        days = (datetime.date.fromisoformat(due) - datetime.date.fromisoformat(today)).days
        state = "due today" if not days else f"due in {_days(days)}" if days > 0 else f"overdue by {_days(-days)}"
    counted = None
    if each.deadline:
        period = "three months" if each.deadline.extended else "one month"
        passed = [f"not on {day} ({why})" for day, why in each.deadline.passed_over]
        late = ["the publisher told of two months more too late"] if each.extended_too_late else []
        counted = ", ".join([f"{period} from receipt", *passed, *late])
    return {
        **letter,
        "publisher": _recipient_of(letter),
        "due": due,
        "state": state,
        "counted": counted or _period(letter),
    }


def _state(letter: LetterRecord) -> str:
    states = {"answered": letter["replied"], "received": letter["received"], "sent": letter["sent"]}
    for word, day in states.items():
        if day:
            return f"{word} on {day}"
    return DRAFT


def _period(letter: LetterRecord) -> str:
    return "one month from receipt" if RIGHTS[letter["right"]].has_deadline else "no period by law"


def _recipient_of(letter: LetterRecord) -> str:
    from rights.cases.correspondence import recipient_of

    return recipient_of(letter)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _mark(case: Case, publisher: str, step: Step, which: Mark) -> None:
    """Note the day of a step of a letter, or take the note back."""
    from rights.cases.correspondence import letter_to, mark, unmark

    letter = letter_to(case.letters, publisher, which.right, which.language, step, marked=which.undo)
    subject = f"The letter to {harmless(_recipient_of(letter))} for {letter['right']} is"
    if which.undo:
        unmark(letter, step)
        case.save(f"letter marked as not {step}")
        click.echo(f"{subject} not marked as {step} any more.")
        return
    mark(letter, step, which.date)
    case.save(f"letter marked as {step}")
    click.echo(f"{subject} marked as {step} on {which.date}.")


def _is_one_of(publishers: tuple[str, ...], contact: Contact) -> bool:
    name = contact.publisher or contact.models[0].id
    return name.lower() in {publisher.lower() for publisher in publishers}


def _row(contact: Contact) -> list[Any]:
    where = {
        "publisher": contact.publisher,
        "kind": contact.kind,
        "profile": contact.profile,
        "discussions": [each.discussions for each in contact.models if each.discussions],
    }
    return [
        contact.publisher,
        contact.kind,
        [_described(each) for each in contact.models],
        len(contact.models),
        contact.profile,
        where["discussions"],
        [NAME_FORGOTTEN] if contact.forgotten else [f"{name} unknown" for name, value in where.items() if not value],
        contact.warning,
    ]


def _described(model: ExposedModel) -> str:
    revision = f"revision {model.revision}" if model.revision else "revision unknown"
    former = ["formerly"] if model.former else []
    return f"{model.id} ({', '.join([model.band, *former, revision, model.state])})"


def _contacts(found: list[Contact], columns: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    for number, (contact, _) in enumerate(zip(found, rows, strict=True)):
        name = harmless(contact.publisher) if contact.publisher else "Publisher unknown"
        kind = f" ({contact.kind})" if contact.kind else ""
        where = NAME_FORGOTTEN if contact.forgotten else contact.profile or "no page is known"
        yield f"{chr(10) if number else ''}{name}{kind}: {where}\n"
        for each in contact.models:
            yield f"  {harmless(_described(each))}: {each.discussions or 'no discussions are known'}\n"
