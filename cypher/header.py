"""Reads a `.cypher` file: what its header says, and whether its body agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cypher.errors import CypherError
from ground.vocabulary import ALL_RELATIONS

ParamValues = Mapping[str, Any]
"""The values of a query's params, by name."""
REQUIRED: Any = object()
"""The default of a param that has none."""

PARAM = re.compile(r"// param (?P<name>\w+): (?P<type>list\[\w+\]|\w+)(?: = (?P<default>.+?))?: (?P<description>.+)")
COLUMN = re.compile(r"// column (?P<name>\w+): (?P<description>.+)")
COMMENT_OR_STRING = re.compile(r"""//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
MODEL = ("model", "other", "child", "parent", "ancestor")
"""The names of columns that hold the id of a model."""
SHARED_PARENTS = "sharedParents"
"""The name of a column that holds the ids of several models."""
TYPES: Mapping[str, type | tuple[type, ...]] = {
    "Model": str,
    "Dataset": str,
    "Publisher": str,
    "Relation": str,
    "State": str,
    "Load": int,
    "Text": str,
    "Date": str,
    "Integer": int,
    "Number": (int, float),
    "Boolean": bool,
    "Row": list,
    "Map": dict,
    "Cypher": str,
}
"""The types of params, and what a value of each is in Python. `list[T]` is the type of a list of values of T."""
CLAUSES_AFTER_RETURN = {"ORDER", "SKIP", "LIMIT", "OFFSET", "UNION"}


@dataclass(frozen=True)
class Param:
    """A value that the query takes.

    `type` is one of TYPES, of each value if `is_list`; `default` is REQUIRED if the value must be given.
    """

    name: str
    type: str
    is_list: bool
    description: str
    default: Any

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


@dataclass(frozen=True)
class Column:
    """A column of the answer."""

    name: str
    description: str


@dataclass(frozen=True)
class Query:
    """A saved query: its name and group (file and folder), header, and the whole text of the file."""

    name: str
    group: str
    title: str
    params: tuple[Param, ...]
    columns: tuple[Column, ...]
    text: str

    @property
    def body(self) -> str:
        """The Cypher alone, without the header and other comments on lines of their own."""
        return "\n".join(line for line in self.text.splitlines() if not line.lstrip().startswith("//"))

    @property
    def model_columns(self) -> list[str]:
        """The columns that hold ids of models, of one or of several."""
        return [column.name for column in self.columns if column.name in (*MODEL, SHARED_PARENTS)]

    @property
    def names_derivations(self) -> bool:
        """Whether each row is of a derivation: of a child from a parent."""
        return {"child", "parent"} <= set(self.model_columns)

    @property
    def counts_withdrawn(self) -> bool:
        """Whether it goes over derivations too that were withdrawn."""
        return "FORMERLY_DERIVED_FROM*" in self.body

    def values(self, given: ParamValues) -> dict[str, Any]:
        """The value of every param: the one given, else its default. CypherError where one is missing or unknown."""
        known = [param.name for param in self.params]
        for name in given:
            if name not in known:
                if not known:
                    raise CypherError("query-has-no-params", query=self.name, name=name)
                raise CypherError("query-has-no-such-param", query=self.name, name=name, params=", ".join(known))
        missing = [param.name for param in self.params if param.required and param.name not in given]
        if missing:
            raise CypherError("query-lacks-values", query=self.name, params=", ".join(missing))
        return {param.name: given.get(param.name, param.default) for param in self.params}


class HeaderError(ValueError):
    """A `.cypher` file whose header and body do not agree; the message starts with file and line."""


def parse(path: Path) -> Query:
    """The query of one file. Raises HeaderError with the file's name and line where header and body differ."""
    text = path.read_text(encoding="utf-8")
    header = [line for line in text.splitlines() if line.startswith("//")]
    if not header or text.splitlines()[0] != header[0]:
        raise HeaderError(f"{path.name}:1: the first line must be the title, as a // comment")
    query = Query(
        name=path.stem,
        group=path.parent.name,
        title=header[0].removeprefix("//").strip(),
        params=tuple(_param(path, text, match) for match in map(PARAM.fullmatch, header) if match),
        columns=tuple(Column(**match.groupdict()) for match in map(COLUMN.fullmatch, header) if match),
        text=text,
    )
    _check_spelling(path, text)
    body = COMMENT_OR_STRING.sub(lambda match: "" if match[0].startswith("/") else "''", text)
    _check(path, text, "param", {param.name for param in query.params}, set(re.findall(r"\$(\w+)", body)))
    columns = [column.name for column in query.columns]
    _check(path, text, "column", set(columns), set(returned(body)))
    if columns != returned(body):
        raise HeaderError(f"{path.name}:{_find(text, 'RETURN')}: the columns are declared in another order")
    return query


def returned(body: str) -> list[str]:
    """The columns of the last RETURN outside of any bracket, in order; none where there is no such RETURN."""
    words = _outer_words(body)
    starts = [position for position, word in enumerate(words) if word.upper() == "RETURN"]
    if not starts:
        return []
    columns, last = [], ""
    for word in words[starts[-1] + 1 :]:
        if word.upper() in CLAUSES_AFTER_RETURN:
            break
        if word == ",":
            columns.append(last)
        last = word
    return [*columns, last]


def _outer_words(body: str) -> list[str]:
    """The words and marks of the body that stand in no bracket; a bracket and all in it count as one mark."""
    words, depth = [], 0
    for word in WORD_OR_MARK.findall(body):
        if word in "([{":
            depth += 1
        elif word in ")]}":
            depth -= 1
        elif depth == 0 and word != ";":
            words.append(word)
    return words


def _param(path: Path, text: str, match: re.Match[str]) -> Param:
    name, default, place = match["name"], match["default"], f"{path.name}:{_find(text, match.string)}"
    type, is_list = match["type"].removeprefix("list[").removesuffix("]"), match["type"].startswith("list[")
    if type not in TYPES:
        raise HeaderError(f"{place}: the type of {name} is none of {', '.join(TYPES)}, or a list of one")
    try:
        value = REQUIRED if default is None else json.loads(default)
    except json.JSONDecodeError:
        raise HeaderError(f"{place}: the default of {name} is not JSON") from None
    if value is not REQUIRED and not _is_of(value, type, is_list=is_list):
        raise HeaderError(f"{place}: the default of {name} is not of the type {match['type']}")
    return Param(name, type, is_list, match["description"], value)


def _is_of(value: object, type: str, *, is_list: bool) -> bool:
    """Whether a default has the type that its param declares. A truth value is no number."""
    if is_list:
        return isinstance(value, list) and all(_is_of(item, type, is_list=False) for item in value)
    if type == "Relation":
        return value in ALL_RELATIONS
    return isinstance(value, TYPES[type]) and (type == "Boolean" or not isinstance(value, bool))


def _check_spelling(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"// ?(param|column)\b", line) and not (PARAM.fullmatch(line) or COLUMN.fullmatch(line)):
            raise HeaderError(f"{path.name}:{number}: not of the form '// param name: Type = default: what it is'")


def _check(path: Path, text: str, kind: str, declared: set[str], used: set[str]) -> None:
    for name in sorted(declared - used):
        raise HeaderError(f"{path.name}:{_find(text, f'// {kind} {name}')}: {kind} {name} is declared but not used")
    for name in sorted(used - declared):
        place = f"${name}" if kind == "param" else "RETURN"
        raise HeaderError(f"{path.name}:{_find(text, place)}: {kind} {name} is used but not declared")


def _find(text: str, needle: str) -> int:
    """The number of the last line that holds `needle`; 1 where none does."""
    return max((number for number, line in enumerate(text.splitlines(), 1) if needle in line), default=1)
