"""Where in a record of the Hub each witness speaks, and how what it says is read.

To add a witness, name it in `ground.vocabulary`, and put its field and its readers into `RECORD_WITNESSES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ground.hub_id import hub_id
from loader.model import Reference
from loader.relations import relation_of

if TYPE_CHECKING:
    from loader.shape import RecordReader

Reader = Callable[["RecordReader"], Iterator[Reference]]


@dataclass(frozen=True)
class RecordWitness:
    """The field of a record in which a witness speaks, and what reads from it the parents and the datasets it names."""

    field: str
    parents: Reader
    datasets: Reader | None = None
    has_keys: bool = False
    """Whether parents and datasets stand under keys of the field."""

    def place(self, key: str) -> str:
        """Where in the record its statements of a kind stand."""
        return f"{self.field}.{key}" if self.has_keys else self.field


def _card_parents(record: RecordReader) -> Iterator[Reference]:
    for text in record.card_statements("base_model"):
        yield record.reference(text, "model", "card", record.declared)


def _card_datasets(record: RecordReader) -> Iterator[Reference]:
    for text in record.card_statements("datasets"):
        yield record.reference(text, "dataset", "card")


def _hub_parents(record: RecordReader) -> Iterator[Reference]:
    base = record.object("baseModels")
    word = record.relation(base.get("relation"), "baseModels.relation")
    models = base.get("models")
    if not models and any(base.values()):
        record.quarantine("baseModels", base, "names no parent")
    for item in models if isinstance(models, list) else [models] if models else []:
        text, its_id = (item.get("id"), item.get("_id")) if isinstance(item, dict) else (item, None)
        if isinstance(text, str):
            yield record.reference(text, "model", "hub", word, _parent_id(record, its_id))
        else:
            record.quarantine("baseModels.models", item, "not the text of an id")


def _parent_id(record: RecordReader, text: object) -> str | None:
    carried, fault = hub_id(text, None)
    if fault:
        record.quarantine("baseModels.models._id", text, fault)
        return None
    return carried


def _tag_parents(record: RecordReader) -> Iterator[Reference]:
    for text in record.tags_after("base_model:"):
        before, colon, after = text.partition(":")
        word = relation_of(before) if colon else None
        yield record.reference(after if word else text, "model", "tag", word)


def _tag_datasets(record: RecordReader) -> Iterator[Reference]:
    for text in record.tags_after("dataset:"):
        yield record.reference(text, "dataset", "tag")


RECORD_WITNESSES = {
    "hub": RecordWitness("baseModels", _hub_parents),
    "card": RecordWitness("cardData", _card_parents, _card_datasets, has_keys=True),
    "tag": RecordWitness("tags", _tag_parents, _tag_datasets),
}
"""Each witness that speaks in records, in the order in which they are read."""
