"""Whom to write to: the publishers of models that may hold the data, and where the Hub lets one reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from rights.exposure.exposure import Exposed
from rights.exposure.family import LISTED, Family

HUB = "https://huggingface.co"
NAME = re.compile(r"(?!\.+$)[\w.-]+", re.ASCII)
"""What the Hub takes for the name of an account or of a repository."""
OPAQUE = "forgotten--"
"""The prefix of opaque names, which take the place of forgotten ones: the Hub has no such names."""
WARNING = (
    "A publisher on the Hub is not necessarily the controller in law: ask who is. "
    "Discussions on the Hub are public: write nothing about yourself there."
)


@dataclass(frozen=True)
class ExposedModel:
    """A model that may hold the data, with how it is exposed (see `Exposed`)."""

    id: str
    band: str
    revision: str | None
    """The commit that was read."""
    state: str
    """`listed`, `gone` or `unseen`."""
    origins: tuple[str, ...]
    certain: bool
    former: bool
    discussions: str | None
    """The address of its public discussions, if the Hub has such a page."""


@dataclass(frozen=True)
class Contact:
    """A publisher and its exposed models, most exposed first."""

    publisher: str | None
    """Its name on the Hub, if it is known."""
    kind: str | None
    """`person` or `organisation`, if it is known."""
    models: tuple[ExposedModel, ...]
    profile: str | None
    """The address of its page on the Hub, if it has one."""
    warning: str = WARNING
    forgotten: bool = False
    """Whether its name was forgotten: an opaque id takes its place, and it cannot be written to."""


def contacts(family: Family, exposed: Iterable[Exposed]) -> list[Contact]:
    """Return one contact for each publisher, in the order of their most exposed models.

    Each model with an unknown publisher is a contact of its own.
    """
    groups: dict[tuple[str | None, str], list[Exposed]] = {}
    for each in exposed:
        publisher = family.model(each.model).publisher
        groups.setdefault((publisher, "" if publisher else each.model), []).append(each)
    return [_contact(family, publisher, group) for (publisher, _), group in groups.items()]


def is_opaque(name: str) -> bool:
    """Whether a name takes the place of a forgotten one."""
    return name.lower().startswith(OPAQUE)


def profile(publisher: str) -> str | None:
    """Return the address of a publisher's page on the Hub."""
    return f"{HUB}/{quote(publisher, safe='')}" if NAME.fullmatch(publisher) and not is_opaque(publisher) else None


def discussions(model: str) -> str | None:
    """Return the address of a model's discussions on the Hub."""
    parts = model.split("/")
    if len(parts) > 2 or is_opaque(model) or not all(NAME.fullmatch(part) for part in parts):
        return None
    return f"{HUB}/{quote(model)}/discussions"


def _contact(family: Family, publisher: str | None, exposed: list[Exposed]) -> Contact:
    models = tuple(_exposed_model(family, each) for each in exposed)
    kinds = [family.model(each.id).publisher_kind for each in models]
    kind = next((each for each in kinds if each), None)
    is_there = kind is not None or any(each.state == LISTED for each in models)
    at = profile(publisher) if publisher and is_there else None
    return Contact(publisher, kind, models, at, forgotten=is_opaque(publisher or models[0].id))


def _exposed_model(family: Family, exposed: Exposed) -> ExposedModel:
    model = family.model(exposed.model)
    return ExposedModel(
        exposed.model,
        exposed.band,
        model.sha,
        model.state,
        exposed.origins,
        exposed.certain,
        exposed.former,
        discussions(exposed.model) if model.state == LISTED else None,
    )
