"""What people write instead of the name of a repository, and the rules by which it is read.

A rule may be wrong: a reading counts only where it names a model that a source lists. What is no reading is left as it
is: two sizes in one name, a path, another hub.
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
"""Characters of what is read by rules."""
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
HUB = re.compile(
    r"(?:(?:git\+)?(?:(?:https?|ssh|git):)?//)?(?:[^/@\s]*@)?(?:www\.)?"
    r"(?:huggingface\.co|huggingface\.com|hf\.co|hf-mirror\.com)[/:]+|(?:hf|huggingface)://|hf:|hf[-_]hub:|huggingface:|pkg:huggingface/",
    re.IGNORECASE,
)
TAG = re.compile(r"^([^/:\s]+(?:/[^/:\s]+)?):[\w.-]+$")
REVISION = re.compile(r"^([^@]+)@[\w./-]+$")
CACHE = re.compile(r"(?:^|[/\\])(model|dataset)s--([^/\\]+?)(?:--([^/\\]+))?(?:[/\\].*)?$")
DASHES = re.compile(r"^(?:(?:[/~]|[A-Za-z]:[\\/]).*[/\\])?([^/\\]+?)--([^/\\]+)[/\\]?$")
PAGE = re.compile(
    r"^([^/]+/[^/]+)/(?:tree|blob|resolve|raw|discussions|commits?|edit|viewer|main|snapshots|checkpoint-\d+|"
    r"unet|vae|text_encoder|transformer|onnx|gguf|GGUF|original)(?:/.*)?$"
)
FILE = re.compile(
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
    """A name that something written may mean, and the rules that read it so, in the order in which they apply."""

    name: str
    rule: str

    def __str__(self) -> str:
        """The reading as the graph keeps it."""
        return f"{self.rule}: {self.name}"

    @classmethod
    def kept(cls, text: str) -> Reading:
        """The reading that the graph keeps so."""
        rule, _, name = text.partition(": ")
        return cls(name, rule)


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of what is written, and the rules that lead to it."""

    text: str
    rules: tuple[str, ...] = ()

    def by(self, rule: str, text: str) -> _Item:
        return _Item(text, self.rules if rule in self.rules else (*self.rules, rule))


def readings(written: str, kind: Kind) -> list[Reading]:
    """What a text that is no name may mean, by rules; empty where it cannot be read."""
    if len(written) > LONGEST_STATEMENT:
        return []
    found: dict[str, Reading] = {}
    with suppress(RecursionError):
        for item in _items(_Item(written), 0):
            name = _reduced(item, kind)
            if name and name.rules and (kind == "model" or "/" in name.text or "list" not in name.rules):
                found.setdefault(name.text, Reading(name.text, ", ".join(name.rules)))
    return list(found.values())


def _items(item: _Item, depth: int) -> Iterator[_Item]:
    """The single names that stand in a text."""
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
    """The names in a text that are joined by plus signs or by spaces alone."""
    for pieces in (text.strip().split("+"), text.split()):
        if (
            len(pieces) > 1
            and all("/" in piece for piece in pieces)
            and all(HUB.match(piece) or is_name(piece.strip(QUOTES)) for piece in pieces)
        ):
            return pieces
    return [text]


def _visible(item: _Item) -> _Item:
    """Without characters that nobody sees, and with plain ones in place of their variants."""
    text = "".join(sign for sign in item.text if sign in "\n\r\t" or unicodedata.category(sign) not in ("Cc", "Cf"))
    text = unicodedata.normalize("NFKC", text)
    return item if text == item.text else item.by("characters", text)


