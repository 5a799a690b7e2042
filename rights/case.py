"""A case: a folder that belongs to one person, with all that is needed to show a year later what was answered and why.

docs/case.md describes what is in it; rights/case.schema.json is its schema.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from rights import folder, log, schema
from rights.errors import RightsError
from rights.freeze import Freeze
from rights.observations import Observation
from rights.standing import Standing, standing

LETTERS = "letters"
LOCK = ".lock"


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
        language: str = "en",
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
            content = json.loads(file.read_bytes())
        except (ValueError, RecursionError):
            raise RightsError(f"{file} is not JSON.", "Mend it, or take a copy of the case that was whole.") from None
        schema.check(content)
        return cls(path, content)

    @classmethod
    @contextmanager
    def alone(cls, path: Path) -> Iterator[Case]:
        """The case in a folder, which within this nobody else changes. RightsError as for `open`, and where somebody
        else is at work on it."""
        _file(path)
        with folder.alone(path / LOCK):
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
            raise RightsError("This case has no frozen family yet.", "Take it from the graph: lineage-db case freeze")
        file = self.path / family_file(len(freezes))
        content = file.read_bytes()
        if sha256(content) != freezes[-1]["sha256"]:
            raise RightsError(
                f"{file.name} is not the family that was frozen: it was changed since.",
                "Take a copy of the case that was whole, or the family anew: lineage-db case freeze",
            )
        return Freeze.from_bytes(content)

    def standing(self, *, strict: bool = False) -> Standing:
        """What follows from the frozen family and the observations."""
        return standing(self.frozen, self.model, self.observations, strict=strict)

    def observe(self, observation: Observation) -> None:
        """Note what was seen."""
        self.content["observations"].append(asdict(observation))
        self.save("observation noted")

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
                "derivations": len(freeze.family.edges),
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
        """Write files of a letter, by their paths within the case, and note in the letter what was written."""
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
        for file in self.files():
            file.unlink()
        (self.path / LOCK).unlink(missing_ok=True)
        within = sorted(
            (path for path in self.path.rglob("*") if path.is_dir() and not path.is_symlink()), reverse=True
        )
        for path in (*within, self.path):
            if not any(path.iterdir()):
                path.rmdir()
        return sorted(self.path.rglob("*"))

    def _rename(self, names: Mapping[str, str]) -> None:
        hypothesis = self.content["hypothesis"]
        hypothesis["origins"] = [names.get(id, id) for id in hypothesis["origins"]]
        for holder in (hypothesis, *self.content["observations"], *self.letters):
            holder["model"] = names.get(holder["model"], holder["model"])


def _file(path: Path) -> Path:
    file = path / schema.FILE
    if not file.is_file():
        raise RightsError(
            f"{path.resolve()} is no case: it holds no {schema.FILE}.",
            "Name the folder of one with --case FOLDER, or make one: lineage-db case new FOLDER MODEL",
        )
    return file


def family_file(number: int) -> str:
    """The name of the file of a frozen family."""
    return f"family-{number}.json"


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's content."""
    return hashlib.sha256(content).hexdigest()
