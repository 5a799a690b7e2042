"""Reads a `.cypher` file: what its header says, and whether its body agrees."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cypher.errors import CypherError

ParamValues = Mapping[str, Any]
"""The values of a query's params, by name."""
REQUIRED: Any = object()
"""The default of a param that has none."""

PARAM = re.compile(r"// param (?P<name>\w+)(?: = (?P<default>.+?))?: (?P<description>.+)")
COLUMN = re.compile(r"// column (?P<name>\w+): (?P<description>.+)")
COMMENT_OR_STRING = re.compile(r"""//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
WORD_OR_MARK = re.compile(r"\w+|[^\w\s]")
MODEL = ("model", "other", "child", "parent", "ancestor")
"""What a param or a column is called that holds the id of a model."""
MODELS = "models"
"""What a param is called that holds the ids of several."""
SHARED_PARENTS = "sharedParents"
"""What a column is called that does."""
ALL_RELATIONS = ("finetune", "adapter", "merge", "quantized", "unknown")
"""The kinds of derivation; `relation` is what a param is called that chooses some of them."""
CLAUSES_AFTER_RETURN = {"ORDER", "SKIP", "LIMIT", "OFFSET", "UNION"}


@dataclass(frozen=True)
class Param:
    """A value the query takes; `default` is REQUIRED where it must be given."""

    name: str
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
    default = match["default"]
    try:
        value = REQUIRED if default is None else json.loads(default)
    except json.JSONDecodeError:
        raise HeaderError(
            f"{path.name}:{_find(text, match.string)}: the default of {match['name']} is not JSON"
        ) from None
    return Param(match["name"], match["description"], value)


def _check_spelling(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"// ?(param|column)\b", line) and not (PARAM.fullmatch(line) or COLUMN.fullmatch(line)):
            raise HeaderError(f"{path.name}:{number}: not of the form '// param name = default: what it is'")


def _check(path: Path, text: str, kind: str, declared: set[str], used: set[str]) -> None:
    for name in sorted(declared - used):
        raise HeaderError(f"{path.name}:{_find(text, f'// {kind} {name}')}: {kind} {name} is declared but not used")
    for name in sorted(used - declared):
        place = f"${name}" if kind == "param" else "RETURN"
        raise HeaderError(f"{path.name}:{_find(text, place)}: {kind} {name} is used but not declared")


def _find(text: str, needle: str) -> int:
    """The number of the last line that holds `needle`; 1 where none does."""
    return max((number for number, line in enumerate(text.splitlines(), 1) if needle in line), default=1)
