"""Writes the letters of a case into its folder, and never over one that someone changed or sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ground.rights import RIGHTS, rights_of
from rights.cases.case import LETTERS, Case, sha256
from rights.cases.correspondence import is_noted
from rights.cases.facts import letter_facts
from rights.cases.records import LetterRecord
from rights.cases.standing import Standing
from rights.errors import RightsError
from rights.letters.contacts import Contact
from rights.letters.letters import CaseFacts, Letter, file_name, letters, pdf

RecordKey = tuple[str, str, str | None, str | None]
Matter = tuple[str, str | None, str | None]
Outcome = Literal["written", "kept as changed by hand", "sent already"]


@dataclass(frozen=True)
class Order:
    """Which letters to write, and how."""

    right: str
    language: str
    date: str
    templates: Path | None = None
    """A folder of templates to use before our own."""
    with_pdf: bool = False


@dataclass(frozen=True)
class Written:
    """What happened to a letter."""

    letter: LetterRecord
    outcome: Outcome
    files: list[str]
    """The paths of its files within the case."""
    astray: tuple[str, ...] = ()
    """Files made from the Markdown that someone edited: the edits are in no other file of the letter."""


def facts(case: Case, standing: Standing) -> CaseFacts:
    """Return the facts that the letters of a case rest on."""
    hypothesis = case.content["hypothesis"]
    observations = tuple(case.observations)
    return letter_facts(
        standing, case.model, hypothesis["publisher"], hypothesis["dataset"], observations, case.content["person"]
    )


def write(case: Case, standing: Standing, contacts: Iterable[Contact], order: Order) -> Iterator[Written]:
    """Write a letter to each of the contacts.

    A letter that was sent, or to which any step happened, stays. The same publisher gets another letter about the same
    right only if it has models that are in no earlier one, or if the facts changed; that letter goes into a folder of
    its own.

    Raises RightsError if the case is a publisher's and the letter a person's, or the other way round.
    """
    _check_who_writes(case, order.right)
    by_name = {file_name(order.right, order.language, contact): contact for contact in contacts}
    earlier, sent = _earlier_letters(case.letters)
    count = 0
    try:
        basis = facts(case, standing)
        for letter in letters(basis, by_name.values(), order.right, order.language, order.templates):
            record = _record(by_name[letter.name], order, len(case.content["freezes"]), _digest(basis))
            previous = sent.get(_matter(record), [])
            if previous and _is_in(record, previous) and _says_the_same(record, previous):
                yield Written(previous[-1], "sent already", list(previous[-1]["files"]))
            else:
                yield _write(case, letter, record, earlier.get(_key(record), []), with_pdf=order.with_pdf)
            count += 1
    finally:
        case.save("letters written", count)


def _earlier_letters(
    records: Iterable[LetterRecord],
) -> tuple[dict[RecordKey, list[LetterRecord]], dict[Matter, list[LetterRecord]]]:
    """Group the letters of a case: all by recipient, right and language, those with a step by recipient and right."""
    earlier: dict[RecordKey, list[LetterRecord]] = {}
    sent: dict[Matter, list[LetterRecord]] = {}
    for record in records:
        earlier.setdefault(_key(record), []).append(record)
        if is_noted(record):
            sent.setdefault(_matter(record), []).append(record)
    return earlier, sent


def _check_who_writes(case: Case, right: str) -> None:
    publisher = case.content["hypothesis"]["publisher"]
    if RIGHTS[right].of_publisher and not publisher:
        raise RightsError("letter-needs-publisher-case", right=right, rights=rights_of(publisher=False))
    if publisher and not RIGHTS[right].of_publisher:
        raise RightsError(
            "letter-needs-person-case", right=right, publisher=publisher, rights=rights_of(publisher=True)
        )


def _write(case: Case, letter: Letter, record: LetterRecord, earlier: list[LetterRecord], *, with_pdf: bool) -> Written:
    last = earlier[-1] if earlier else None
    content = letter.markdown.encode()
    if last and not is_noted(last):
        if edited := case.edited(last):
            _make_from_markdown(case, last, letter, edited, with_pdf=with_pdf)
            astray = tuple(name for name in edited if name != _markdown(last))
            return Written(last, "kept as changed by hand", list(last["files"]), astray)
        last["freeze"], last["written"] = record["freeze"], record["written"]
        last["models"], last["says"] = record["models"], record["says"]
        number, record = len(earlier), last
    else:
        number = len(earlier) + 1
    at = f"{LETTERS}/{number}" if number > 1 else LETTERS
    files = {f"{letter.name}.md": content, f"{letter.name}.txt": letter.text.encode()}
    files |= {name: text.encode() for name, text in letter.enclosures.items()}
    if with_pdf or any(name.endswith(".pdf") for name in record["files"]):
        files[f"{letter.name}.pdf"] = pdf(letter)
    case.write_files(record, {f"{at}/{name}": data for name, data in files.items()})
    if record is not last:
        case.letters.append(record)
    return Written(record, "written", [f"{at}/{name}" for name in files])


def _make_from_markdown(case: Case, record: LetterRecord, letter: Letter, edited: list[str], *, with_pdf: bool) -> None:
    """Make the other files of a letter that someone changed from what its Markdown says now, but for those that were
    changed themselves."""
    file = _markdown(record)
    if not (case.path / file).exists():
        case.write_files(record, {file: letter.markdown.encode()})
    stands = replace(letter, markdown=(case.path / file).read_text(encoding="utf-8", errors="replace"))
    stem = file.removesuffix(".md")
    files = {f"{stem}.txt": stands.text.encode()}
    if with_pdf or f"{stem}.pdf" in record["files"]:
        files[f"{stem}.pdf"] = pdf(stands)
    case.write_files(record, {name: content for name, content in files.items() if name not in edited})


def _record(contact: Contact, order: Order, freeze: int, says: str) -> LetterRecord:
    return {
        "right": order.right,
        "language": order.language,
        "publisher": contact.publisher,
        "model": None if contact.publisher else contact.models[0].id,
        "freeze": freeze,
        "written": order.date,
        "models": [model.id for model in contact.models],
        "says": says,
        "files": {},
        "sent": None,
        "received": None,
        "extended": None,
        "replied": None,
    }


def _key(record: LetterRecord) -> RecordKey:
    return record["right"], record["language"], record["publisher"], record["model"]


def _matter(record: LetterRecord) -> Matter:
    """To whom a letter is and for what, in whatever language."""
    return record["right"], record["publisher"], record["model"]


def _is_in(record: LetterRecord, sent: list[LetterRecord]) -> bool:
    """Whether all the models of a letter are in letters that were sent; what an older version sent counts as whole."""
    ids = {id for letter in sent for id in letter.get("models", record["models"])}
    return ids.issuperset(record["models"])


def _says_the_same(record: LetterRecord, sent: list[LetterRecord]) -> bool:
    """Whether the last letter that was sent in the language, if one was, rests on the same facts; one that an older
    version wrote counts as such."""
    same = [each for each in sent if each["language"] == record["language"]]
    return not same or same[-1].get("says", record["says"]) == record["says"]


def _digest(facts: CaseFacts) -> str:
    """Return the SHA-256 of the facts but for the family, of which each letter names its models.

    `asker` is the name under which earlier versions digested the sender.
    """
    basis = {name: value for name, value in vars(facts).items() if name != "family"}
    basis["asker"] = basis.pop("sender")
    return sha256(json.dumps(basis, sort_keys=True, default=vars).encode())


def _markdown(record: LetterRecord) -> str:
    return next(str(name) for name in record["files"] if name.endswith(".md"))
