"""Puts opaque names in the place of the names of publishers who are forgotten. Pure, and the same at every load.

What stands for a name is made of it with a key, so that nobody who reads the graph can tell whose it was, or try out
names. Two names are alike but for case exactly where what stands for them is: every name goes on meaning the same node.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from ground.names import NO_NAMES, OPAQUE, name_of
from loader.fields import NAMING, PROPERTIES, Field
from loader.model import Model, Quarantined, Reference
from loader.readings import Reading
from loader.record import Record
from loader.sources.source import Notes, Source

NAME = re.compile(r"\w(?:[\w.-]*\w)?", re.ASCII)
BETWEEN_NAMES = re.compile(r"--|__|_-_")
"""What people put in the place of the slash where none may stand, as in `models--user--model`."""
LETTERS = "abcdefghijklmnop"


@dataclass(frozen=True)
class Forgotten:
    """Those who are forgotten: `hashes` of their names, and of the old names of their models, made with the key."""

    key: bytes = b""
    hashes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hashes)

    @property
    def fingerprint(self) -> str:
        """What tells two keys apart, and neither of them to anybody."""
        return _mac(self.key, "key", "").hex()

    def hash(self, name: str) -> str:
        """What is kept of a name that is forgotten; the same in any case."""
        return _mac(self.key, "name", name.lower()).hex()

    def hide(self, text: str) -> str:
        """The text with opaque names in the place of forgotten ones; as it is where it holds none.

        Of a name with a namespace that is forgotten, the rest goes too: it may tell as much. A longer name in which
        somebody else put the forgotten one (`user-2`, `other/user-merge`) is another name.
        """
        if text.lower() in NO_NAMES:
            return text
        if "/" in text and self._knows(text):
            return OPAQUE + self.code(text)
        before, slash, rest = text.partition("/")
        if slash and self._knows(before):
            return f"{OPAQUE}{self.code(before)}/{NAME.sub(lambda name: self.code(name[0]), rest)}"
        return self._hide_within(text)

    def publisher(self, name: str) -> str:
        """The name of a publisher, hidden if it is forgotten; also one that as the name of a model would be none."""
        return self.hide(f"{name}/")[:-1]

    def _hide_within(self, text: str) -> str:
        """The text with each forgotten name hidden that stands in it, and what follows such a name after a slash."""
        parts, end, behind = [], 0, False
        for found in NAME.finditer(text):
            between, name = text[end : found.start()], found[0]
            if behind and between == "/":
                behind, hidden = False, self.code(name)
            else:
                behind = self._is_forgotten(name)
                hidden = OPAQUE + self.code(name) if behind else name
            parts += [between, hidden]
            end = found.end()
        return "".join([*parts, text[end:]])

    def _is_forgotten(self, name: str) -> bool:
        if name.startswith(OPAQUE):
            return False
        return self._knows(name) or any(map(self._knows, BETWEEN_NAMES.split(name)))

    def _knows(self, name: str) -> bool:
        return self.hash(name) in self.hashes

    def code(self, name: str) -> str:
        """Sixteen letters for a name; in another case where it is the same name in another case."""
        alike, exact = _mac(self.key, "alike", name.lower()), _mac(self.key, "exact", name)
        letters = [LETTERS[byte % 16] for byte in alike]
        return "".join(letter.upper() if byte % 2 else letter for letter, byte in zip(letters, exact, strict=True))

    def digest(self, digest: str) -> str:
        """What stands for the digest of a record, by which anybody could find the record among those of the Hub."""
        return _mac(self.key, "digest", digest).hex()[: len(digest)]

    def record(self, id: str, record: Record) -> tuple[str, Record]:
        """The id of a record's model and the record, as the graph may know them."""
        hidden = self.hide(id)
        return hidden, record if hidden == id else Record(record.raw, self.digest(record.digest), record.line)

    def carried(self, id: str, hub_id: str | None, fault: str | None) -> tuple[str, str | None, str | None]:
        """The id of a record's model, the Hub's own id and what is wrong with that, as they may be kept."""
        hidden = self.hide(id)
        return hidden, self.code(hub_id) if hub_id and hidden != id else hub_id, fault

    def model(self, model: Model) -> Model:
        """What was made of a record, without what is forgotten."""
        id, properties = self.hide(model.id), dict(model.properties)
        for name in NAMING:
            if properties.get(name):
                properties[name] = self.hide(properties[name])
        if id != model.id:
            properties = self.properties(properties) | {"name": name_of(id), "idFolded": id.lower()}
        return replace(
            model,
            id=id,
            publisher=self.publisher(model.publisher) if model.publisher else None,
            properties=properties,
            parents=[self._reference(reference) for reference in model.parents],
            datasets=[self._reference(reference) for reference in model.datasets],
            quarantined=[self.quarantined(item) for item in model.quarantined],
        )

    def properties(self, properties: Mapping[str, Any]) -> dict[str, Any]:
        """The properties of a hidden model: those declared not to identify it, and substitutes of some that do."""
        kept = {
            name: self._property(PROPERTIES[name], value) for name, value in properties.items() if name in PROPERTIES
        }
        return {name: value for name, value in kept.items() if value is not None or not PROPERTIES[name].identifying}

    def _property(self, field: Field, value: Any) -> Any:
        if value is None or value in field.choices:
            return value
        if field.substitute == "code":
            return self.code(value)
        if field.substitute == "month":
            return month(value)
        if field.identifying:
            return None
        return self.hide(value) if isinstance(value, str) else value

    def _reference(self, reference: Reference) -> Reference:
        name, readings = self.statement(reference.name, reference.readings)
        if name == reference.name:
            return reference
        hub_id = self.code(reference.hub_id) if reference.hub_id else None
        return replace(reference, name=name, readings=readings, hub_id=hub_id)

    def statement(self, name: str, readings: list[Reading]) -> tuple[str, list[Reading]]:
        """A name as it is written and what it may mean, without what is forgotten."""
        hidden = [Reading(self.hide(reading.name), reading.rule) for reading in readings]
        written = self.hide(name)
        if hidden != readings and written == name:
            # The name stands there in a form in which only a rule finds it.
            written = ", ".join(reading.name for reading in hidden)
        return written, hidden

    def quarantined(self, item: Quarantined) -> Quarantined:
        """A statement in quarantine, without what is forgotten."""
        if item.statement is None:
            return replace(item, record=self.hide(item.record), value=self.hide(item.value))
        statement = self._reference(item.statement)
        return replace(item, record=self.hide(item.record), value=statement.name, statement=statement)

    def source(self, source: Source) -> Source:
        """The source under a name that may be kept; where that is another, nothing is kept to go on another time."""
        name = self.hide(source.name)
        return source if name == source.name else replace(source, name=name, journal=None)

    def notes(self, notes: Notes) -> Notes:
        """What a source found out, without what is forgotten: nor which of the other names are of someone forgotten."""
        renamed = [(pair, [self.hide(name) for name in pair]) for pair in notes.renamed]
        return Notes(
            renamed=[new for old, new in renamed if (old[0] == new[0]) == (old[1] == new[1])],
            absent=[self.hide(name) for name in notes.absent],
            followed=[self.hide(name) for name in notes.followed],
            frontier=[self.hide(name) for name in notes.frontier],
        )


NOBODY = Forgotten()


def month(moment: datetime) -> datetime:
    """The beginning of the month of a moment."""
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@lru_cache(1 << 17)
def _mac(key: bytes, purpose: str, text: str) -> bytes:
    """Sixteen bytes that only who has the key can make of a text."""
    return hmac.digest(key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), "sha256")[:16]
