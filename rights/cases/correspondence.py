"""What became of the letters of a case: which were sent, received and answered, and by when an answer is due."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ground.rights import RIGHTS
from rights.cases.deadlines import Deadline, deadline
from rights.errors import RightsError

Letter = dict[str, Any]
STEPS = ("sent", "received", "extended", "replied")
"""What happens to a letter, in this order."""


@dataclass(frozen=True)
class Due:
    """By when an answer to a letter is due.

    `deadline` is None until receipt is known, and for a letter to which the law sets no time. `told_too_late` says that
    the publisher told of two months more after the first month, which therefore do not count.
    """

    letter: Letter
    deadline: Deadline | None
    told_too_late: bool = False


def to_whom(letter: Mapping[str, Any]) -> str:
    """The name by which the recipient of a letter goes: that of the publisher, else of its model."""
    return str(letter["publisher"] or letter["model"])


def letter_to(
    letters: Sequence[Letter],
    whom: str,
    right: str | None = None,
    language: str | None = None,
    step: str = STEPS[0],
    *,
    marked: bool = False,
) -> Letter:
    """The last letter to a publisher to which a step can happen: for those after the first, the last that was sent, if
    one was; with `marked`, the last to which it happened, if it did.

    RightsError where there is none, or where there are such letters for several rights or in several languages.
    """
    names = {to_whom(letter) for letter in letters}
    alike = [name for name in names if name.lower() == whom.lower()]
    name = whom if whom in names else alike[0] if len(alike) == 1 else None
    found = [letter for letter in letters if to_whom(letter) == name]
    if not found:
        raise RightsError("no-letter-to-recipient", recipient=whom)
    found = [letter for letter in found if right in (None, letter["right"])]
    if not found:
        raise RightsError("no-letter-for-right", recipient=whom, right=right)
    rights = sorted({letter["right"] for letter in found})
    found = [letter for letter in found if language in (None, letter["language"])]
    if not found:
        raise RightsError("no-letter-in-language", recipient=whom, rights=rights, language=language)
    needed = step if marked else STEPS[0] if step != STEPS[0] else None
    found = [letter for letter in found if needed and letter[needed]] or found
    rights = sorted({letter["right"] for letter in found})
    if len(rights) > 1:
        raise RightsError("letters-for-several-rights", recipient=name, rights=rights)
    languages = sorted({letter["language"] for letter in found})
    if len(languages) > 1:
        raise RightsError("letters-in-several-languages", recipient=name, languages=languages)
    return found[-1]


def is_noted(letter: Mapping[str, Any]) -> bool:
    """Whether anything is noted to have happened to a letter."""
    return any(letter[step] for step in STEPS)


def mark(letter: Letter, step: str, day: str) -> None:
    """Note the day on which something happened to a letter. RightsError where that cannot be its order, or where it is
    not noted that the letter was sent."""
    place = STEPS.index(step)
    if step != STEPS[0] and not letter[STEPS[0]]:
        raise RightsError("letter-is-not-sent", recipient=to_whom(letter))
    if day < letter["written"]:
        raise RightsError("letter-is-written-later", written=letter["written"])
    before = [(name, letter[name]) for name in STEPS[:place] if letter[name]]
    after = [(name, letter[name]) for name in STEPS[place + 1 :] if letter[name]]
    for name, other in before:
        if other > day:
            raise RightsError("step-before-is-later", step=name, day=other)
    for name, other in after:
        if other < day:
            raise RightsError("step-after-is-earlier", step=name, day=other)
    letter[step] = day


def unmark(letter: Letter, step: str) -> None:
    """Take back the day on which something happened to a letter. RightsError where it did not happen, or something
    after it did."""
    place = STEPS.index(step)
    if not letter[step]:
        raise RightsError("letter-is-not-marked", recipient=to_whom(letter), step=step)
    for later in STEPS[place + 1 :]:
        if letter[later]:
            raise RightsError("step-after-is-marked", step=later, day=letter[later])
    letter[step] = None


def due(letter: Letter, calendar: str) -> Due:
    """By when an answer to a letter is due, by a calendar of public holidays."""
    if not RIGHTS[letter["right"]].has_deadline or not letter["received"]:
        return Due(letter, None)
    received = datetime.date.fromisoformat(letter["received"])
    first = deadline(received, calendar)
    if not letter["extended"]:
        return Due(letter, first)
    if letter["extended"] > first.due.isoformat():
        return Due(letter, first, told_too_late=True)
    return Due(letter, deadline(received, calendar, extended=True))
