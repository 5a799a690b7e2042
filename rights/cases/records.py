"""The records of a case file, as rights/cases/case.schema.json describes them."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from rights.exposure.observations import Kind

Step = Literal["sent", "received", "extended", "replied"]
STEPS: tuple[Step, ...] = ("sent", "received", "extended", "replied")
"""What happens to a letter, in this order."""


class HypothesisRecord(TypedDict):
    """Where the data entered."""

    model: str | None
    origins: list[str]
    dataset: str | None
    publisher: str | None


class ObservationRecord(TypedDict):
    """An observation at a model."""

    model: str
    kind: Kind
    revision: str | None
    date: str | None
    how: str | None


class FreezeRecord(TypedDict):
    """A frozen family, and the SHA-256 of its file."""

    date: str
    hubAsOf: str | None
    models: int
    derivations: int
    sha256: str


class LetterRecord(TypedDict):
    """A letter of a case, its files, and the days on which something happened to it."""

    right: str
    language: str
    publisher: str | None
    model: str | None
    freeze: int
    written: str
    models: NotRequired[list[str]]
    says: NotRequired[str]
    files: dict[str, str]
    sent: str | None
    received: str | None
    extended: str | None
    replied: str | None


class CaseFile(TypedDict):
    """The content of case.json."""

    version: int
    title: str | None
    created: str
    language: str
    calendar: str | None
    hypothesis: HypothesisRecord
    observations: list[ObservationRecord]
    freezes: list[FreezeRecord]
    letters: list[LetterRecord]
    interview: NotRequired[str]
    person: dict[str, str]
