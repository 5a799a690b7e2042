"""A person's case: the folder that holds it, made, described, handed on and deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answers.exposure import NOTE, Hypothesis
from cli.commands.case import freezes, letters, standing
from cli.commands.case.folder import NO_ADVICE, alone, changing_case, in_case, in_folder, past_date
from cli.commands.case.interview import interview, read_grounds
from cli.errors import CommandError, asking
from cli.hypothesis import hypothesis
from ground.languages import ENGLISH, LANGUAGES
from ground.text import harmless
from messages import sentences_on

if TYPE_CHECKING:
    from rights.cases.case import Case


@click.group()
def case() -> None:
    """One person's case, from what a model gave away to the letters, in a folder of that person's own.

    Every answer is given from the family of models that is frozen in the folder. This is not legal advice.
    """


@case.command()
@click.argument("folder", type=click.Path(path_type=Path))
@hypothesis(publisher="You write as this publisher to those who publish what derives from its models.")
@click.option("--title", metavar="TEXT", help="What you call the case; it stands in no letter.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(list(LANGUAGES)),
    default=ENGLISH,
    show_default=True,
    help="The language of the letters.",
)
@click.option(
    "--calendar", metavar="NAME", help="The public holidays by which deadlines are counted: FR, FR-57, DE-BY …"
)
@past_date
def new(
    folder: Path,
    entered_at: Hypothesis,
    title: str | None,
    language: str,
    calendar: str | None,
    date: str,
) -> None:
    """Make a case in FOLDER about what MODEL gave away, and freeze its family.

    Where nothing is known of the origin, the data entered at MODEL or at any of its ancestors.
    """
    from rights.cases.case import Case, Subject

    if calendar:
        _check_calendar(calendar)
    frozen = freezes.read_freeze(entered_at, [], date)
    Case.new(
        folder,
        date,
        Subject(entered_at.model, entered_at.origins, entered_at.dataset, entered_at.publisher),
        title=title,
        language=language,
        calendar=calendar,
    )
    with alone(folder) as made:
        made.freeze(frozen)
    click.echo(f"The case is in {harmless(str(folder))}, which nobody but you can open.")
    click.echo(entered_at.words(made.standing().candidates))
    click.echo(freezes.frozen_words(frozen.family, date))
    click.echo(f"{NOTE} {NO_ADVICE}", err=True)


@case.command()
@click.option(
    "--from",
    "source",
    type=click.File("rb"),
    metavar="FILE",
    help="Read it from a JSON file (docs/reference/case.md); - is stdin.",
)
@click.option("--again", is_flag=True, help="Ask from the start, though you broke off before.")
@changing_case
def person(case: Case, source: Any, again: bool) -> None:
    """Write what the letters are to say of you: your name, your address, which data is meant, and more.

    All of it is optional; what is missing stands in the letters as a blank. It stays in the folder of the case, and is
    asked for here, so that it is in no history of commands. Each answer is kept as you give it: break off whenever you
    like, and the command goes on from there.
    """
    if source:
        case.content.pop("interview", None)
        case.describe_person(read_grounds(_read(source)))
    else:
        interview(case, again=again)
    given = case.content["person"]
    click.echo(f"Kept in the case: {', '.join(sorted(given)) or 'nothing'}.")


@case.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@in_case
def export(case: Case, archive: Path) -> None:
    """Write the case into a new ZIP archive, with all that you wrote in it."""
    files = case.export(archive)
    has_person = " What you wrote of yourself is in it." if case.content["person"] else ""
    click.echo(f"{harmless(str(archive))} holds {len(files):,} files, which nobody but you can open.{has_person}")


@case.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@in_folder
def delete(folder: Path, yes: bool) -> None:
    """Delete the case: the files that lineage-db wrote into its folder, and the folder if it is empty then.

    Of a case whose case.json is damaged, these are the files that have the names and the places of such.
    """
    from rights.cases.case import Case, delete_recognisable_files, recognisable_files
    from rights.errors import RightsError

    try:
        Case.open(folder)
    except RightsError as error:
        files = recognisable_files(folder)
        click.echo(f"{sentences_on(error).what} Its files can be deleted all the same.", err=True)
        _delete(folder, files, lambda: delete_recognisable_files(folder), yes=yes)
        return
    with alone(folder) as case:
        _delete(folder, case.files(), case.delete, yes=yes)


def _delete(folder: Path, files: list[Path], delete: Callable[[], list[Path]], *, yes: bool) -> None:
    path = folder.resolve()
    if not yes:
        with asking():
            click.confirm(f"Delete {len(files):,} files of {harmless(str(path))} for good?", abort=True, err=True)
    left = delete()
    click.echo(f"Deleted {len(files):,} files.")
    if left:
        names = ", ".join(harmless(str(each.relative_to(path))) for each in left)
        click.echo(f"Not of lineage-db, and still there: {names}", err=True)


def _read(source: Any) -> dict[str, str]:
    try:
        given = json.loads(source.read())
    except (ValueError, RecursionError):
        raise CommandError("person-not-json") from None
    if not isinstance(given, dict):
        raise CommandError("person-no-json-object")
    return given


def _check_calendar(name: str) -> None:
    import datetime

    from rights.cases.deadlines import due

    due(datetime.date.today(), name)


for command in (
    standing.show,
    standing.observe,
    standing.probe_next,
    freezes.freeze,
    freezes.refresh,
    letters.contacts,
    letters.letters,
    letters.templates,
    letters.sent,
    letters.received,
    letters.replied,
    letters.deadlines,
):
    case.add_command(command)
