"""The letters of a case, one for each publisher, from templates that anyone can replace."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ground.rights import RIGHTS
from ground.text import harmless
from rights.errors import RightsError
from rights.exposure.family import LISTED, Family, FamilyDerivation
from rights.exposure.observations import Observation
from rights.exposure.steps import Step, below, line
from rights.letters.contacts import Contact, ExposedModel, is_opaque
from rights.letters.escape import JOINERS
from rights.letters.templating import TEMPLATES, environment

GROUNDS = ("a", "b", "c", "d", "e", "f")
"""The points of Article 17(1), one of which an erasure rests on."""
LISTED_MODELS = 25
LISTED_RECIPIENTS = 40
LISTED_ORIGINS = 40
"""How many a letter names; where there are more, all are in a list beside it."""
LONGEST_NAME = 60
DIGEST = 12
PLAIN_NAME = re.compile(rf"(?=.{{1,{LONGEST_NAME}}}$)[a-z0-9]+(?:-[a-z0-9]+)*")
ENDS_IN_A_DIGEST = re.compile(rf"(?:^|-)[0-9a-f]{{{DIGEST}}}$")
EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Sender:
    """Who writes; what is missing becomes a blank."""

    name: str | None = None
    address: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class CaseFacts:
    """What the letters of a case say; each text that is missing becomes a blank."""

    family: Family
    model: str | None
    """The model at which the data was seen."""
    origins: tuple[str, ...]
    """Where the data may have entered, or, if `origin_known`, where it did."""
    origin_known: bool = False
    explained: bool = True
    """Whether one remaining origin accounts for every positive."""
    observations: tuple[Observation, ...] = ()
    sender: Sender = Sender()
    data: str | None = None
    """Which data is meant, in the person's own words."""
    ground: str | None = None
    """The points of Article 17(1) that an erasure rests on, such as `a, d`."""
    situation: str | None = None
    """The grounds of an objection."""
    authority: str | None = None
    """The supervisory authority to which the person would complain."""
    publisher: str | None = None
    """The publisher that writes the letters, by its name on the Hub; it gets none itself."""
    erasure: str | None = None
    """What a publisher erased, when and how."""
    ruled_out: tuple[str, ...] = ()
    """Origins that account for every positive, and are left out because negatives are taken strictly."""
    dataset: str | None = None
    """The dataset through which the data entered, if one is known."""


@dataclass(frozen=True)
class Letter:
    """A letter to one publisher, in Markdown.

    `name` is what to call its file, without an ending: it is safe on every file system, and no two publishers share
    one. `enclosures` are lists that are too long for the letter, one id a line, by the names of their files.
    """

    publisher: str | None
    name: str
    language: str
    markdown: str
    enclosures: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The letter as plain text in lines of a width that reads well."""
        from rights.letters.plain import plain

        return plain(self.markdown)


class ModelInLetter(NamedTuple):
    """A model and the numbered steps that link it, and the model observed, to the nearest origin.

    Templates use these names.
    """

    concerned: ExposedModel
    origin: str
    steps: list[int]
    seen_steps: list[int]


@dataclass(frozen=True)
class Draft:
    """What every letter of a case is rendered from."""

    render: Callable[..., str]
    facts: CaseFacts
    derivations: Mapping[Step, FamilyDerivation]
    right: str
    language: str


def letters(
    facts: CaseFacts,
    contacts: Iterable[Contact],
    right: str,
    language: str,
    templates_folder: Path | None = None,
) -> Iterator[Letter]:
    """Write a letter to each publisher whose name was not forgotten.

    A template in `templates_folder`, such as `fr/access.md.j2`, takes the place of our own.
    """
    if right not in RIGHTS:
        raise RightsError("right-is-unknown", right=right, rights=list(RIGHTS))
    if RIGHTS[right].of_publisher:
        # Where a person saw the data is that person's matter.
        facts = replace(facts, model=None)
    for point in points(facts.ground):
        if point not in GROUNDS:
            raise RightsError("ground-is-unknown", point=point, points=list(GROUNDS))
    with _translated_errors(right, language):
        template = environment(language, templates_folder).get_template(f"{right}.md.j2")
        derivations = {Step(each.child, each.parent): each for each in facts.family.derivations}
        draft = Draft(template.render, facts, derivations, right, language)
        for contact in contacts:
            if not contact.forgotten and (contact.publisher is None or contact.publisher != facts.publisher):
                yield _letter(draft, contact)


def points(ground: str | None) -> list[str]:
    """The points of Article 17(1) that a ground names."""
    return ground.split(", ") if ground else []


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    from rights.letters.pdf import typeset

    return typeset(letter.markdown, letter.language)


def copy_templates(folder: Path) -> list[Path]:
    """Copy the templates into a folder, to be edited there. Files that exist stay. Returns the copies."""
    copied = []
    for source in sorted(TEMPLATES.rglob("*.j2")):
        copy = folder / source.relative_to(TEMPLATES)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
            copied.append(copy)
    return copied


def file_name(right: str, language: str, contact: Contact) -> str:
    """What to call a letter's file: small letters, digits and hyphens, and never the same for two contacts."""
    whom = contact.publisher or contact.models[0].id
    if contact.publisher and PLAIN_NAME.fullmatch(whom) and not ENDS_IN_A_DIGEST.search(whom):
        return f"{right}-{language}-{whom}"
    ascii_only = unicodedata.normalize("NFKD", whom).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9]+", "-", ascii_only)[:LONGEST_NAME].strip("-")
    digest = hashlib.sha256(f"{contact.publisher is None} {whom}".encode("utf-8", "surrogatepass")).hexdigest()
    return "-".join(part for part in (right, language, readable, digest[:DIGEST]) if part)


