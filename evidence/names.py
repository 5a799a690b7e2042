"""The witness `name`: a model that bears another's name under the name of a format derives from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from evidence.format_names import Stem, model_key, name_key, parent_keys

LATER = timedelta(days=30)
"""How much later than its child a parent of the same publisher may have been created: both are prepared together."""
LEAST_CHILDREN = 2
"""Declared children from which others take a model for the origin of its name."""
MOST_ALTERNATIVES = 10
SHORTEST_PREFIX = 4
"""Characters of the beginning of a publisher's name that a model's name may bear for all of it."""
MORE_PARAMETERS = 1.25
"""How many times the parameters of its parent a child may have; packed weights count as fewer, never as more."""
TELLING_NAME = re.compile(r"(?=.*\d)(?=.*[a-z]).{6,}")
"""A name that two publishers do not choose by chance: it holds a version or a size."""
GGUF = re.compile(r"gguf|ggml")
"""The format whose files state the number of parameters and not of packed values."""
STATED_SIZE = re.compile(r"(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)([BbMmTt])(?![A-Za-z0-9])")
UNITS = {"m": 1e6, "b": 1e9, "t": 1e12}
LEAST_PLAUSIBLE = 0.2
"""The part of the size in a name that a repository has to hold for its number of parameters to be believed."""

Rule = Literal["own model", "publisher in the name", "format in the name", "same name"]


@dataclass(frozen=True, slots=True)
class NamedModel:
    """A model as this witness knows it.

    `children` is the number of models that declare it as their parent; `parents` are those that it declares itself;
    `parameters` is the number of its parameters, None if unknown.
    """

    id: str
    created: datetime | None = None
    children: int = 0
    parents: frozenset[str] = frozenset()
    parameters: int | None = None

    @property
    def publisher(self) -> str:
        """The part of the id before the slash, in lower case; empty if there is none."""
        return self.id.rpartition("/")[0].lower()


@dataclass(frozen=True, slots=True)
class NamedParent:
    """The likeliest parent by name, the rule that found it, the formats in the child's name, and other candidates."""

    parent: NamedModel
    rule: Rule
    formats: tuple[str, ...]
    alternatives: tuple[str, ...]


ByKey = Callable[[str], Iterable[NamedModel]]
"""Gives the models of a key (`model_key`)."""


def parent_by_name(child: NamedModel, by_key: ByKey) -> NamedParent | None:
    """The parent that the name of a model tells; None if it tells none, or several alike."""
    stems = parent_keys(child.id)
    for stem in stems:
        if found := _publisher_in_name(child, stem, by_key) or _of_format(child, stem, by_key):
            return found
    return _same_name(child, by_key)


def keys_looked_up(id: str) -> list[str]:
    """The keys whose models `parent_by_name` looks at for a model of this id."""
    stems = parent_keys(id)
    keys = [key for stem in stems for key in (stem.key, *(rest for _, rest in splits(stem.key)))]
    return list(dict.fromkeys([*keys, model_key(id)]))


def _publisher_in_name(child: NamedModel, stem: Stem, by_key: ByKey) -> NamedParent | None:
    """The model whose publisher stands before its name in the child's: `Qwen_Qwen3-8B-GGUF`, `org_-_name-gguf`."""
    for publisher, rest in splits(stem.key):
        models = [each for each in by_key(rest) if _is_of(each, publisher)]
        if candidates := _candidates(child, models, stem):
            return _found(child, candidates, "publisher in the name", stem.formats)
    return None


def _is_of(model: NamedModel, prefix: str) -> bool:
    """Whether a prefix of a name is a model's publisher, or how it begins: `Meta-Llama-3.1-8B` of `meta-llama`."""
    publisher = name_key(model.publisher)
    return publisher == prefix or (len(prefix) >= SHORTEST_PREFIX and publisher.startswith(prefix))


def _of_format(child: NamedModel, stem: Stem, by_key: ByKey) -> NamedParent | None:
    candidates = _candidates(child, by_key(stem.key), stem)
    if not candidates:
        return None
    if candidates[0].publisher == child.publisher:
        return _found(child, candidates, "own model", stem.formats)
    if len(candidates) > 1 and not (TELLING_NAME.fullmatch(stem.key) or candidates[0].children >= LEAST_CHILDREN):
        return None
    return _found(child, candidates, "format in the name", stem.formats)


def _same_name(child: NamedModel, by_key: ByKey) -> NamedParent | None:
    """The model that others take for the origin of a name that the child has too: the child is a copy of it."""
    key = model_key(child.id)
    if not TELLING_NAME.fullmatch(key):
        return None
    candidates = [
        each
        for each in _candidates(child, by_key(key), Stem(key, ()))
        if each.publisher != child.publisher and name_key(each.id) == name_key(child.id)
    ]
    if not candidates or candidates[0].children < max(LEAST_CHILDREN, child.children + 1):
        return None
    return _found(child, candidates, "same name", ())


def _candidates(child: NamedModel, models: Iterable[NamedModel], stem: Stem) -> list[NamedModel]:
    """The models that can be the parent: the publisher's own first, then the one with most declared children."""
    able = [each for each in models if each.id != child.id and _can_be_parent(each, child, stem)]
    return sorted(able, key=lambda each: (each.publisher != child.publisher, *_standing(each, child)))


def _standing(model: NamedModel, child: NamedModel) -> tuple[int, float, str]:
    """The order of candidates: those with more declared children, other than this child, then the older ones."""
    children = model.children - (model.id in child.parents)
    return -children, model.created.timestamp() if model.created else float("inf"), model.id


def _can_be_parent(model: NamedModel, child: NamedModel, stem: Stem) -> bool:
    """Whether the dates and sizes of two models let one derive from the other."""
    if child.id in model.parents:
        return False
    if model.created and child.created:
        allowance = LATER if model.publisher == child.publisher and stem.formats else timedelta()
        if model.created > child.created + allowance:
            return False
    parameters, most = _parameters(child), _parameters(model)
    return not (parameters and most and parameters > most * MORE_PARAMETERS)


def _parameters(model: NamedModel) -> int | None:
    """The number of parameters of a model; None if unknown, or if packed values are counted."""
    if model.parameters is None or parent_keys(model.id):
        return model.parameters if model.parameters and GGUF.search(name_key(model.id)) else None
    stated = STATED_SIZE.search(model.id)
    is_plausible = not stated or model.parameters > float(stated[1]) * UNITS[stated[2].lower()] * LEAST_PLAUSIBLE
    return model.parameters if is_plausible else None


def splits(key: str) -> Iterator[tuple[str, str]]:
    """The ways in which the first words of a key may be a publisher and the rest a name."""
    words = key.split("-")
    for number in range(1, min(5, len(words))):
        yield "-".join(words[:number]), "-".join(words[number:])


def _found(child: NamedModel, candidates: list[NamedModel], rule: Rule, formats: tuple[str, ...]) -> NamedParent:
    others = tuple(each.id for each in candidates[1 : MOST_ALTERNATIVES + 1])
    return NamedParent(candidates[0], rule, formats, others)
