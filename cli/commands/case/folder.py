"""Which case a command is about, and what every command on a case says of itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answers.exposure import Hypothesis
from ground.text import harmless

if TYPE_CHECKING:
    from rights.cases.case import Case

NO_ADVICE = "This is not legal advice."


def _day(context: click.Context, param: click.Parameter, value: str | None) -> str:
    if value is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise click.BadParameter(f"'{harmless(value)}' is no date. Write it as 2026-11-30.") from None


def _past_day(context: click.Context, param: click.Parameter, value: str | None) -> str:
    day = _day(context, param, value)
    if day > datetime.date.today().isoformat():
        raise click.BadParameter(f"{day} is in the future: give the day on which it happened.")
    return day


def _date(callback: Callable[..., str]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--date", callback=callback, metavar="DATE", help="The day it was, as 2026-11-30.  [default: today]"
    )


date = _date(_day)
past_date = _date(_past_day)
"""The option --date of what is noted to have happened."""
strict = click.option(
    "--strict",
    is_flag=True,
    help="Take a negative as proof that the model does not hold the data, though it may hold it and not show it.",
)


in_folder = click.option(
    "--case",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    metavar="FOLDER",
    help="The folder of the case.  [default: the current folder]",
)


def in_case(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --case; the case comes open, to be read."""

    @in_folder
    @wraps(command)
    def taking(folder: Path, **asked: Any) -> Any:
        from rights.cases.case import Case

        return command(case=Case.open(folder), **asked)

    return taking


def alone(folder: Path) -> AbstractContextManager[Case]:
    """The case in a folder, which within this no other command changes."""
    from rights.cases.case import Case

    return Case.locked(
        folder, lambda: click.echo("Another command is at work on this case: waiting for it …", err=True)
    )


def changing_case(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option --case; the case comes open, and no other command changes it until this one has ended."""

    @in_folder
    @wraps(command)
    def taking(folder: Path, **asked: Any) -> Any:
        with alone(folder) as case:
            return command(case=case, **asked)

    return taking


def hypothesis(case: Case) -> Hypothesis:
    """Where the data of a case entered."""
    said = case.content["hypothesis"]
    return Hypothesis(said["model"], said["origins"], said["dataset"], said["publisher"])
