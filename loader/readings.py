"""Reads, by rules, texts that people write instead of the name of a repository.

A rule may be wrong: a reading counts only if it names a model that a source lists. Some texts have no reading: two
sizes in one name, a path, the address of another hub.
"""

from __future__ import annotations

import ast
import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

from ground.names import FORGE, OTHER_PAGES, Kind, is_name

LONGEST_STATEMENT = 1_000
"""Characters of a text that is read by rules."""
MOST_STEPS = 12
NAMING = (
    "name", "id", "model", "model_id", "repo", "repo_id", "base_model", "model_name", "model_name_or_path",
    "base_model_name_or_path", "_name_or_path", "path", "url", "link", "dataset", "parent", "base", "models",
    "base_models", "parents", "datasets", "sources",
)  # fmt: skip
"""The keys of an object that may hold a name, the likeliest first."""
BETWEEN_ITEMS = re.compile(r"\s*[,;|\n\r\t\u2022\u3001]+\s*|\s+(?:and|und|et|y|e|with|&|\+)\s+", re.IGNORECASE)
BULLET = re.compile(r"^(?:[-*\u2022]|\d+[.)])\s+")
MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()<>\s]*)>?[^()]*\)")
QUOTES = "\"'`\u2018\u2019\u201c\u201d"
EDGES = QUOTES + "*<>[](){}\u00ab\u00bb\u201e,;:!?|=\\ "
REMARK = re.compile(r"^([^\s()\[\]{}]+)\s*[(\[{]([^()\[\]{}]*)[)\]}]$")
WEIGHT = re.compile(r"^(?:[\d.]+%?(?:\s*[*\u00d7]\s*|\s+x\s+))?(\S+?)(?:(?:\s*[*=\u00d7:]\s*|\s+x\s+)\d*\.?\d+%?)?$")
HUB_PREFIX = re.compile(
    r"(?:(?:git\+)?(?:(?:https?|ssh|git):)?//)?(?:[^/@\s]*@)?(?:www\.)?"
    r"(?:huggingface\.co|huggingface\.com|hf\.co|hf-mirror\.com)[/:]+|(?:hf|huggingface)://|hf:|hf[-_]hub:|huggingface:|pkg:huggingface/",
    re.IGNORECASE,
)
TAG = re.compile(r"^([^/:\s]+(?:/[^/:\s]+)?):[\w.-]+$")
REVISION = re.compile(r"^([^@]+)@[\w./-]+$")
CACHE_FOLDER = re.compile(r"(?:^|[/\\])(model|dataset)s--([^/\\]+?)(?:--([^/\\]+))?(?:[/\\].*)?$")
DASHES = re.compile(r"^(?:(?:[/~]|[A-Za-z]:[\\/]).*[/\\])?([^/\\]+?)--([^/\\]+)[/\\]?$")
PAGE_PATH = re.compile(
    r"^([^/]+/[^/]+)/(?:tree|blob|resolve|raw|discussions|commits?|edit|viewer|main|snapshots|checkpoint-\d+|"
    r"unet|vae|text_encoder|transformer|onnx|gguf|GGUF|original)(?:/.*)?$"
)
FILE_PATH = re.compile(
    r"^([^/]+/[^/]+)/(?:.*/)?[^/]+\.(?:gguf|safetensors|bin|pt|pth|ckpt|onnx|json|md|txt|h5|msgpack|ggml|zip|py|yaml)$",
    re.IGNORECASE,
)
PART_OF_A_DATASET = re.compile(r"^([^/]+/[^/]+)/\w[\w.-]*(?:/.*)?$")
LABEL = re.compile(r"^(?:base[_ -]?)?(?:model|parent)s?\s*[:=]\s*(.+)$", re.IGNORECASE)
LABEL_OF_A_DATASET = re.compile(r"^datasets?\s*[:=]\s*(.+)$", re.IGNORECASE)
TWICE = re.compile(r"^([^/]+)/\1/([^/]+)$")
BOTH_TWICE = re.compile(r"^([^/]+/[^/]+)/\1$")
BACKSLASH = re.compile(r"^([\w.-]+)\\+([\w.-]+)$")
SLASHES = re.compile(r"\s*/[\s/]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A name that a text may mean, and the rules that lead to it, in the order in which they apply."""

    name: str
    rule: str

    def __str__(self) -> str:
        """Return the text that the graph stores."""
        return f"{self.rule}: {self.name}"

    @classmethod
    def parse(cls, text: str) -> Reading:
        """Return the reading that a text in the graph states."""
        rule, _, name = text.partition(": ")
        return cls(name, rule)


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a text, and the rules that lead to it."""

    text: str
    rules: tuple[str, ...] = ()

    def by(self, rule: str, text: str) -> _Item:
        """Return the text to which a rule leads from here."""
        return _Item(text, self.rules if rule in self.rules else (*self.rules, rule))


def readings(text: str, kind: Kind) -> list[Reading]:
    """Return the readings of a text that is not a name; empty if no rule reads it."""
    if len(text) > LONGEST_STATEMENT:
        return []
    by_name: dict[str, Reading] = {}
    with suppress(RecursionError):
        for item in _items(_Item(text), 0):
            name = _reduced(item, kind)
            if name and name.rules and (kind == "model" or "/" in name.text or "list" not in name.rules):
                by_name.setdefault(name.text, Reading(name.text, ", ".join(name.rules)))
    return list(by_name.values())


def _items(item: _Item, depth: int) -> Iterator[_Item]:
    """Yield the single names in a text."""
    item = _unmarked(_visible(item))
    value = _literal(item.text) if depth < MOST_STEPS else None
    if value is not None:
        rule = "object" if isinstance(value, dict) else "list"
        for text in _texts(value):
            yield from _items(item.by(rule, text), depth + 1)
        return
    parts = [each for part in BETWEEN_ITEMS.split(item.text) for each in _joined(part) if each.strip()]
    for part in parts:
        if len(parts) > 1:
            yield item.by("list", part)
        else:
            yield _Item(part, item.rules) if part.strip() == item.text.strip() else item.by("marks around", part)


def _joined(text: str) -> list[str]:
    """Return the names in a text that are joined by plus signs or by spaces alone."""
    for pieces in (text.strip().split("+"), text.split()):
        if (
            len(pieces) > 1
            and all("/" in piece for piece in pieces)
            and all(HUB_PREFIX.match(piece) or is_name(piece.strip(QUOTES)) for piece in pieces)
        ):
            return pieces
    return [text]


def _visible(item: _Item) -> _Item:
    """Remove invisible characters, and replace variants of characters by the plain ones."""
    text = "".join(sign for sign in item.text if sign in "\n\r\t" or unicodedata.category(sign) not in ("Cc", "Cf"))
    text = unicodedata.normalize("NFKC", text)
    return item if text == item.text else item.by("characters", text)


def _unmarked(item: _Item) -> _Item:
    """Remove HTML, and replace the links of Markdown by their addresses."""
    text = html.unescape(item.text)
    item = item if text == item.text else item.by("HTML", text)
    if re.search(r"</?[a-zA-Z]+(?:\s[^<>]*)?/?>", text):
        parser = _Links()
        parser.feed(text)
        parser.close()
        item = item.by("HTML", "\n".join(parser.links) if parser.links else "".join(parser.texts))
    text = MARKDOWN_LINK.sub(lambda link: link[2] if "/" in link[2] else link[1], item.text)
    return item if text == item.text else item.by("link", text)


class _Links(HTMLParser):
    """Collects the addresses and the texts in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the address of a link; end the line at a tag that does."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
        if tag in ("br", "li", "p"):
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        """Collect a piece of text."""
        self.texts.append(data)


def _literal(text: str) -> dict[Any, Any] | list[Any] | None:
    """Return the list or object that a text states in JSON or Python; None if it states none."""
    text = text.strip()
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return None
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            value = read(text)
            return value if isinstance(value, dict | list) else None
    return None


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value that may be names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        folded = {str(key).lower(): item for key, item in value.items()}
        value_of_name = next((folded[key] for key in NAMING if folded.get(key)), None)
        if value_of_name is not None:
            yield from _texts(value_of_name)
        else:
            yield from (key for key in value if isinstance(key, str) and key.count("/") == 1)


def _reduced(item: _Item, kind: Kind) -> _Item | None:
    """Return the name to which the rules reduce a part; None if they reduce it to none."""
    for _ in range(MOST_STEPS):
        if is_name(item.text):
            break
        following = _step(item, kind)
        if following is None:
            return None
        if following == item:
            break
        item = following
    return item if is_name(item.text) else None


def _step(item: _Item, kind: Kind) -> _Item | None:
    """Apply the first rule that changes a part; return it unchanged if none does, None if it cannot be a name."""
    for rule, change in RULES:
        text = change(item.text, kind)
        if text is None:
            return None
        if text != item.text:
            return item.by(rule, text) if rule else _Item(text, item.rules)
    return item


def _address(text: str, kind: Kind) -> str | None:
    """Return the text after the address of the Hub; None if it is the address of something else."""
    match = HUB_PREFIX.match(text)
    if not match:
        return None if "://" in text or FORGE.match(text) else text
    rest = re.split(r"[?#]", text[match.end() :], maxsplit=1)[0].strip("/").removeprefix("api/")
    return rest if rest and (kind == "model" or rest.startswith("datasets/")) else None


def _page(text: str, kind: Kind) -> str | None:
    """Remove the part of a path that states the kind of repository; None if it is of another kind."""
    first, slash, rest = text.partition("/")
    if not slash or first.lower() not in OTHER_PAGES:
        return text
    return rest if first.lower() == f"{kind}s" and ("/" in rest or "--" in rest or kind == "dataset") else None


def _cached(text: str, kind: Kind) -> str | None:
    """Return the name in the path of a cache folder; None if it holds another kind of repository."""
    match = CACHE_FOLDER.search(text)
    if not match:
        return text
    folder_kind, publisher, name = match.groups()
    if folder_kind != kind:
        return None
    return f"{publisher}/{name}" if name else publisher


def _groups(pattern: re.Pattern[str]) -> Callable[[str, Kind], str]:
    """Return a rule that reduces a text to the groups of a pattern, joined by slashes."""

    def change(text: str, kind: Kind) -> str:
        match = pattern.match(text)
        return "/".join(group for group in match.groups() if group) if match else text

    return change


def _of_a_model(change: Callable[[str, Kind], str]) -> Callable[[str, Kind], str]:
    return lambda text, kind: change(text, kind) if kind == "model" else text


def _of_a_dataset(change: Callable[[str, Kind], str]) -> Callable[[str, Kind], str]:
    return lambda text, kind: change(text, kind) if kind == "dataset" else text


def _plain(text: str, kind: Kind) -> str:
    """Remove what `ground.names.clean` removes, which does not count as a rule."""
    text = text.strip()
    return text.rstrip("/") or text


def _remark(text: str, kind: Kind) -> str:
    """Remove a remark in brackets after a name."""
    match = REMARK.match(text)
    return match[1] if match and ("/" not in match[2] or HUB_PREFIX.match(match[2])) else text


def _among_words(text: str, kind: Kind) -> str:
    """Return the only name with a publisher among the words of a text."""
    words = text.split()
    names = [word for word in words if "/" in word or "\\" in word]
    if len(words) == 1 or len(names) != 1:
        return text
    return names[0] if HUB_PREFIX.match(names[0]) or is_name(names[0].strip(EDGES + ".")) else text


RULES: Iterable[tuple[str, Callable[[str, Kind], str | None]]] = (
    ("", _plain),
    ("list", lambda text, kind: BULLET.sub("", text)),
    ("remark", _remark),
    ("label", _of_a_model(_groups(LABEL))),
    ("label", _of_a_dataset(_groups(LABEL_OF_A_DATASET))),
    ("marks around", lambda text, kind: text.strip(EDGES) if not text.endswith(".") else text.strip(EDGES + ".")),
    ("weight", _of_a_model(_groups(WEIGHT))),
    ("percent-encoding", lambda text, kind: unquote(text)),
    ("address", _address),
    ("cache folder", _cached),
    ("page", _page),
    ("git address", lambda text, kind: text.removesuffix(".git")),
    ("mention", lambda text, kind: text.removeprefix("@")),
    ("page", lambda text, kind: re.split(r"[?#]", text, maxsplit=1)[0]),
    ("publisher twice", _groups(TWICE)),
    ("publisher twice", _groups(BOTH_TWICE)),
    ("page", _groups(PAGE_PATH)),
    ("file", _groups(FILE_PATH)),
    ("part", _of_a_dataset(_groups(PART_OF_A_DATASET))),
    ("quantisation", _of_a_model(_groups(TAG))),
    ("part", _of_a_dataset(_groups(TAG))),
    ("revision", _groups(REVISION)),
    ("cache folder", _groups(DASHES)),
    ("backslash", _groups(BACKSLASH)),
    ("words around", _of_a_model(_among_words)),
    ("slashes", lambda text, kind: SLASHES.sub("/", text)),
)
"""The name and the function of each rule: it returns a text unchanged if it does not apply, None if that is no name."""
