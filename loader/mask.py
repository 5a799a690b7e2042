"""Masks the names of erased publishers: replaces them by opaque names. Pure, and the same at every load.

An opaque name is computed from the name with a key, so that nobody who reads the graph can tell whose it was, or test
names. Two opaque names differ in case alone exactly if the names do: every name goes on meaning the same node.
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

USER_NAME = re.compile(r"\w(?:[\w.-]*\w)?", re.ASCII)
BETWEEN_NAMES = re.compile(r"--|__|_-_")
"""What people write in place of the slash where none is allowed, as in `models--user--model`."""
CODE_LETTERS = "abcdefghijklmnop"


@dataclass(frozen=True)
class Mask:
    """The names to mask: `hashes` of erased publishers, and of the old names of their models, made with the key."""

    key: bytes = b""
    hashes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hashes)

    @property
    def fingerprint(self) -> str:
        """A value by which keys are told apart, and from which no key can be computed."""
        return _mac(self.key, "key", "").hex()

    def hash(self, name: str) -> str:
        """Return the hash that is stored of an erased name; the case of letters does not matter."""
        return _mac(self.key, "name", name.lower()).hex()

    def hide(self, text: str) -> str:
        """Return the text with opaque names in place of erased ones; unchanged if it holds none.

        If the namespace of a name is erased, the rest of the name is replaced too: it may identify as much. A longer
        name of somebody else that contains the erased one (`user-2`, `other/user-merge`) is another name.
        """
        if text.lower() in NO_NAMES:
            return text
        if "/" in text and self._is_erased(text):
            return OPAQUE + self.code(text)
        before, slash, rest = text.partition("/")
        if slash and self._is_erased(before):
            return f"{OPAQUE}{self.code(before)}/{USER_NAME.sub(lambda name: self.code(name[0]), rest)}"
        return self._hide_within(text)

    def publisher(self, name: str) -> str:
        """Return the name of a publisher, masked if it is erased; also a name that no model may have."""
        return self.hide(f"{name}/")[:-1]

    def _hide_within(self, text: str) -> str:
        """Return the text with each erased name in it masked, and the name that follows it after a slash."""
        parts, end, is_after_erased = [], 0, False
        for match in USER_NAME.finditer(text):
            between, name = text[end : match.start()], match[0]
            if is_after_erased and between == "/":
                is_after_erased, substitute = False, self.code(name)
            else:
                is_after_erased = self._holds_erased(name)
                substitute = OPAQUE + self.code(name) if is_after_erased else name
            parts += [between, substitute]
            end = match.end()
        return "".join([*parts, text[end:]])

    def _holds_erased(self, name: str) -> bool:
        if name.startswith(OPAQUE):
            return False
        return self._is_erased(name) or any(map(self._is_erased, BETWEEN_NAMES.split(name)))

    def _is_erased(self, name: str) -> bool:
        return self.hash(name) in self.hashes

    def code(self, name: str) -> str:
        """Return sixteen letters for a name: the same, in another case, for the same name in another case."""
        folded, exact = _mac(self.key, "alike", name.lower()), _mac(self.key, "exact", name)
        letters = [CODE_LETTERS[byte % 16] for byte in folded]
        return "".join(letter.upper() if byte % 2 else letter for letter, byte in zip(letters, exact, strict=True))

    def digest(self, digest: str) -> str:
        """Return a substitute for the digest of a record, with which nobody can find the record on the Hub."""
        return _mac(self.key, "digest", digest).hex()[: len(digest)]

    def record(self, id: str, record: Record) -> tuple[str, Record]:
        """Return the id of a record's model and the record, as the graph may hold them."""
        masked = self.hide(id)
        return masked, record if masked == id else Record(record.raw, self.digest(record.digest), record.line)

    def identity(self, id: str, hub_id: str | None, fault: str | None) -> tuple[str, str | None, str | None]:
        """Return the id of a record's model, the Hub's id and the fault of that, as the graph may hold them."""
        masked = self.hide(id)
        return masked, self.code(hub_id) if hub_id and masked != id else hub_id, fault

    def model(self, model: Model) -> Model:
        """Return a model with masked names."""
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
        """Return the properties of a masked model: those that do not identify it, and substitutes of some that do."""
        substitutes = {
            name: self._property(PROPERTIES[name], value) for name, value in properties.items() if name in PROPERTIES
        }
        return {
            name: value for name, value in substitutes.items() if value is not None or not PROPERTIES[name].identifying
        }

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
        """Return a name as it is written and its readings, masked."""
        masked = [Reading(self.hide(reading.name), reading.rule) for reading in readings]
        written = self.hide(name)
        if masked != readings and written == name:
            # The name stands there in a form in which only a rule finds it.
            written = ", ".join(reading.name for reading in masked)
        return written, masked

    def quarantined(self, item: Quarantined) -> Quarantined:
        """Return a row of the quarantine with masked names."""
        if item.statement is None:
            return replace(item, record=self.hide(item.record), value=self.hide(item.value))
        statement = self._reference(item.statement)
        return replace(item, record=self.hide(item.record), value=statement.name, statement=statement)

    def source(self, source: Source) -> Source:
        """Return the source under a masked name; if its name changes, no journal is kept, and it cannot be resumed."""
        name = self.hide(source.name)
        return source if name == source.name else replace(source, name=name, journal=None)

    def notes(self, notes: Notes) -> Notes:
        """Return the notes of a source, masked: they do not tell which other names belong to an erased publisher."""
        renamed = [(pair, [self.hide(name) for name in pair]) for pair in notes.renamed]
        return Notes(
            renamed=[new for old, new in renamed if (old[0] == new[0]) == (old[1] == new[1])],
            absent=[self.hide(name) for name in notes.absent],
            followed=[self.hide(name) for name in notes.followed],
            frontier=[self.hide(name) for name in notes.frontier],
        )


NO_MASK = Mask()


def month(moment: datetime) -> datetime:
    """Return the beginning of the month of a moment."""
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@lru_cache(1 << 17)
def _mac(key: bytes, purpose: str, text: str) -> bytes:
    """Return sixteen bytes that nobody without the key can compute from a text."""
    return hmac.digest(key, f"{purpose}\0{text}".encode("utf-8", "surrogatepass"), "sha256")[:16]
