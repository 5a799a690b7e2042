"""Asks a person what the letters are to say of them, question by question; each answer is kept as it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cli.errors import CommandError
from ground.text import harmless

if TYPE_CHECKING:
    from rights.cases.case import Case

TAKE_OUT = "-"
GROUNDS = {
    "a": "the data is no longer needed for what it was collected for",
    "b": "you withdraw your consent, and nothing else allows the data to be used",
    "c": "you object to the use of the data, and nothing outweighs your interests",
    "d": "the data was used unlawfully, for example taken without any legal basis",
    "e": "a law requires that the data be erased",
    "f": "the data was collected when you were a child, by an online service",
}
"""What each point of Article 17(1) GDPR means, in plain words."""


@dataclass(frozen=True)
class Question:
    """What is asked: its name in the case, the words, what is said beforehand, and what makes an answer of it.

    `read` raises ValueError, with what is wrong, where an answer is not valid.
    """

    name: str
    words: str
    several_lines: bool = False
    beforehand: str = ""
    read: Callable[[str], str] = str
    of_a_publisher: bool | None = None
    """Whether it is asked of publishers only, or of persons only; None where it is asked of both."""


def grounds(answer: str) -> str:
    """The points of Article 17(1) in an answer, as `a, d`. Raises ValueError where it names another."""
    points = [point for point in re.split(r"[\s,;.)]+|and|or", answer.lower()) if point]
    wrong = [point for point in points if point not in GROUNDS]
    if wrong or not points:
        raise ValueError(f"'{harmless(', '.join(wrong))}' is none of the letters a to f.")
    return ", ".join(sorted(set(points)))


def _email(answer: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", answer):
        raise ValueError(f"'{harmless(answer)}' is no e-mail address.")
    return answer


QUESTIONS = (
    Question("name", "Your name"),
    Question("address", "Your postal address", several_lines=True),
    Question("email", "Your e-mail address", read=_email),
    Question("data", "Which data is meant, in your words", several_lines=True, of_a_publisher=False),
    Question(
        "ground",
        "Why the data has to be erased, by one or several of these letters",
        beforehand="For a letter that asks for erasure. Choose what applies (Article 17(1) GDPR), such as d or b, d.\n"
        + "".join(f"  {point}  {words}\n" for point, words in GROUNDS.items()),
        read=grounds,
        of_a_publisher=False,
    ),
    Question(
        "situation",
        "What in your situation speaks against it",
        several_lines=True,
        beforehand="For a letter that objects. The law asks for grounds that relate to your particular situation.\n",
        of_a_publisher=False,
    ),
    Question(
        "authority",
        "The supervisory authority you would complain to",
        beforehand="In France it is the CNIL; you may choose that of where you live or work.\n",
        of_a_publisher=False,
    ),
    Question("erasure", "What was erased, when and how", several_lines=True, of_a_publisher=True),
)


def interview(case: Case, *, again: bool = False) -> None:
    """Ask all questions, beginning with the one at which an interview was broken off, or with the first `again`."""
    is_publisher = case.content["hypothesis"]["publisher"] is not None
    asked = [question for question in QUESTIONS if question.of_a_publisher in (None, is_publisher)]
    names = [question.name for question in asked]
    left_at = case.content.get("interview")
    start = names.index(left_at) if left_at in names and not again else 0
    click.echo(f"Leave an answer empty to keep what is there; {TAKE_OUT} takes it out.", err=True)
    if start:
        click.echo(f"This goes on where it was left, at question {start + 1} of {len(asked)}.", err=True)
    for number in range(start, len(asked)):
        try:
            answer = _answer(asked[number], given=asked[number].name in case.content["person"])
        except click.Abort:
            raise click.Abort(
                "What you answered so far is kept; run the command again to go on where you left it."
                if number or case.content["person"]
                else "Nothing was changed."
            ) from None
        _keep(case, asked[number].name, answer, names[number + 1] if number + 1 < len(asked) else None)


def read_grounds(given: dict[str, str]) -> dict[str, str]:
    """What was given in a file, with the points of Article 17(1) as a case keeps them, however they are written."""
    ground = given.get("ground")
    if not ground:
        return given
    try:
        return given | {"ground": grounds(", ".join(ground) if isinstance(ground, list) else str(ground))}
    except ValueError as error:
        raise CommandError("ground-unknown", reason=str(error)) from None


def _answer(question: Question, *, given: bool) -> str:
    """A valid answer; empty where what is there is to be kept."""
    if question.beforehand:
        click.echo(f"\n{question.beforehand}", nl=False, err=True)
    while True:
        written = _written(question, given=given)
        if written in ("", TAKE_OUT):
            return written
        try:
            return question.read(written)
        except ValueError as error:
            click.echo(f"{error} Answer again, or leave it empty.", err=True)


def _written(question: Question, *, given: bool) -> str:
    there = " (kept)" if given else ""
    first = click.prompt(f"{question.words}{there}", default="", show_default=False, err=True)
    lines = [str(first).strip()]
    while question.several_lines and lines[-1] not in ("", TAKE_OUT):
        lines.append(str(click.prompt("  and, or nothing", default="", show_default=False, err=True)).strip())
    return "\n".join(filter(None, lines))


def _keep(case: Case, name: str, answer: str, following: str | None) -> None:
    """Keep an answer, and with which question an interview goes on that is broken off now."""
    person = case.content["person"] | ({name: answer} if answer else {})
    case.content.pop("interview", None)
    if following:
        case.content["interview"] = following
    case.describe_person({key: text for key, text in person.items() if text != TAKE_OUT})
