"""What the files of a model's repository say of the models that it derives from, beside what is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from answers.errors import AnswerError
from evidence.files import WITNESSES, FileWitness, Statement
from ground.names import clean, is_name
from loader.hub.repository import Repository, read, repository
from loader.readings import readings

if TYPE_CHECKING:
    from cypher import Database
    from loader.hub.endpoint import Hub

FILES_READ = 3
"""Files that are read of one repository, which is asked once more for their list."""


@dataclass(frozen=True)
class FileStatement:
    """What a file says: the parent that its words mean (None if they mean no repository), whether the graph has this
    parent as a declared one, the relation, the words, and the file at its commit."""

    model: str
    witness: str
    parent: str | None
    declared: bool
    relation: str | None
    words: str
    file: str
    commit: str


@dataclass(frozen=True)
class Examination:
    """The statements of a model's files, and the files that were read; there may be no statement."""

    model: str
    files: tuple[str, ...]
    statements: tuple[FileStatement, ...]


def examine(hub: Hub, database: Database, name: str) -> Examination:
    """Read the files of a model on the Hub that may name its parents, at most FILES_READ of them.

    Raises AnswerError if the Hub has no such model, LoaderError if it cannot be read.
    """
    found = repository(hub, name)
    if found is None:
        raise AnswerError("model-is-not-on-hub", name=name)
    declared = {row["parent"] for row in database.records("direct-ancestors", models=[found.id])}
    files = _telling_files(found)
    statements: dict[tuple[str, str | None], FileStatement] = {}
    for file, witness in files.items():
        for statement in witness.read(read(hub, found, file, 0, witness.most_bytes)):
            parent = _parent(statement)
            if parent != found.id:
                statements.setdefault(
                    (witness.name, parent or statement.name),
                    FileStatement(
                        found.id,
                        witness.name,
                        parent,
                        parent in declared,
                        statement.relation,
                        statement.words,
                        file,
                        found.commit,
                    ),
                )
    return Examination(found.id, tuple(files), tuple(statements.values()))


def _telling_files(repository: Repository) -> dict[str, FileWitness]:
    """The files to read with their witnesses, one of each, the most telling first."""
    files = {
        witness: next((file for file in sorted(repository.files) if witness.pattern.fullmatch(file)), None)
        for witness in WITNESSES
    }
    return dict([(file, witness) for witness, file in files.items() if file][:FILES_READ])


def _parent(statement: Statement) -> str | None:
    """The repository that the words of a statement mean, read by the rules for names; None if they mean none."""
    name = clean(statement.name, "model")
    if is_name(name):
        return name
    found = readings(statement.name, "model")
    return found[0].name if len(found) == 1 else None
