"""Writes the letters of a case into its folder, and never over one that someone changed or sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ground.rights import RIGHTS, rights_of
from rights.cases.case import LETTERS, Case, sha256
from rights.cases.correspondence import STEPS, is_noted
from rights.cases.facts import facts_of
from rights.cases.standing import Standing
from rights.errors import RightsError
from rights.letters.contacts import Contact
from rights.letters.letters import CaseFacts, Letter, file_name, letters, pdf

Outcome = Literal["written", "kept as changed by hand", "sent already"]


@dataclass(frozen=True)
class Written:
    """What became of a letter: the record of it, and the paths of its files within the case.

    `astray` are those that someone changed though they are made from the Markdown: what was written there stands in no
    other file of the letter.
    """

    letter: dict[str, Any]
    outcome: Outcome
    files: list[str]
    astray: tuple[str, ...] = ()


def facts(case: Case, standing: Standing) -> CaseFacts:
    """What the letters of a case say."""
    said = case.content["hypothesis"]
    return facts_of(
        standing, case.model, said["publisher"], said["dataset"], tuple(case.observations), case.content["person"]
    )


def write(
    case: Case,
    standing: Standing,
    to: Iterable[Contact],
    right: str,
    language: str,
    date: str,
    *,
    templates: Path | None = None,
    with_pdf: bool = False,
) -> Iterator[Written]:
    """Write a letter to each of the contacts, by the templates of a folder where it has them.

    RightsError where the case is a publisher's and the letter a data subject's, or the other way round. A letter that
    was sent, or of which anything else is noted, stays. Another is written to the same publisher for the same right
    only where it has models that are in none of these, or would say something else in the same language; it goes into
    a folder beside.
    """
    _check_who_writes(case, right)
    contacts = {file_name(right, language, contact): contact for contact in to}
    earlier: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    sent: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for record in case.letters:
        earlier.setdefault(_key(record), []).append(record)
        if is_noted(record):
            sent.setdefault(_matter(record), []).append(record)
    count = 0
    try:
        told_of = facts(case, standing)
        for letter in letters(told_of, contacts.values(), right, language, templates):
            record = _record(contacts[letter.name], right, language, len(case.content["freezes"]), date)
            record["says"] = _digest(told_of)
            told = sent.get(_matter(record), [])
            if told and _is_in(record, told) and _says_the_same(record, told):
                yield Written(told[-1], "sent already", list(told[-1]["files"]))
            else:
                yield _write(case, letter, record, earlier.get(_key(record), []), with_pdf=with_pdf)
            count += 1
    finally:
        case.save("letters written", count)


def _check_who_writes(case: Case, right: str) -> None:
    publisher = case.content["hypothesis"]["publisher"]
    if RIGHTS[right].of_publisher and not publisher:
        raise RightsError("letter-needs-publisher-case", right=right, rights=rights_of(publisher=False))
    if publisher and not RIGHTS[right].of_publisher:
        raise RightsError(
            "letter-needs-person-case", right=right, publisher=publisher, rights=rights_of(publisher=True)
        )


def _write(
    case: Case, letter: Letter, record: dict[str, Any], earlier: list[dict[str, Any]], *, with_pdf: bool
) -> Written:
    last = earlier[-1] if earlier else None
    content = letter.markdown.encode()
    if last and not is_noted(last):
        if edited := case.edited(last):
            _make_from_markdown(case, last, letter, edited, with_pdf=with_pdf)
            astray = tuple(name for name in edited if name != _markdown(last))
            return Written(last, "kept as changed by hand", list(last["files"]), astray)
        last |= {name: record[name] for name in ("freeze", "written", "models", "says")}
        number, record = len(earlier), last
    else:
        number = len(earlier) + 1
    at = f"{LETTERS}/{number}" if number > 1 else LETTERS
    files = {f"{letter.name}.md": content, f"{letter.name}.txt": letter.text.encode()}
    files |= {name: text.encode() for name, text in letter.enclosures.items()}
    if with_pdf or any(name.endswith(".pdf") for name in record["files"]):
        files[f"{letter.name}.pdf"] = pdf(letter)
    case.write_files(record, {f"{at}/{name}": made for name, made in files.items()})
    if record is not last:
        case.letters.append(record)
    return Written(record, "written", [f"{at}/{name}" for name in files])


def _make_from_markdown(
    case: Case, record: dict[str, Any], letter: Letter, edited: list[str], *, with_pdf: bool
) -> None:
    """Make the other files of a letter that someone changed from what its Markdown says now, but for those that were
    changed themselves."""
    file = _markdown(record)
    if not (case.path / file).exists():
        case.write_files(record, {file: letter.markdown.encode()})
    stands = replace(letter, markdown=(case.path / file).read_text(encoding="utf-8", errors="replace"))
    stem = file.removesuffix(".md")
    made = {f"{stem}.txt": stands.text.encode()}
    if with_pdf or f"{stem}.pdf" in record["files"]:
        made[f"{stem}.pdf"] = pdf(stands)
    case.write_files(record, {name: content for name, content in made.items() if name not in edited})


def _record(contact: Contact, right: str, language: str, freeze: int, date: str) -> dict[str, Any]:
    return {
        "right": right,
        "language": language,
        "publisher": contact.publisher,
        "model": None if contact.publisher else contact.models[0].id,
        "freeze": freeze,
        "written": date,
        "models": [model.id for model in contact.models],
        "files": {},
        **dict.fromkeys(STEPS),
    }


def _key(record: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(record[name] for name in ("right", "language", "publisher", "model"))


def _matter(record: dict[str, Any]) -> tuple[Any, ...]:
    """To whom a letter is and for what, in whatever language."""
    return tuple(record[name] for name in ("right", "publisher", "model"))


def _is_in(record: dict[str, Any], sent: list[dict[str, Any]]) -> bool:
    """Whether all the models of a letter are in letters that were sent; what an older version sent counts as whole."""
    told = {id for letter in sent for id in letter.get("models", record["models"])}
    return told.issuperset(record["models"])


def _says_the_same(record: dict[str, Any], sent: list[dict[str, Any]]) -> bool:
    """Whether the last letter that was sent in the language, if one was, rests on the same facts; one that an older
    version wrote counts as such."""
    same = [each for each in sent if each["language"] == record["language"]]
    return not same or same[-1].get("says", record["says"]) == record["says"]


def _digest(facts: CaseFacts) -> str:
    """The SHA-256 of what the letters of a case rest on, but for the family, of which each letter names its models."""
    told = {name: value for name, value in vars(facts).items() if name != "family"}
    return sha256(json.dumps(told, sort_keys=True, default=vars).encode())


def _markdown(record: dict[str, Any]) -> str:
    return next(str(name) for name in record["files"] if name.endswith(".md"))
