"""Shapes one raw record, as `GET /api/models` returns it, into a Model. Pure: it reads and writes nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from ground.hub_id import hub_id
from ground.names import LONGEST_NAME, Kind, clean, is_name, namespace, why_no_name
from ground.text import TOO_LONG, short, storable
from loader.fields import CARD_FIELDS, PLAIN_FIELDS, Field, moment
from loader.model import Model, Quarantined, Reference
from loader.readings import readings
from loader.record import Raw
from loader.relations import SEPARATORS, relation_of
from loader.witnesses import RECORD_WITNESSES

LONGEST_TEXT = 1_000
"""Characters of a property that is not a name."""
LATEST = datetime.max.replace(tzinfo=UTC)
CLOCKS = timedelta(minutes=10)
"""The largest difference accepted between the clocks of the Hub and of this machine."""
READ_TAGS = ("base_model:", "dataset:", *(field.tag for field in CARD_FIELDS if field.tag))
"""The prefixes of the tags that are read."""
CARD_KEYS: dict[str, tuple[str, ...]] = {
    "base_model": (
        "base_models", "basemodel", "basemodels", "finetuned_from", "fine_tuned_from", "finetuned_from_model",
        "parent_model", "parent_models",
    ),
    "base_model_relation": ("base_model_relations", "basemodel_relation"),
    "datasets": ("dataset", "training_datasets", "training_dataset", "train_datasets", "train_dataset"),
    **{field.card_key: field.spellings for field in CARD_FIELDS},
}  # fmt: skip
"""The keys read from a card, and other spellings of each: in any case, and with any separator between words."""
KEY_OF_SPELLING = {spelling: key for key, others in CARD_KEYS.items() for spelling in (key, *others)}


class Identity(NamedTuple):
    """The model that a record describes: its id, its id on the Hub if present, and why that one is not reliable."""

    id: str
    hub_id: str | None
    fault: str | None


def identify(raw: Raw) -> Identity | Quarantined:
    """Return the model that a record describes, or the row of the quarantine that says why it describes none."""
    value = raw.get("id") or raw.get("modelId")
    if not isinstance(value, str):
        return Quarantined(short(value), "id", short(value), "not the text of an id")
    id = storable(value).strip()
    reason = why_no_name(id)
    if reason:
        return Quarantined(short(id), "id", short(id), reason)
    own_id = raw.get("_id")
    return Identity(id, *(hub_id(own_id, moment(raw.get("createdAt"))) if own_id is not None else (None, None)))


def shape(raw: Raw, now: datetime = LATEST, identity: Identity | None = None) -> Model | Quarantined:
    """Return the model that a record describes, or the row of the quarantine that says why it describes none.

    A field with an unusable value goes to quarantine, such as a text beyond its bound or a date after `now`; the rest
    of the record is used. The id on the Hub becomes a property if this record gives no reason to doubt it. `identity`
    is what `identify` returns for the record, if the caller has it already.
    """
    subject = identity or identify(raw)
    if isinstance(subject, Quarantined):
        return subject
    try:
        return RecordReader(subject, raw, now).model()
    except RecursionError:
        return Quarantined(subject.id, "", "", "nested too deeply")


class RecordReader:
    """Reads one record into a model, and collects the values that go to quarantine."""

    def __init__(self, identity: Identity, raw: Raw, now: datetime) -> None:
        self.id = identity.id
        self.identity = identity
        self.raw = raw
        self.latest = now + CLOCKS if now < LATEST else LATEST
        self.in_quarantine: list[Quarantined] = []
        self.declared: str | None = None
        self.card = self._card()
        self.tags = [tag for tag in self._texts(self._list("tags"), "tags") if tag.startswith(READ_TAGS)]

    def model(self) -> Model:
        """Return the model that the record describes."""
        self.declared, declared_as = self._declared()
        parents = [each for witness in RECORD_WITNESSES.values() for each in witness.parents(self)]
        datasets = [
            each for witness in RECORD_WITNESSES.values() if witness.datasets for each in witness.datasets(self)
        ]
        return Model(
            id=self.id,
            publisher=self._author() or namespace(self.id),
            properties=self._properties(),
            fields=frozenset(self.raw),
            speaking=frozenset(name for name, witness in RECORD_WITNESSES.items() if witness.field in self.raw),
            declared_relation=self.declared,
            declared_as=declared_as,
            parents=self._merged(parents),
            datasets=self._merged(datasets),
            quarantined=self.in_quarantine,
        )

    def _author(self) -> str | None:
        author = self.raw.get("author")
        if author is None or (isinstance(author, str) and not author.strip()):
            return None
        if isinstance(author, str) and len(author) <= LONGEST_NAME:
            return storable(author)
        self.quarantine("author", author, TOO_LONG if isinstance(author, str) else "not a text")
        return None

    def _properties(self) -> dict[str, Any]:
        """Return the properties of the node that the record has fields for; None for a field without a value."""
        properties: dict[str, Any] = {
            "name": self.id.partition("/")[2] or self.id,
            "idFolded": self.id.lower(),
        }
        for name, value in self.raw.items():
            if field := PLAIN_FIELDS.get(name):
                properties[field.name] = self._plain(field, value)
        if self.identity.hub_id and not self.identity.fault:
            properties["hubId"] = self.identity.hub_id
        for field in CARD_FIELDS:
            if "cardData" in self.raw or (field.tag and "tags" in self.raw):
                properties[field.name] = self._card_property(field)
        return properties

    def _plain(self, field: Field, value: Any) -> Any:
        """Return the property for a field of the record; None if it has no value, or one that is refused."""
        content = field.read(value) if field.read and (value is not None or field.initial is not None) else None
        if content is None and value is not None:
            self.quarantine(field.hub, value, field.reason)
        elif reason := self._beyond(content):
            self.quarantine(field.hub, value, reason)
            return None
        return content

    def _card_property(self, field: Field) -> str | None:
        """Return the property for a key of the card, else for the tags: the texts in it, joined by commas."""
        texts = self._texts(self.card[field.card_key], field.hub)
        is_tagged = bool(field.tag) and not texts
        if is_tagged:
            texts = self.tags_after(field.tag)
        value = ", ".join(filter(None, map(field.read, texts) if field.read else texts))
        if len(value) > LONGEST_TEXT:
            self.quarantine("tags" if is_tagged else field.hub, value, TOO_LONG)
            return None
        return value or None

    def _beyond(self, value: Any) -> str | None:
        """Return why a property of the right type is refused; None if it is accepted."""
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            return TOO_LONG
        if isinstance(value, datetime) and value > self.latest:
            return "a date that is yet to come"
        return None

    def reference(
        self, written: str, kind: Kind, witness: str, word: str | None = None, hub_id: str | None = None
    ) -> Reference:
        """Return the reference that a witness makes with a text, with the relation that it states."""
        name = clean(written, kind)
        alternatives = [] if is_name(name) else readings(written.strip(), kind)
        return Reference(written.strip() if alternatives else name, {witness: word}, hub_id, readings=alternatives)

    def _card(self) -> dict[str, list[Any]]:
        """Return the values of the card by the keys that are read: one for each spelling of the key."""
        card: dict[str, list[Any]] = {key: [] for key in CARD_KEYS}
        for key, value in self.object("cardData").items():
            known = KEY_OF_SPELLING.get(SEPARATORS.sub("_", str(key).strip().lower()))
            if known and value is not None:
                # The key as the Hub writes it comes first.
                card[known].insert(0 if key == known else len(card[known]), value)
        return card

    def card_statements(self, key: str) -> list[str]:
        """Return every text in a value of the card that names repositories; an object becomes its JSON."""
        return self._texts(self.card[key], f"cardData.{key}", objects=True)

    def _declared(self) -> tuple[str | None, str | None]:
        """Return the relation that the card declares, and the word used for it if that is another."""
        field = "cardData.base_model_relation"
        words = [word.strip() for word in self._texts(self.card["base_model_relation"], field) if word.strip()]
        by_relation = {relation: word for word in reversed(words) if (relation := self.relation(word, field))}
        if len(by_relation) > 1:
            self.quarantine(field, ", ".join(words), "several relations, and the Hub has one for all parents")
            return None, None
        for relation, word in by_relation.items():
            return relation, short(word) if word != relation else None
        return None, None

    def object(self, field: str) -> dict[str, Any]:
        """Return a field that holds an object, as such or as JSON; empty if it holds anything else."""
        value = self.raw.get(field)
        if isinstance(value, str) and value.strip():
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                self.quarantine(field, value, "not JSON")
                return {}
        if isinstance(value, dict):
            return value
        if isinstance(value, list) and field == "baseModels":
            return {"models": value}
        if value:
            self.quarantine(field, value, "not an object")
        return {}

    def _list(self, field: str) -> Any:
        """Return a field that holds a list, as such or as JSON; unchanged if it holds anything else."""
        value = self.raw.get(field)
        if not isinstance(value, str):
            return value
        if not value.lstrip().startswith(("[", "{", '"')):
            return [text.strip() for text in value.split(",")]
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            self.quarantine(field, value, "not JSON")
            return None

    def _texts(self, value: Any, field: str, *, objects: bool = False) -> list[str]:
        """Return every text in a value that should be a text or a list of them, however nested."""
        if isinstance(value, str):
            return [storable(value)]
        if objects and isinstance(value, dict) and value:
            return [storable(json.dumps(value, ensure_ascii=False, default=str))]
        if not isinstance(value, list | tuple):
            if value is not None:
                self.quarantine(field, value, "not a text")
            return []
        texts = []
        for item in value:
            if isinstance(item, str):
                texts.append(item if item.isascii() else storable(item))
            else:
                texts += self._texts(item, field, objects=objects)
        return texts

    def tags_after(self, prefix: str) -> list[str]:
        """Return the rest of each tag that has the prefix."""
        return [tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix)]

    def relation(self, value: Any, field: str) -> str | None:
        """Return the relation that a value of a field means; quarantine a value that means none."""
        if value is None or value == "":
            return None
        relation = relation_of(value) if isinstance(value, str) else None
        if relation:
            return relation
        self.quarantine(field, value, "not a relation the Hub knows")
        return None

    def quarantine(self, field: str, value: Any, reason: str) -> None:
        """Put the value of a field of the record in quarantine."""
        self.in_quarantine.append(Quarantined(self.id, field, short(value), reason))

    def _merged(self, references: Iterable[Reference]) -> list[Reference]:
        """Return one reference for each name, with the relations of all witnesses; the first of each witness counts."""
        merged: dict[str, Reference] = {}
        for reference in references:
            known = merged.setdefault(reference.name, reference)
            known.hub_id = known.hub_id or reference.hub_id
            for witness, word in reference.words.items():
                earlier_word = known.words.get(witness)
                known.words[witness] = earlier_word or word
                if earlier_word and word and earlier_word != word:
                    field = RECORD_WITNESSES[witness].field
                    self.quarantine(field, f"{word}: {reference.name}", "a second relation to one parent")
        return list(merged.values())
