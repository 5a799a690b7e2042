"""Letters to the publishers of exposed models, made for whoever asks and kept nowhere."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from starlette.responses import Response

from ground.languages import LANGUAGES
from ground.rights import rights_of
from rights.cases.facts import MATTER_FIELDS, SENDER_FIELDS, letter_facts
from rights.exposure.observations import Observation
from rights.letters.contacts import Contact, contacts
from rights.letters.letters import GROUNDS, CaseFacts, Letter, letters, pdf
from web.errors import wrong
from web.page_request import Visit
from web.pages.exposure_state import Exposure, exposed, in_part

MOST = 50
"""Letters that are made at once."""
PUBLISHERS_LISTED = 500
"""Publishers that the form lists."""


def form(visit: Visit) -> Response:
    """What a letter needs to know, to be filled in."""
    found = exposed(visit)
    if found is None:
        return _without_a_subject(visit)
    every = _contacts(found)
    return visit.render(
        "letters.html",
        found=found,
        rights=rights_of(publisher=bool(found.hypothesis.publisher)),
        contacts=every[:PUBLISHERS_LISTED],
        every=len(every),
        grounds=GROUNDS,
        written=None,
        ticked=0,
        most=MOST,
        in_part=in_part(visit, found),
    )


def make(visit: Visit) -> Response:
    """The letters, on a page that nobody keeps or as files."""
    found = exposed(visit)
    if found is None:
        return _without_a_subject(visit)
    among = rights_of(publisher=bool(found.hypothesis.publisher))
    right = visit.text("right") if visit.text("right") in among else among[0]
    language = visit.text("language") if visit.text("language") in LANGUAGES else visit.language
    every = _contacts(found)
    ticked = [each for each in every if _key(each) in visit.texts("to")]
    documents = list(letters(_facts(visit, found), ticked[:MOST], right, language))
    if visit.text("as") == "pdf":
        return _packed(documents, with_pdf=True)
    if visit.text("as") == "text":
        return _packed(documents, with_pdf=False)
    return visit.render(
        "letters.html",
        found=found,
        rights=among,
        contacts=every[:PUBLISHERS_LISTED],
        every=len(every),
        grounds=GROUNDS,
        written=documents,
        ticked=len(ticked),
        most=MOST,
        in_part=in_part(visit, found),
    )


def _without_a_subject(visit: Visit) -> Response:
    what = visit.words.gettext("A letter is about a model, a dataset or a publisher: begin with exposure.")
    return wrong(visit, 400, what)


def _contacts(found: Exposure) -> list[Contact]:
    """Those to whom a letter can be written: not those whose name is forgotten."""
    every = contacts(found.stands.family, found.stands.exposed)
    return [each for each in every if not each.forgotten and each.publisher != found.hypothesis.publisher]


def _key(contact: Contact) -> str:
    return contact.publisher or contact.models[0].id


def _facts(visit: Visit, found: Exposure) -> CaseFacts:
    texts = {name: visit.text(name).replace("\r\n", "\n") or None for name in (*SENDER_FIELDS, *MATTER_FIELDS)}
    texts["ground"] = ", ".join(point for point in GROUNDS if point in visit.texts("ground")) or None
    where = found.hypothesis
    observations = tuple(_described(visit, number, each) for number, each in enumerate(found.observations, 1))
    return letter_facts(found.stands, where.model, where.publisher, where.dataset, observations, texts)


def _described(visit: Visit, number: int, observation: Observation) -> Observation:
    """An observation with what the form says of it."""
    date, revision, how = (visit.text(f"seen.{number}.{name}") or None for name in ("date", "revision", "how"))
    return replace(observation, date=date, revision=revision, how=how)


def _packed(documents: Sequence[Letter], *, with_pdf: bool) -> Response:
    """The letters as one archive: each as text, as Markdown and, if wanted, as PDF."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for letter in documents:
            files: dict[str, str | bytes] = {f"{letter.name}.md": letter.markdown, f"{letter.name}.txt": letter.text}
            files |= letter.enclosures
            if with_pdf:
                files[f"{letter.name}.pdf"] = pdf(letter)
            for name, text in files.items():
                archive.writestr(name, text)
    headers = {"Content-Disposition": 'attachment; filename="letters.zip"'}
    return Response(content.getvalue(), media_type="application/zip", headers=headers)
