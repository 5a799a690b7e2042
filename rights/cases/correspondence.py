"""The correspondence of a case: which letters were sent, received and answered, and when an answer is due."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ground.rights import RIGHTS
from rights.cases.deadlines import Deadline, deadline
from rights.cases.records import STEPS, LetterRecord, Step
from rights.errors import RightsError


@dataclass(frozen=True)
class Due:
    """By when an answer to a letter is due."""

    letter: LetterRecord
    deadline: Deadline | None
    """None until receipt is known, and for a letter to which the law sets no time."""
    extended_too_late: bool = False
    """Whether the publisher announced two more months after the first month, so that they do not count."""


def recipient_of(letter: LetterRecord) -> str:
    """Return the name of a letter's recipient: its publisher, or the model whose publisher is unknown."""
    return str(letter["publisher"] or letter["model"])


def letter_to(
    letters: Sequence[LetterRecord],
    recipient: str,
    right: str | None = None,
    language: str | None = None,
    step: Step = STEPS[0],
    *,
    marked: bool = False,
) -> LetterRecord:
    """Return the last letter to a recipient to which a step can happen.

    For a step after the first, that is the last letter sent, if one was. With `marked`, it is the last letter to which
    the step happened, if one is.

    Raises RightsError if there is none, or if such letters are about several rights or in several languages.
    """
    candidates = _about(_to(letters, recipient), recipient, right)
    candidates = _in(candidates, recipient, language)
    needed = step if marked else STEPS[0] if step != STEPS[0] else None
    candidates = [letter for letter in candidates if needed and letter[needed]] or candidates
    rights = _distinct(candidates, lambda letter: letter["right"])
    if len(rights) > 1:
        raise RightsError("letters-for-several-rights", recipient=recipient_of(candidates[0]), rights=rights)
    languages = _distinct(candidates, lambda letter: letter["language"])
    if len(languages) > 1:
        raise RightsError("letters-in-several-languages", recipient=recipient_of(candidates[0]), languages=languages)
    return candidates[-1]


def _to(letters: Sequence[LetterRecord], recipient: str) -> list[LetterRecord]:
    """Return the letters to a recipient, whose name may be in other capitals if that is clear."""
    names = {recipient_of(letter) for letter in letters}
    similar = [name for name in names if name.lower() == recipient.lower()]
    name = recipient if recipient in names else similar[0] if len(similar) == 1 else None
    addressed = [letter for letter in letters if recipient_of(letter) == name]
    if not addressed:
        raise RightsError("no-letter-to-recipient", recipient=recipient)
    return addressed


def _about(letters: Sequence[LetterRecord], recipient: str, right: str | None) -> list[LetterRecord]:
    about = [letter for letter in letters if right in (None, letter["right"])]
    if not about:
        raise RightsError("no-letter-for-right", recipient=recipient, right=right)
    return about


def _in(letters: Sequence[LetterRecord], recipient: str, language: str | None) -> list[LetterRecord]:
    translated = [letter for letter in letters if language in (None, letter["language"])]
    if not translated:
        rights = _distinct(letters, lambda letter: letter["right"])
        raise RightsError("no-letter-in-language", recipient=recipient, rights=rights, language=language)
    return translated


def _distinct(letters: Sequence[LetterRecord], value: Callable[[LetterRecord], str]) -> list[str]:
    return sorted({value(letter) for letter in letters})


def is_noted(letter: LetterRecord) -> bool:
    """Whether anything is noted to have happened to a letter."""
    return any(letter[step] for step in STEPS)


def mark(letter: LetterRecord, step: Step, day: str) -> None:
    """Note the day of a step of a letter.

    Raises RightsError if the steps would be out of order, or if it is not noted that the letter was sent.
    """
    place = STEPS.index(step)
    if step != STEPS[0] and not letter[STEPS[0]]:
        raise RightsError("letter-is-not-sent", recipient=recipient_of(letter))
    if day < letter["written"]:
        raise RightsError("letter-is-written-later", written=letter["written"])
    for name in STEPS[:place]:
        if (other := letter[name]) and other > day:
            raise RightsError("step-before-is-later", step=name, day=other)
    for name in STEPS[place + 1 :]:
        if (other := letter[name]) and other < day:
            raise RightsError("step-after-is-earlier", step=name, day=other)
    letter[step] = day


def unmark(letter: LetterRecord, step: Step) -> None:
    """Remove the day of a step of a letter. Raises RightsError if it has none, or if a later step has one."""
    place = STEPS.index(step)
    if not letter[step]:
        raise RightsError("letter-is-not-marked", recipient=recipient_of(letter), step=step)
    for later in STEPS[place + 1 :]:
        if letter[later]:
            raise RightsError("step-after-is-marked", step=later, day=letter[later])
    letter[step] = None


def due(letter: LetterRecord, calendar: str) -> Due:
    """Return by when an answer to a letter is due, by a calendar of public holidays."""
    if not RIGHTS[letter["right"]].has_deadline or not letter["received"]:
        return Due(letter, None)
    received = datetime.date.fromisoformat(letter["received"])
    first = deadline(received, calendar)
    if not letter["extended"]:
        return Due(letter, first)
    if letter["extended"] > first.due.isoformat():
        return Due(letter, first, extended_too_late=True)
    return Due(letter, deadline(received, calendar, extended=True))