@contextmanager
def _translated_errors(right: str, language: str) -> Iterator[None]:
    """Raise RightsError in place of an error of a template, which may be the user's own."""
    from jinja2 import TemplateError

    try:
        yield
    except TemplateError as error:
        raise RightsError("template-is-broken", template=f"{language}/{right}.md.j2", reason=error.message) from error


def _letter(draft: Draft, contact: Contact) -> Letter:
    facts, models = draft.facts, contact.models[:LISTED_MODELS]
    name = file_name(draft.right, draft.language, contact)
    steps: dict[Step, int] = {}
    linked = [_model_in_letter(facts, model, steps) for model in models]
    recipients = _possible_recipients(facts.family, contact)
    enclosures = _enclosures(name, contact, recipients, facts.origins)
    names = [*(model.id for model in models), *(id for step in steps for id in step), *recipients, *facts.origins]
    names += [observation.model for observation in facts.observations]
    text = draft.render(
        facts=facts,
        asker=facts.sender,
        contact=contact,
        models=linked,
        model_count=len(contact.models),
        steps=[draft.derivations[step] for step in steps],
        recipients=recipients[:LISTED_RECIPIENTS],
        recipient_count=len(recipients),
        enclosures=list(enclosures),
        one=len(contact.models) == 1,
        unlisted=sum(model.state != LISTED for model in contact.models),
        opaque=any(map(is_opaque, names)),
        grounds=GROUNDS,
        chosen=points(facts.ground),
        origins=facts.origins[:LISTED_ORIGINS],
    )
    return Letter(contact.publisher, name, draft.language, EMPTY_LINES.sub("\n\n", text.strip()) + "\n", enclosures)


def _enclosures(name: str, contact: Contact, recipients: list[str], origins: Iterable[str]) -> dict[str, str]:
    """Return the lists that are too long for a letter, by the names of their files."""
    lists = (
        ("models", [model.id for model in contact.models], LISTED_MODELS),
        ("recipients", recipients, LISTED_RECIPIENTS),
        ("origins", list(origins), LISTED_ORIGINS),
    )
    return {
        f"{name}-{kind}.txt": "".join(f"{harmless(id, JOINERS)}\n" for id in ids)
        for kind, ids, most in lists
        if len(ids) > most
    }


def _model_in_letter(facts: CaseFacts, model: ExposedModel, steps: dict[Step, int]) -> ModelInLetter:
    """Link a model to the nearest origin, and number the steps that `steps` does not hold yet."""
    own = line(facts.family, model.id, model.origins) or []
    origin = own[-1].parent if own else model.id
    observed: list[Step] = []
    if facts.model and facts.model not in (model.id, origin):
        observed = line(facts.family, facts.model, [origin]) or []
    own_numbers = [steps.setdefault(step, len(steps) + 1) for step in own]
    return ModelInLetter(model, origin, own_numbers, [steps.setdefault(step, len(steps) + 1) for step in observed])


def _possible_recipients(family: Family, contact: Contact) -> list[str]:
    """What derives from a contact's models and is published by others, nearest first."""
    derived = below(family, [model.id for model in contact.models])
    own = contact.publisher
    return [id for id in derived if own is None or family.model(id).publisher != own]
