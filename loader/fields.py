"""The fields of a model: what each is called on the Hub and in the graph, how it is read, and whether it identifies.

All that names a field is derived from `MODEL_FIELDS`: what the Hub is asked for, the columns read of a table, the
properties of a node and of a bulk import, and what remains of a model whose publisher is erased. To add a field, add it
here and to `docs/reference/graph.md`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, Literal

from ground.names import clean
from ground.text import storable
from ground.vocabulary import GATED, OPEN, UNKNOWN

LARGEST_INTEGER = 2**63 - 1
NOT_SET = {"", "0", "f", "false", "n", "no"}
"""The texts which say that a flag is not set."""

Reader = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a record, a property of a node, or both.

    The type is also that of the column of a bulk import. `read` is given a value of the record and returns that of the
    property, or None for a value that goes to quarantine because of `reason`; a field without it is read by
    `loader.shape`. A key of the card is written `cardData.KEY`; `read` is given each text in it.
    """

    hub: str = ""
    """Its name in a record. Empty: the loader itself computes the property."""
    name: str = ""
    """Its name on the node. Empty: it makes no property."""
    type: Literal["string", "long", "boolean", "datetime"] = "string"
    read: Reader | None = None
    reason: str = ""
    spellings: tuple[str, ...] = ()
    """Other names by which people write a key of the card."""
    tag: str = ""
    """How the tags begin that count where the card does not have the key."""
    initial: object = None
    """The property of a model where no record has the field, and where one has it without a value."""
    identifying: bool
    """Whether it tells which repository of the Hub the model is: models of erased publishers then lack it."""
    choices: tuple[str, ...] = ()
    """The texts that the property may be; empty where it may be any."""
    substitute: Literal["code", "month"] | None = None
    """What replaces an identifying property instead: a keyed code of it, or the beginning of its month."""
    holds_names: bool = False
    """Whether it holds names of repositories, which may be those of erased publishers on anybody's model."""
    expand: bool = True
    """Whether the Hub has to be asked for it; it gives the others unasked."""
    loss: str = ""
    """What is not known where a source lacks it; empty for a plain property."""

    @property
    def source(self) -> str:
        """The field of a record in which it stands."""
        return self.hub.partition(".")[0]

    @property
    def card_key(self) -> str:
        """The key of the card in which it stands; empty where it stands elsewhere."""
        return self.hub.partition(".")[2]


def text(value: Any) -> str | None:
    """A text without what cannot be stored; None for the empty text and for anything else."""
    return storable(value) or None if isinstance(value, str) else None


def count(value: Any) -> int | None:
    """A whole number that is not negative and that the database can hold; None for anything else."""
    is_whole = isinstance(value, float | Decimal) and isfinite(value) and value == int(value)
    whole = int(value) if is_whole else value
    return whole if isinstance(whole, int) and not isinstance(whole, bool) and 0 <= whole <= LARGEST_INTEGER else None


def moment(value: Any) -> datetime | None:
    """A date or a time, in UTC; None for anything else."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        return None
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def flag(value: Any) -> bool:
    """Whether a flag is set; any value but a false one sets it."""
    return bool(value) and not (isinstance(value, str) and value.strip().lower() in NOT_SET)


def access(value: Any) -> str:
    """Whether the Hub gives a model to anyone. The Hub says `auto` or `manual` of gated models."""
    if value is None:
        return UNKNOWN
    return GATED if flag(value) else OPEN


def total(value: object) -> int | None:
    """The number of parameters that the Hub gives as `total` of an object, or of its JSON; None if it is no count."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return None
    return count(value.get("total")) if isinstance(value, dict) else None


def model_name(value: Any) -> str | None:
    """The cleaned name of a model."""
    return clean(value, "model") or None


MODEL_FIELDS = (
    Field(hub="id", identifying=True, expand=False),
    Field(name="name", identifying=True),
    Field(name="idFolded", identifying=True),
    Field(
        hub="_id",
        name="hubId",
        identifying=True,
        substitute="code",
        expand=False,
        loss="renames are recognised only by what the Hub says of parents",
    ),
    Field(name="hubIdStated", type="boolean", identifying=False),
    Field(hub="author", identifying=True),
    Field(hub="sha", name="sha", read=text, reason="not a text", identifying=True),
    Field(
        hub="createdAt",
        name="createdAt",
        type="datetime",
        read=moment,
        reason="not a date",
        identifying=True,
        loss="models have no date of creation",
    ),
    Field(
        hub="lastModified",
        name="lastModified",
        type="datetime",
        read=moment,
        reason="not a date",
        identifying=True,
        substitute="month",
        loss="of two records of a model, the newer cannot be told",
    ),
    Field(hub="downloads", name="downloads", type="long", read=count, reason="not a count", identifying=True),
    Field(hub="likes", name="likes", type="long", read=count, reason="not a count", identifying=True),
    Field(hub="tags", identifying=True, loss="tags are no witness of derivations and datasets"),
    Field(hub="cardData", identifying=True, loss="cards are no witness of derivations and datasets"),
    Field(hub="pipeline_tag", name="pipelineTag", read=text, reason="not a text", identifying=False),
    Field(hub="library_name", name="libraryName", read=text, reason="not a text", identifying=False),
    Field(hub="cardData.license", name="license", read=text, tag="license:", identifying=False),
    Field(
        hub="cardData.new_version",
        name="newVersion",
        read=model_name,
        spellings=("newversion",),
        identifying=False,
        holds_names=True,
    ),
    Field(
        hub="gated",
        name="gated",
        read=access,
        choices=(OPEN, GATED, UNKNOWN),
        initial=UNKNOWN,
        identifying=False,
    ),
    Field(hub="disabled", name="disabled", type="boolean", read=flag, identifying=False),
    Field(hub="baseModels", identifying=True, loss="the Hub is no witness of derivations"),
    Field(
        hub="safetensors",
        name="parameters",
        type="long",
        read=total,
        reason="not a number of parameters",
        identifying=True,
    ),
    Field(
        hub="gguf",
        name="ggufParameters",
        type="long",
        read=total,
        reason="not a number of parameters",
        identifying=True,
    ),
    Field(name="descendants", type="long", initial=0, identifying=False),
)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


RECORD_FIELDS = _unique(field.source for field in MODEL_FIELDS)
"""The fields of a record that are read; all others are ignored."""
EXPANDED = _unique(field.source for field in MODEL_FIELDS if field.expand)
"""The fields that the Hub is asked for."""
PLAIN_FIELDS = {field.hub: field for field in MODEL_FIELDS if field.read and not field.card_key}
"""The fields of a record each of which is a property of its own."""
CARD_FIELDS = tuple(field for field in MODEL_FIELDS if field.card_key)
"""The keys of the card that are properties."""
PROPERTIES = {field.name: field for field in MODEL_FIELDS if field.name}
"""The fields that are properties, by the name of the property."""
TIMES = tuple(name for name, field in PROPERTIES.items() if field.type == "datetime")
"""The properties that are times."""
INITIAL = {name: field.initial for name, field in PROPERTIES.items() if field.initial is not None}
"""The properties of a model where nothing else is known."""
NAMING = tuple(name for name, field in PROPERTIES.items() if field.holds_names)
"""The properties that hold names of other repositories."""
LOSSES = {field.hub: field.loss for field in MODEL_FIELDS if field.loss}
"""What is not known where a source lacks a field."""