def _unmarked(item: _Item) -> _Item:
    """Without HTML and without the links of Markdown, in whose place their addresses stand."""
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
    """The addresses and the texts in a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the address that a link leads to, and that a line ends."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]
        if tag in ("br", "li", "p"):
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        self.texts.append(data)


def _literal(text: str) -> dict[Any, Any] | list[Any] | None:
    """The list or object that a text writes down in JSON or Python."""
    text = text.strip()
    if text[:1] + text[-1:] not in ("{}", "[]"):
        return None
    for read in (json.loads, ast.literal_eval):
        with suppress(ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            value = read(text)
            return value if isinstance(value, dict | list) else None
    return None


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value that may be names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        folded = {str(key).lower(): item for key, item in value.items()}
        named = next((folded[key] for key in NAMING if folded.get(key)), None)
        if named is not None:
            yield from _texts(named)
        else:
            yield from (key for key in value if isinstance(key, str) and key.count("/") == 1)


def _reduced(item: _Item, kind: Kind) -> _Item | None:
    """The name that one part comes to, by as many rules as it takes; None where it comes to none."""
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
    """What the first rule that applies makes of a part; the same where none does, None where it is no name here."""
    for rule, change in RULES:
        text = change(item.text, kind)
        if text is None:
            return None
        if text != item.text:
            return item.by(rule, text) if rule else _Item(text, item.rules)
    return item


def _address(text: str, kind: Kind) -> str | None:
    """What follows the Hub's address; None where it is the address of something else."""
    found = HUB.match(text)
    if not found:
        return None if "://" in text or FORGE.match(text) else text
    rest = re.split(r"[?#]", text[found.end() :], maxsplit=1)[0].strip("/").removeprefix("api/")
    return rest if rest and (kind == "model" or rest.startswith("datasets/")) else None


def _page(text: str, kind: Kind) -> str | None:
    """Without what leads to the kind of a repository; None where it is of another kind."""
    first, slash, rest = text.partition("/")
    if not slash or first.lower() not in OTHER_PAGES:
        return text
    return rest if first.lower() == f"{kind}s" and ("/" in rest or "--" in rest or kind == "dataset") else None


def _cached(text: str, kind: Kind) -> str | None:
    found = CACHE.search(text)
    if not found:
        return text
    of, publisher, name = found.groups()
    if of != kind:
        return None
    return f"{publisher}/{name}" if name else publisher


def _groups(pattern: re.Pattern[str]) -> Callable[[str, Kind], str]:
    """A rule that keeps of a text what the pattern has in its groups, with slashes between them."""

    def change(text: str, kind: Kind) -> str:
        found = pattern.match(text)
        return "/".join(group for group in found.groups() if group) if found else text

    return change


def _of_a_model(change: Callable[[str, Kind], str]) -> Callable[[str, Kind], str]:
    return lambda text, kind: change(text, kind) if kind == "model" else text


def _of_a_dataset(change: Callable[[str, Kind], str]) -> Callable[[str, Kind], str]:
    return lambda text, kind: change(text, kind) if kind == "dataset" else text


def _plain(text: str, kind: Kind) -> str:
    """Without what `clean` takes away, which is no rule."""
    text = text.strip()
    return text.rstrip("/") or text


def _remark(text: str, kind: Kind) -> str:
    found = REMARK.match(text)
    return found[1] if found and ("/" not in found[2] or HUB.match(found[2])) else text


def _among_words(text: str, kind: Kind) -> str:
    """The only name with a publisher that stands among words."""
    words = text.split()
    names = [word for word in words if "/" in word or "\\" in word]
    if len(words) == 1 or len(names) != 1:
        return text
    return names[0] if HUB.match(names[0]) or is_name(names[0].strip(EDGES + ".")) else text


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
    ("page", _groups(PAGE)),
    ("file", _groups(FILE)),
    ("part", _of_a_dataset(_groups(PART_OF_A_DATASET))),
    ("quantisation", _of_a_model(_groups(TAG))),
    ("part", _of_a_dataset(_groups(TAG))),
    ("revision", _groups(REVISION)),
    ("cache folder", _groups(DASHES)),
    ("backslash", _groups(BACKSLASH)),
    ("words around", _of_a_model(_among_words)),
    ("slashes", lambda text, kind: SLASHES.sub("/", text)),
)
"""What a rule is called, and what it makes of a text: the same where it does not apply, None where that is no name."""
