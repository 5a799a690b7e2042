"""Shapes one raw record, as `GET /api/models` gives it, into a Model. Pure: nothing is read, looked up or written."""

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
from loader.relations import MARKS, relation_of
from loader.witnesses import RECORD_WITNESSES

LONGEST_TEXT = 1_000
"""Characters of a property that is no name."""
LATEST = datetime.max.replace(tzinfo=UTC)
CLOCKS = timedelta(minutes=10)
"""How far the clocks of the Hub and of this machine may be apart."""
READ_TAGS = ("base_model:", "dataset:", *(field.tag for field in CARD_FIELDS if field.tag))
"""How the tags begin that are read."""
CARD_KEYS: dict[str, tuple[str, ...]] = {
    "base_model": (
        "base_models", "basemodel", "basemodels", "finetuned_from", "fine_tuned_from", "finetuned_from_model",
        "parent_model", "parent_models",
    ),
    "base_model_relation": ("base_model_relations", "basemodel_relation"),
    "datasets": ("dataset", "training_datasets", "training_dataset", "train_datasets", "train_dataset"),
    **{field.card_key: field.spellings for field in CARD_FIELDS},
}  # fmt: skip
"""The keys of a card that are read, and what people write for each: in any case, and with any mark between words."""
KEYS_OF_A_CARD = {written: key for key, others in CARD_KEYS.items() for written in (key, *others)}


class Identity(NamedTuple):
    """Which model a record describes: its id, the Hub's own id if it carries one, and why that is no identity."""

    id: str
    hub_id: str | None
    fault: str | None


def identify(raw: Raw) -> Identity | Quarantined:
    """The model that a record describes, or the Quarantined that says why it describes none."""
    written = raw.get("id") or raw.get("modelId")
    if not isinstance(written, str):
        return Quarantined(short(written), "id", short(written), "not the text of an id")
    id = storable(written).strip()
    reason = why_no_name(id)
    if reason:
        return Quarantined(short(id), "id", short(id), reason)
    carried = raw.get("_id")
    return Identity(id, *(hub_id(carried, moment(raw.get("createdAt"))) if carried is not None else (None, None)))


def shape(raw: Raw, now: datetime = LATEST, identity: Identity | None = None) -> Model | Quarantined:
    """The model that a record describes, or the Quarantined that says why it describes none.

    What is odd in a single field is put in quarantine, and the rest of the record stands: a text beyond its bound, a
    date after `now`. The Hub's own id becomes a property where it may be an identity, as far as one record can tell.
    `identity` is what `identify` returns for the record, if the caller has it already.
    """
    stated = identity or identify(raw)
    if isinstance(stated, Quarantined):
        return stated
    try:
        return RecordReader(stated, raw, now).model()
    except RecursionError:
        return Quarantined(stated.id, "", "", "nested too deeply")


class RecordReader:
    """Reads one record into a model, and collects what of it goes to quarantine."""

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
        """The model that the record describes."""
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
        """The properties of the node that the record speaks of; None where it holds the field without a value."""
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
                properties[field.name] = self._of_the_card(field)
        return properties

    def _plain(self, field: Field, value: Any) -> Any:
        """The property that a field of the record makes; None where it has no value, or one that is refused."""
        read = field.read(value) if field.read and (value is not None or field.initial is not None) else None
        if read is None and value is not None:
            self.quarantine(field.hub, value, field.reason)
        elif reason := self._beyond(read):
            self.quarantine(field.hub, value, reason)
            return None
        return read

    def _of_the_card(self, field: Field) -> str | None:
        """The property that a key of the card makes, else the tags: the texts in it, with commas between them."""
        stated = self._texts(self.card[field.card_key], field.hub)
        is_tagged = bool(field.tag) and not stated
        if is_tagged:
            stated = self.tags_after(field.tag)
        value = ", ".join(filter(None, map(field.read, stated) if field.read else stated))
        if len(value) > LONGEST_TEXT:
            self.quarantine("tags" if is_tagged else field.hub, value, TOO_LONG)
            return None
        return value or None

    def _beyond(self, value: Any) -> str | None:
        """Why a property of the right type is not taken; None where it is."""
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            return TOO_LONG
        if isinstance(value, datetime) and value > self.latest:
            return "a date that is yet to come"
        return None

    def reference(
        self, written: str, kind: Kind, witness: str, word: str | None = None, hub_id: str | None = None
    ) -> Reference:
        """The reference to a repository that a witness writes so, with the relation that it states."""
        name = clean(written, kind)
        found = [] if is_name(name) else readings(written.strip(), kind)
        return Reference(written.strip() if found else name, {witness: word}, hub_id, readings=found)

    def _card(self) -> dict[str, list[Any]]:
        """What the card says, by the keys that are read: a value for each way in which the key is written."""
        card: dict[str, list[Any]] = {key: [] for key in CARD_KEYS}
        for key, value in self.object("cardData").items():
            read = KEYS_OF_A_CARD.get(MARKS.sub("_", str(key).strip().lower()))
            if read and value is not None:
                # The key as the Hub writes it comes first.
                card[read].insert(0 if key == read else len(card[read]), value)
        return card

    def card_statements(self, key: str) -> list[str]:
        """Every text in a value of the card that names repositories; an object is given as JSON."""
        return self._texts(self.card[key], f"cardData.{key}", objects=True)

    def _declared(self) -> tuple[str | None, str | None]:
        """The relation that the card declares, and what is written for it where that is another word."""
        field = "cardData.base_model_relation"
        words = [word.strip() for word in self._texts(self.card["base_model_relation"], field) if word.strip()]
        found = {relation: word for word in reversed(words) if (relation := self.relation(word, field))}
        if len(found) > 1:
            self.quarantine(field, ", ".join(words), "several relations, and the Hub has one for all parents")
            return None, None
        for relation, word in found.items():
            return relation, short(word) if word != relation else None
        return None, None

    def object(self, field: str) -> dict[str, Any]:
        """A field that holds an object, as such or as JSON; empty where it holds anything else."""
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
        """A field that holds a list, as such or as JSON; as it is where it holds anything else."""
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
        """Every text in a value that should be a text or a list of them, however nested."""
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

    def tags_after(self, beginning: str) -> list[str]:
        """What follows in each tag that begins so."""
        return [tag.removeprefix(beginning) for tag in self.tags if tag.startswith(beginning)]

    def relation(self, value: Any, field: str) -> str | None:
        """The relation that a value of a field means; one that means none goes to quarantine."""
        if value is None or value == "":
            return None
        relation = relation_of(value) if isinstance(value, str) else None
        if relation:
            return relation
        self.quarantine(field, value, "not a relation the Hub knows")
        return None

    def quarantine(self, field: str, value: Any, reason: str) -> None:
        """Put what stands in a field of the record in quarantine."""
        self.in_quarantine.append(Quarantined(self.id, field, short(value), reason))

    def _merged(self, references: Iterable[Reference]) -> list[Reference]:
        """One reference a name, with what every witness says of it; of two words of one witness the first stands."""
        gathered: dict[str, Reference] = {}
        for reference in references:
            known = gathered.setdefault(reference.name, reference)
            known.hub_id = known.hub_id or reference.hub_id
            for witness, word in reference.words.items():
                before = known.words.get(witness)
                known.words[witness] = before or word
                if before and word and before != word:
                    field = RECORD_WITNESSES[witness].field
                    self.quarantine(field, f"{word}: {reference.name}", "a second relation to one parent")
        return list(gathered.values())
