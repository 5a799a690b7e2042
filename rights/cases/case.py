"""A case: a folder that belongs to one person, with all that is needed to show a year later what was answered and why.

docs/reference/case.md describes what is in it; rights/cases/case.schema.json is its schema.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from ground.languages import ENGLISH, LANGUAGES
from ground.rights import RIGHTS
from rights.cases import folder, log, schema
from rights.cases.correspondence import STEPS
from rights.cases.freeze import Freeze
from rights.cases.standing import Standing, standing
from rights.errors import RightsError
from rights.exposure.observations import Observation

LETTERS = "letters"
LOCK = ".lock"
WRITTEN_HERE = re.compile(
    r"case\.json|log\.jsonl|family-[0-9]+\.json"
    rf"|letters/([0-9]+/)?({'|'.join(RIGHTS)})-({'|'.join(LANGUAGES)})-[a-z0-9-]+\.(md|txt|pdf)"
)
"""The paths of the files of a case within its folder."""


class Case:
    """A folder with a case in it; `content` is its case.json. Whatever changes it is written at once."""

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        self.path = path.resolve()
        self.content = content

    @classmethod
    def new(
        cls,
        path: Path,
        date: str,
        *,
        model: str | None,
        origins: Sequence[str] = (),
        dataset: str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        language: str = ENGLISH,
        calendar: str | None = None,
    ) -> Case:
        """Make a case in a folder of its own. RightsError where something is there already."""
        content: dict[str, Any] = {
            "version": schema.VERSION,
            "title": title,
            "created": date,
            "language": language,
            "calendar": calendar,
            "hypothesis": {"model": model, "origins": list(origins), "dataset": dataset, "publisher": publisher},
            "observations": [],
            "freezes": [],
            "letters": [],
            "person": {},
        }
        schema.check(content)
        folder.make(path)
        case = cls(path, content)
        case.save("case made")
        return case

    @classmethod
    def open(cls, path: Path) -> Case:
        """The case in a folder. RightsError where there is none, or its case.json is not as its schema wants."""
        file = _file(path)
        try:
            content = schema.raised(json.loads(file.read_bytes()))
        except (ValueError, RecursionError):
            raise RightsError("case-is-not-json", file=file) from None
        schema.check(content)
        for letter in content["letters"]:
            check_letter(letter)
        return cls(path, content)

    @classmethod
    @contextmanager
    def alone(cls, path: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Case]:
        """The case in a folder, which within this nobody else changes. RightsError as for `open`, and where somebody
        else is at work on it and does not end; `on_wait` is called where this takes longer than a moment."""
        _file(path)
        with folder.alone(path / LOCK, on_wait):
            yield cls.open(path)

    @property
    def model(self) -> str | None:
        """The model at which the data was seen."""
        model: str | None = self.content["hypothesis"]["model"]
        return model

    @property
    def observations(self) -> list[Observation]:
        """What was seen, in the order in which it was noted."""
        return [Observation(**each) for each in self.content["observations"]]

    @property
    def letters(self) -> list[dict[str, Any]]:
        """The letters, in the order in which they were written."""
        letters: list[dict[str, Any]] = self.content["letters"]
        return letters

    @cached_property
    def frozen(self) -> Freeze:
        """The frozen family in force. RightsError where there is none, or its file is not the one that was written."""
        freezes = self.content["freezes"]
        if not freezes:
            raise RightsError("case-has-no-freeze")
        file = self.path / family_file(len(freezes))
        content = file.read_bytes() if file.is_file() else None
        if content is None:
            raise RightsError("freeze-is-missing", file=file.name)
        if sha256(content) != freezes[-1]["sha256"]:
            raise RightsError("freeze-was-changed", file=file.name)
        return Freeze.from_bytes(content)

    def standing(self, *, strict: bool = False) -> Standing:
        """What follows from the frozen family and the observations."""
        return standing(self.frozen, self.model, self.observations, strict=strict)

    def observe(self, observation: Observation) -> None:
        """Note what was seen."""
        self.content["observations"].append(asdict(observation))
        self.save("observation noted")

    def take_back(self, model: str, kind: str | None = None) -> int:
        """Take out what was noted of a model, or only what is of a kind; gives how much that was."""
        before = self.content["observations"]
        kept = [each for each in before if each["model"] != model or kind not in (None, each["kind"])]
        self.content["observations"] = kept
        self.save("observations taken back", len(before) - len(kept))
        return len(before) - len(kept)

    def freeze(self, freeze: Freeze, renamed: Mapping[str, str] | None = None) -> None:
        """Put a family in force; those before it stay in the folder. The case takes over the names of now."""
        content = freeze.to_bytes()
        number = len(self.content["freezes"]) + 1
        folder.write(self.path / family_file(number), content)
        self.content["freezes"].append(
            {
                "date": freeze.date,
                "hubAsOf": freeze.family.hub_as_of,
                "models": len(freeze.family.models),
                "derivations": len(freeze.family.derivations),
                "sha256": sha256(content),
            }
        )
        self._rename(renamed or {})
        self.save("family frozen", len(freeze.family.models))
        self.__dict__.pop("frozen", None)

    def describe_person(self, person: Mapping[str, str]) -> None:
        """Keep what the letters are to say of who writes: these texts, in the place of all before."""
        schema.check(dict(person), "person")
        self.content["person"] = dict(person)
        self.save("words of the person changed")

    def write_files(self, letter: dict[str, Any], files: Mapping[str, bytes]) -> None:
        """Write files of a letter, by their paths within the case, and note in the letter what was written. RightsError
        where one would lead out of the case."""
        for name in files:
            if not (self.path / name).parent.resolve().is_relative_to(self.path):
                raise RightsError("letter-leads-out-of-case", file=name)
        for name, content in files.items():
            folder.write(self.path / name, content)
        letter["files"] |= {name: sha256(content) for name, content in files.items()}

    def edited(self, record: Mapping[str, Any]) -> list[str]:
        """The files of a letter that someone changed since they were written."""
        return [
            name
            for name, digest in record["files"].items()
            if (self.path / name).exists() and sha256((self.path / name).read_bytes()) != digest
        ]

    def save(self, what: str, count: int | None = None) -> None:
        """Write case.json and a line in the log; RightsError, and nothing is written, where it breaks the schema."""
        schema.check(self.content)
        folder.write(self.path / schema.FILE, f"{json.dumps(self.content, indent=2)}\n".encode())
        log.note(self.path, what, count)

    def files(self) -> list[Path]:
        """The files that were written here and are here still."""
        numbers = range(1, len(self.content["freezes"]) + 1)
        letters = [name for record in self.letters for name in record["files"]]
        names = [schema.FILE, log.FILE, *map(family_file, numbers), *dict.fromkeys(letters)]
        return [file for file in (self.path / name for name in names) if file.is_file() and file.resolve() == file]

    def export(self, archive: Path) -> list[Path]:
        """Write its files into a new ZIP archive; gives them."""
        files = self.files()
        folder.pack(files, self.path, archive)
        return files

    def delete(self) -> list[Path]:
        """Delete its files and the folders that are empty then; gives what stays there because others put it there."""
        return _delete(self.path, self.files())

    def _rename(self, names: Mapping[str, str]) -> None:
        hypothesis = self.content["hypothesis"]
        hypothesis["origins"] = [names.get(id, id) for id in hypothesis["origins"]]
        for holder in (hypothesis, *self.content["observations"], *self.letters):
            holder["model"] = names.get(holder["model"], holder["model"])
        for letter in self.letters:
            if "models" in letter:
                letter["models"] = [names.get(id, id) for id in letter["models"]]


def check_letter(letter: Mapping[str, Any]) -> None:
    """RightsError where a letter of a case has no Markdown, or its days are not in their order."""
    days = [letter[step] for step in STEPS if letter[step]]
    if days != sorted(days):
        raise RightsError("letter-days-out-of-order", file=schema.FILE)
    if not any(name.endswith(".md") for name in letter["files"]):
        raise RightsError("letter-has-no-markdown", file=schema.FILE)


def remains(path: Path) -> list[Path]:
    """The files in the folder of a case whose case.json is of no use any more that have the names, and stand in the
    places, of those that are written here. RightsError where it is not to be seen that it was a case."""
    _file(path)
    path = path.resolve()
    found = [
        file
        for file in sorted(path.rglob("*"))
        if WRITTEN_HERE.fullmatch(file.relative_to(path).as_posix()) and file.is_file() and file.resolve() == file
    ]
    if {file.name for file in found}.isdisjoint((log.FILE, family_file(1))):
        raise RightsError("folder-shows-no-case", folder=path, file=schema.FILE)
    return found


def delete_remains(path: Path) -> list[Path]:
    """Delete what `remains` names and the folders that are empty then; gives what stays there."""
    return _delete(path.resolve(), remains(path))


def _delete(case: Path, files: Iterable[Path]) -> list[Path]:
    for file in files:
        file.unlink()
    (case / LOCK).unlink(missing_ok=True)
    within = sorted((path for path in case.rglob("*") if path.is_dir() and not path.is_symlink()), reverse=True)
    for path in (*within, case):
        if not any(path.iterdir()):
            path.rmdir()
    return sorted(case.rglob("*"))


def _file(path: Path) -> Path:
    file = path / schema.FILE
    if not file.is_file():
        raise RightsError("folder-has-no-case", folder=path.resolve(), file=schema.FILE)
    return file


def family_file(number: int) -> str:
    """The name of the file of a frozen family."""
    return f"family-{number}.json"


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()
