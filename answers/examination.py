"""What the name of a model and the files of its repository say of its parents, beside what is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from answers.errors import AnswerError
from answers.named_parent import named_parent
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
class ParentStatement:
    """What a witness says: the parent that its words mean (None if they mean no repository), whether the graph has this
    parent as a declared one, the relation, the words, and the file (None for the name) at its commit."""

    model: str
    witness: str
    parent: str | None
    declared: bool
    relation: str | None
    words: str
    file: str | None
    commit: str


@dataclass(frozen=True)
class Examination:
    """The statements on a model's parents, and the files that were read; there may be no statement."""

    model: str
    files: tuple[str, ...]
    statements: tuple[ParentStatement, ...]


def examine(hub: Hub, database: Database, name: str) -> Examination:
    """What the name of a model on the Hub and at most FILES_READ of its files say of its parents.

    Raises AnswerError if the Hub has no such model, LoaderError if it cannot be read.
    """
    found = repository(hub, name)
    if found is None:
        raise AnswerError("model-is-not-on-hub", name=name)
    declared = {row["parent"] for row in database.records("direct-ancestors", models=[found.id])}
    files = _telling_files(found)
    statements = [*_by_name(database, found), *_by_files(hub, found, files)]
    different = {(each.witness, each.parent or each.words): each for each in reversed(statements)}
    marked = [replace(each, declared=each.parent in declared) for each in reversed(different.values())]
    return Examination(found.id, tuple(files), tuple(marked))


def _by_name(database: Database, repository: Repository) -> Iterator[ParentStatement]:
    """The statement of the model's name, if it tells a parent that the graph holds."""
    if named := named_parent(database, repository.id):
        words = f"{named.rule}: {', '.join(named.formats) or 'no format'}"
        relation = "quantized" if named.formats else None
        parent = named.parent.id
        yield ParentStatement(repository.id, "name", parent, False, relation, words, None, repository.commit)


def _by_files(hub: Hub, repository: Repository, files: Mapping[str, FileWitness]) -> Iterator[ParentStatement]:
    """The statements of these files, those apart that name the model itself."""
    for file, witness in files.items():
        for each in witness.read(read(hub, repository, file, 0, witness.most_bytes)):
            if (parent := _parent(each)) != repository.id:
                words, relation = each.words, each.relation
                yield ParentStatement(
                    repository.id, witness.name, parent, False, relation, words, file, repository.commit
                )


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
