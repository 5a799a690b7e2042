"""A case: a folder that belongs to one person, with all that is needed to show a year later what was answered and why.

docs/reference/case.md describes what is in it; rights/cases/case.schema.json is its schema.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ground.languages import ENGLISH, LANGUAGES
from ground.rights import RIGHTS
from rights.cases import folder, log, schema
from rights.cases.freeze import Freeze
from rights.cases.records import STEPS, CaseFile, LetterRecord
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


@dataclass(frozen=True)
class Subject:
    """What a case is about."""

    model: str | None = None
    """The model at which the data was seen."""
    origins: Sequence[str] = ()
    """The models at which it entered."""
    dataset: str | None = None
    """The dataset through which it entered: at every model trained on it."""
    publisher: str | None = None
    """The publisher that writes the letters, if they are not a person's."""


class Case:
    """A folder with a case in it; `content` is its case.json. Every change is written at once."""

    def __init__(self, path: Path, content: CaseFile) -> None:
        self.path = path.resolve()
        self.content = content

    @classmethod
    def new(
        cls,
        path: Path,
        date: str,
        subject: Subject,
        *,
        title: str | None = None,
        language: str = ENGLISH,
        calendar: str | None = None,
    ) -> Case:
        """Make a case in a folder of its own. Raises RightsError if the folder is not empty."""
        content: CaseFile = {
            "version": schema.VERSION,
            "title": title,
            "created": date,
            "language": language,
            "calendar": calendar,
            "hypothesis": {
                "model": subject.model,
                "origins": list(subject.origins),
                "dataset": subject.dataset,
                "publisher": subject.publisher,
            },
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
        """Open the case in a folder. Raises RightsError if there is none, or if its case.json breaks its schema."""
        file = _file(path)
        try:
            content = schema.upgraded(json.loads(file.read_bytes()))
        except (ValueError, RecursionError):
            raise RightsError("case-is-not-json", file=file) from None
        schema.check(content)
        for letter in content["letters"]:
            check_letter(letter)
        return cls(path, content)

    @classmethod
    @contextmanager
    def locked(cls, path: Path, on_wait: Callable[[], None] = lambda: None) -> Iterator[Case]:
        """Open the case and hold its lock.

        Raises RightsError as `open` does, and if another process keeps the lock. Calls `on_wait` if the lock is not
        free at once.
        """
        _file(path)
        with folder.locked(path / LOCK, on_wait):
            yield cls.open(path)

    @property
    def model(self) -> str | None:
        """The model at which the data was seen."""
        return self.content["hypothesis"]["model"]

    @property
    def observations(self) -> list[Observation]:
        """The observations, in the order in which they were noted."""
        return [Observation(**each) for each in self.content["observations"]]

    @property
    def letters(self) -> list[LetterRecord]:
        """The letters, in the order in which they were written."""
        return self.content["letters"]

    @cached_property
    def frozen(self) -> Freeze:
        """The frozen family in force. Raises RightsError if there is none, or if its file was changed or removed."""
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
        """Note an observation."""
        self.content["observations"].append(
            {
                "model": observation.model,
                "kind": observation.kind,
                "revision": observation.revision,
                "date": observation.date,
                "how": observation.how,
            }
        )
        self.save("observation noted")

    def remove_observations(self, model: str, kind: str | None = None) -> int:
        """Remove the observations of a model, or those of one kind. Returns how many were removed."""
        before = self.content["observations"]
        others = [each for each in before if each["model"] != model or kind not in (None, each["kind"])]
        self.content["observations"] = others
        self.save("observations taken back", len(before) - len(others))
        return len(before) - len(others)

    def freeze(self, freeze: Freeze, renamed: Mapping[str, str] | None = None) -> None:
        """Put a family in force. Earlier ones stay in the folder. The case takes over new names of models."""
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
        """Replace what the letters say about the person who writes."""
        schema.check(dict(person), "person")
        self.content["person"] = dict(person)
        self.save("words of the person changed")

    def write_files(self, letter: LetterRecord, files: Mapping[str, bytes]) -> None:
        """Write files of a letter, by their paths within the case, and note their digests in the letter.

        Raises RightsError if a path leads out of the case.
        """
        for name in files:
            if not (self.path / name).parent.resolve().is_relative_to(self.path):
                raise RightsError("letter-leads-out-of-case", file=name)
        for name, content in files.items():
            folder.write(self.path / name, content)
        letter["files"] |= {name: sha256(content) for name, content in files.items()}

    def edited(self, record: LetterRecord) -> list[str]:
        """Return the files of a letter that were edited since they were written."""
        return [
            name
            for name, digest in record["files"].items()
            if (self.path / name).exists() and sha256((self.path / name).read_bytes()) != digest
        ]

    def save(self, what: str, count: int | None = None) -> None:
        """Write case.json and a line in the log. Raises RightsError, and writes nothing, if the schema is broken."""
        schema.check(self.content)
        folder.write(self.path / schema.FILE, f"{json.dumps(self.content, indent=2)}\n".encode())
        log.note(self.path, what, count)

    def files(self) -> list[Path]:
        """Return the files of the case that exist."""
        numbers = range(1, len(self.content["freezes"]) + 1)
        letters = [name for record in self.letters for name in record["files"]]
        names = [schema.FILE, log.FILE, *map(family_file, numbers), *dict.fromkeys(letters)]
        return [file for file in (self.path / name for name in names) if file.is_file() and file.resolve() == file]

    def export(self, archive: Path) -> list[Path]:
        """Write its files into a new ZIP archive. Returns the files."""
        files = self.files()
        folder.pack(files, self.path, archive)
        return files

    def delete(self) -> list[Path]:
        """Delete its files and the folders that become empty. Returns the files that are not of the case."""
        return _delete(self.path, self.files())

    def _rename(self, names: Mapping[str, str]) -> None:
        hypothesis = self.content["hypothesis"]
        hypothesis["origins"] = [names.get(id, id) for id in hypothesis["origins"]]
        if model := hypothesis["model"]:
            hypothesis["model"] = names.get(model, model)
        for observation in self.content["observations"]:
            observation["model"] = names.get(observation["model"], observation["model"])
        for letter in self.letters:
            if model := letter["model"]:
                letter["model"] = names.get(model, model)
            if "models" in letter:
                letter["models"] = [names.get(id, id) for id in letter["models"]]


def check_letter(letter: LetterRecord) -> None:
    """Raise RightsError if a letter of a case has no Markdown, or if its days are out of order."""
    days = [day for step in STEPS if (day := letter[step])]
    if days != sorted(days):
        raise RightsError("letter-days-out-of-order", file=schema.FILE)
    if not any(name.endswith(".md") for name in letter["files"]):
        raise RightsError("letter-has-no-markdown", file=schema.FILE)


def recognisable_files(path: Path) -> list[Path]:
    """Return the files of a case with a damaged case.json, recognised by their names and places.

    Raises RightsError if nothing shows that this folder was a case.
    """
    _file(path)
    path = path.resolve()
    files = [
        file
        for file in sorted(path.rglob("*"))
        if WRITTEN_HERE.fullmatch(file.relative_to(path).as_posix()) and file.is_file() and file.resolve() == file
    ]
    if {file.name for file in files}.isdisjoint((log.FILE, family_file(1))):
        raise RightsError("folder-shows-no-case", folder=path, file=schema.FILE)
    return files


def delete_recognisable_files(path: Path) -> list[Path]:
    """Delete the recognisable files and the folders that become empty. Returns the files that remain."""
    return _delete(path.resolve(), recognisable_files(path))


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
