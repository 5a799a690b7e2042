"""Which model, dataset or publisher a user means by a name."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

import cypher
from answers.errors import AnswerError, UnknownNameError
from answers.search import nearest
from cypher import Database
from ground.names import clean

NEAREST = 5
LONGEST = 500
ALIKE = 0.6


def find(database: Database, *names: str) -> list[str]:
    """The ids of the models that these names mean: the exact one, the one that once had the name, or the only one
    alike but for case. A name may be the address of a page of the Hub. Raises UnknownNameError with the nearest ids
    where there is none."""
    if not names:
        return []
    cleaned = [clean(name, "model") for name in names]
    rows = {
        row["name"]: row for row in database.records("names", names=[[name, name.lower()] for name in set(cleaned)])
    }
    return [_model(database, name, rows[name]["exact"], rows[name]["alike"]) for name in cleaned]


def is_another(name: str, id: str) -> bool:
    """Whether the model that a name means is called otherwise now, in more than its case."""
    return clean(name, "model").lower() != id.lower()


def find_dataset(database: Database, name: str) -> str:
    """The id of the dataset of that name, or of the only one alike but for case. UnknownNameError with others like
    it."""
    name = clean(name, "dataset")
    (found,) = database.records("dataset-names", written=name, folded=name.lower())
    if (one := _the_one(name, found["exact"], found["alike"])) is None:
        _refuse_before_the_first_load(database)
        raise UnknownNameError("unknown-dataset", name=name, nearest=found["alike"][:NEAREST])
    return one


def find_publisher(database: Database, name: str) -> str:
    """The publisher of that name, or the only one alike but for case. UnknownNameError with others like it."""
    (found,) = database.records("publisher-names", written=name, folded=name.lower())
    if (one := _the_one(name, found["exact"], found["alike"])) is None:
        _refuse_before_the_first_load(database)
        raise UnknownNameError("unknown-publisher", name=name, nearest=found["alike"][:NEAREST])
    return one


def find_params(
    database: Database, query: cypher.Query, values: dict[str, Any], models: Callable[..., list[str]] = find
) -> list[str]:
    """Replace the names of datasets and models among the values of a query's params by their ids, those of models as
    `models` finds them. Returns the ids of all models."""
    found: list[str] = []
    for param in query.params:
        value = values.get(param.name)
        if value and param.type == "Dataset":
            values[param.name] = find_dataset(database, value)
        elif value and param.type == "Model":
            ids = models(database, *value) if param.is_list else models(database, value)
            values[param.name] = ids if param.is_list else ids[0]
            found += ids
    return found


def _model(database: Database, name: str, exact: str | None, alike: list[str]) -> str:
    if exact is not None:
        return exact
    if len(alike) == 1:
        return alike[0]
    _refuse_before_the_first_load(database)
    raise UnknownNameError("unknown-model", name=name, nearest=sorted(alike) or _nearest(database, name))


def _the_one(name: str, exact: str | None, alike: list[str]) -> str | None:
    """The name as it is, or the only one alike but for case; None if there is no such name, or several."""
    same = [other for other in alike if other.lower() == name.lower()]
    return exact or (same[0] if len(same) == 1 else None)


def _refuse_before_the_first_load(database: Database) -> None:
    """Raise AnswerError if nothing was ever loaded: there is no index in which to look for names then."""
    if not database.records("last-load"):
        raise AnswerError("graph-is-empty")


def _nearest(database: Database, name: str) -> list[str]:
    words = nearest(name)
    if not words:
        return []
    found = [row["model"] for row in database.records("nearest", words=words)]
    # No id of the Hub is as long as what is left out here.
    likeness = {id: SequenceMatcher(None, id.lower(), name[:LONGEST].lower()).ratio() for id in found}
    return sorted((id for id in found if likeness[id] > ALIKE), key=lambda id: -likeness[id])[:NEAREST]
