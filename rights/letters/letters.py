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
from rights.errors import RightsError
from rights.exposure.family import Derivation, Family
from rights.exposure.observations import Observation
from rights.exposure.steps import Step, below, line
from rights.letters.contacts import Concerned, Contact, is_opaque
from rights.letters.escape import harmless
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
class Asker:
    """Who writes; what is missing becomes a blank."""

    name: str | None = None
    address: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class CaseFacts:
    """What the letters of a case say; each text that is missing becomes a blank.

    `family` holds the models, derivations and their witnesses, `model` is where the data was seen, and `origins` where
    it may have entered, or, if `origin_known`, where it did, there by way of the `dataset` if one is named; `explained`
    says that a single one of them explains all that was observed, of those that are not `ruled_out` because negatives
    were taken strictly. `data` says which data in the person's own words, `ground` which points of Article 17(1) an
    erasure rests on (`a, d`), `situation` the grounds of an objection, and `authority` to whom the person would
    complain. For the letters of a publisher, `publisher` is its name on the Hub (it gets no letter itself), and
    `erasure` says what was erased, when and how.
    """

    family: Family
    model: str | None
    origins: tuple[str, ...]
    origin_known: bool = False
    explained: bool = True
    observations: tuple[Observation, ...] = ()
    asker: Asker = Asker()
    data: str | None = None
    ground: str | None = None
    situation: str | None = None
    authority: str | None = None
    publisher: str | None = None
    erasure: str | None = None
    ruled_out: tuple[str, ...] = ()
    dataset: str | None = None


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


class Descended(NamedTuple):
    """A model of a letter with the origin it is nearest to, the numbers of the steps from it up to there, and of those
    from the model where the data was seen up to the same origin."""

    concerned: Concerned
    origin: str
    steps: list[int]
    seen_steps: list[int]


def letters(
    facts: CaseFacts,
    contacts: Iterable[Contact],
    right: str,
    language: str,
    templates_folder: Path | None = None,
) -> Iterator[Letter]:
    """A letter to each publisher whose name was not forgotten, by the templates of a folder where it has them
    (`fr/access.md.j2`), else our own."""
    if right not in RIGHTS:
        raise RightsError("right-is-unknown", right=right, rights=list(RIGHTS))
    if RIGHTS[right].of_publisher:
        # Where a person saw the data is that person's matter.
        facts = replace(facts, model=None)
    for point in points(facts.ground):
        if point not in GROUNDS:
            raise RightsError("ground-is-unknown", point=point, points=list(GROUNDS))
    with _explained(right, language):
        template = environment(language, templates_folder).get_template(f"{right}.md.j2")
        derivations = {Step(each.child, each.parent): each for each in facts.family.derivations}
        for contact in contacts:
            if not contact.forgotten and (contact.publisher is None or contact.publisher != facts.publisher):
                yield _letter(template.render, facts, derivations, contact, right, language)


def points(ground: str | None) -> list[str]:
    """The points of Article 17(1) that a ground names."""
    return ground.split(", ") if ground else []


def pdf(letter: Letter) -> bytes:
    """The letter as a PDF."""
    from rights.letters.pdf import typeset

    return typeset(letter.markdown, letter.language)


def copy_templates(folder: Path) -> list[Path]:
    """Copy the templates into a folder, to be edited there; what the folder has already stays as it is."""
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
def _explained(right: str, language: str) -> Iterator[None]:
    """What is wrong with a template, as a user's matter: the templates can be the user's own."""
    from jinja2 import TemplateError

    try:
        yield
    except TemplateError as error:
        raise RightsError("template-is-broken", template=f"{language}/{right}.md.j2", reason=error.message) from error


def _letter(
    render: Callable[..., str],
    facts: CaseFacts,
    derivations: Mapping[Step, Derivation],
    contact: Contact,
    right: str,
    language: str,
) -> Letter:
    name = file_name(right, language, contact)
    models = contact.models[:LISTED_MODELS]
    steps: dict[Step, int] = {}
    descended = [_descended(facts, model, steps) for model in models]
    recipients = _possible_recipients(facts.family, contact)
    enclosures = {
        f"{name}-{kind}.txt": "".join(f"{harmless(id)}\n" for id in ids)
        for kind, ids, listed in (
            ("models", [model.id for model in contact.models], LISTED_MODELS),
            ("recipients", recipients, LISTED_RECIPIENTS),
            ("origins", list(facts.origins), LISTED_ORIGINS),
        )
        if len(ids) > listed
    }
    named = [*(model.id for model in models), *(id for step in steps for id in step), *recipients, *facts.origins]
    named += [seen.model for seen in facts.observations]
    rendered = render(
        facts=facts,
        asker=facts.asker,
        contact=contact,
        models=descended,
        model_count=len(contact.models),
        steps=[derivations[step] for step in steps],
        recipients=recipients[:LISTED_RECIPIENTS],
        recipient_count=len(recipients),
        enclosures=list(enclosures),
        one=len(contact.models) == 1,
        unlisted=sum(model.state != "listed" for model in contact.models),
        opaque=any(map(is_opaque, named)),
        grounds=GROUNDS,
        chosen=points(facts.ground),
        origins=facts.origins[:LISTED_ORIGINS],
    )
    return Letter(contact.publisher, name, language, EMPTY_LINES.sub("\n\n", rendered.strip()) + "\n", enclosures)


def _descended(facts: CaseFacts, model: Concerned, steps: dict[Step, int]) -> Descended:
    """A model with the steps up to the origin nearest to it, and from where the data was seen up to the same, by their
    numbers; steps that are new are numbered."""
    own = line(facts.family, model.id, model.origins) or []
    origin = own[-1].parent if own else model.id
    seen = (line(facts.family, facts.model, [origin]) if facts.model and facts.model != model.id else None) or []
    own_numbers, seen_numbers = (
        [steps.setdefault(step, len(steps) + 1) for step in some]
        for some in (own, seen if origin != facts.model else [])
    )
    return Descended(model, origin, own_numbers, seen_numbers)


def _possible_recipients(family: Family, contact: Contact) -> list[str]:
    """What derives from a contact's models and is published by others, nearest first."""
    derived = below(family, [model.id for model in contact.models])
    own = contact.publisher
    return [id for id in derived if own is None or family.model(id).publisher != own]
