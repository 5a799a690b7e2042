"""The letters, in both languages and for each right: facts, law, blanks, and text of strangers that steers nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ground.languages import LANGUAGES
from ground.rights import RIGHTS
from ground.text import harmless
from rights.errors import RightsError
from rights.exposure.exposure import candidates, exposure
from rights.exposure.family import Family
from rights.exposure.observations import Observation
from rights.exposure.steps import Step, below, line
from rights.letters.contacts import Contact, ExposedModel, contacts
from rights.letters.document import Block, blocks
from rights.letters.escape import JOINERS, code, markdown
from rights.letters.letters import (
    LISTED_MODELS,
    LISTED_RECIPIENTS,
    CaseFacts,
    Letter,
    Sender,
    copy_templates,
    file_name,
    letters,
    pdf,
)

EVIL = "x`[red]``\n# Title\n- *b* _i_ <b>&amp;[l](http://e)\x1b[31m\u202e{{ 7*7 }}#panic(1)$x$=cmd|' /C"
SENDER = Sender("Marie-Claire d’Aubigny", "12, rue des Lilas\n59000 Lille", "marie@example.org")
SEEN = Observation("ann/tuned", "positive", "0123abc", "2026-11-01", "asked three times")
BLANK = re.compile(r"\[____ (.*?) ____\]", re.DOTALL)
ARTICLES = {
    "access": "4(7) 5(2) 12(3) 12(4) 12(6) 13(1)(c) 14(1)(c) 15 15(1) 15(1)(a) 15(1)(c) 15(1)(e) 15(1)(g) 15(1)(h)"
    " 15(2) 15(3) 77",
    "erasure": "4(7) 5(2) 8(1) 12(3) 12(4) 12(6) 13(1)(c) 14(1)(c) 17 17(1)(a) 17(1)(b) 17(1)(c) 17(1)(d) 17(1)(e)"
    " 17(1)(f) 17(2) 17(3) 19 21(1) 21(2) 77",
    "objection": "4(7) 5(2) 6(1)(e) 6(1)(f) 12(3) 12(4) 12(6) 13(1)(c) 14(1)(c) 17(1)(c) 17(2) 18(1)(d) 19 21 21(1) 77",
    "inform": "4(7) 15 17 17(2) 19 77",
}
every_letter = pytest.mark.parametrize("language", LANGUAGES)
every_right = pytest.mark.parametrize("right", RIGHTS)


def family(base: str = "org/base", relation: str = "finetune", publisher: str = "bob") -> Family:
    def model(id: str, publisher: str | None, kind: str | None, state: str = "listed") -> dict[str, Any]:
        sha = None if state == "unseen" else "a1b2c3"
        return {"id": id, "publisher": publisher, "publisherKind": kind, "state": state, "sha": sha}

    def edge(child: str, parent: str, relation: str, witnesses: list[str], **more: Any) -> dict[str, Any]:
        return {
            "child": child,
            "parent": parent,
            "relation": relation,
            "witnesses": witnesses,
            "disputed": False,
            "sha": "d4e5f6",
            "state": "holds",
        } | more

    models = [
        model(base, "org", "organisation"),
        model("lost/parent", "lost", None, "unseen"),
        model("ann/tuned", "ann", "person"),
        model("bob/copy", publisher, "person", "gone"),
        model("cat/merge", "cat", None),
    ]
    edges = [
        edge("ann/tuned", base, relation, ["card", "hub", "tag"]),
        edge("ann/tuned", "lost/parent", "merge", ["card"]),
        edge("bob/copy", "ann/tuned", "quantized", ["tag"], disputed=True),
        edge("cat/merge", base, "merge", ["hub"], state="withdrawn"),
    ]
    return Family.from_rows(models, edges, None, "2026-11-20")


def facts(of: Family, **more: Any) -> CaseFacts:
    return CaseFacts(of, "ann/tuned", tuple(candidates(of, "ann/tuned")), observations=(SEEN,), **more)


def written(some: CaseFacts, right: str, language: str) -> dict[str | None, Letter]:
    whom = contacts(some.family, exposure(some.family, some.origins, known=some.origin_known))
    return {each.publisher: each for each in letters(some, whom, right, language)}


def a_letter(right: str, language: str, publisher: str = "cat", **more: Any) -> Letter:
    return written(facts(family(), **more), right, language)[publisher]


def flat(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


def skeleton(some: Iterable[Block]) -> list[Any]:
    """What a letter is made of, without its words."""
    return [
        (
            each["kind"],
            [span["kind"] for span in each.get("spans", [])],
            [skeleton(item) for item in each.get("items", [])],
            skeleton(each.get("blocks", [])),
        )
        for each in some
    ]


def words_of(some: Letter) -> str:
    """What a PDF of the letter says, without any white space."""
    pages = pypdf.PdfReader(io.BytesIO(pdf(some))).pages
    return re.sub(r"\s|\u200b", "", "".join(page.extract_text() for page in pages))


@every_letter
@every_right
def test_each_publisher_of_an_exposed_model_gets_one_letter(right: str, language: str) -> None:
    made = written(facts(family()), right, language)
    assert set(made) == {"org", "lost", "ann", "bob", "cat"}
    assert [each.name for each in made.values()] == [f"{right}-{language}-{publisher}" for publisher in made]


@every_letter
@every_right
def test_a_letter_rests_on_the_articles_of_its_right_the_same_in_both_languages(right: str, language: str) -> None:
    text = a_letter(right, language).markdown.replace("\u00a0", " ")
    if language == "fr":
        text = re.sub(
            r"\b(\d+)\.(\d)(?:\.([a-h]))?\b", lambda m: f"{m[1]}({m[2]})" + (f"({m[3]})" if m[3] else ""), text
        )
    text = re.sub(r"(\d+\(\d\))(\([a-h]\)) or (\([a-h]\))", r"\1\2 or \1\3", text)
    cited = set(re.findall(r"\b\d+(?:\(\d\))(?:\([a-h]\))?|(?<=rticle )\d+|(?<=rticles )\d+", text))
    assert set(ARTICLES[right].split()) <= cited


@every_letter
@every_right
def test_a_letter_names_models_revisions_lineage_and_witnesses(right: str, language: str) -> None:
    text = flat(a_letter(right, language, "bob").text)
    assert "bob/copy" in text
    assert "a1b2c3" in text
    assert "d4e5f6" in text
    assert "ann/tuned" in text
    says = {
        "en": ["Stated by a tag of the model", "a quantized version", "do not agree", "no longer lists"],
        "fr": ["déclarée par une étiquette", "version quantifiée", "ne concordent pas", "ne répertorie plus"],
    }
    assert [each for each in says[language] if each not in text] == []


@every_letter
@every_right
def test_a_letter_says_how_far_it_goes(right: str, language: str) -> None:
    text = flat(a_letter(right, language).text).replace("\u00a0", " ")
    limits = {
        "en": ["nobody has proved it", "not necessarily the controller", "not legal advice", "one month of receipt"],
        "fr": [
            "personne ne l’a prouvée",
            "n’est pas nécessairement le responsable du traitement",
            "ne constitue pas un avis juridique",
            "un mois à compter de la réception",
        ],
    }
    assert [each for each in limits[language] if each not in text] == []


@every_letter
@pytest.mark.parametrize("right", ["access", "erasure", "objection"])
def test_a_person_asks_what_was_assessed_and_tested_and_encloses_no_identity_document(
    right: str, language: str
) -> None:
    text = flat(a_letter(right, language).text).replace("\u00a0", " ")
    asks = {
        "en": ["Opinion 28/2024", "what assessment", "what tests", "no copy of an identity document", "legal basis"],
        "fr": [
            "avis 28/2024",
            "quelle évaluation",
            "quels tests",
            "pas de copie d’une pièce d’identité",
            "base juridique",
        ],
    }
    assert [each for each in asks[language] if each not in text] == []


@every_letter
@every_right
def test_what_is_missing_is_a_blank_and_what_is_known_is_none(right: str, language: str) -> None:
    empty = BLANK.findall(flat(a_letter(right, language).text))
    full = BLANK.findall(
        flat(
            a_letter(
                right, language, sender=SENDER, data="My address.", ground="d", situation="A trial.", erasure="All."
            ).text
        )
    )
    # Where and when it is written, and to which address.
    assert len(full) == 3
    assert set(full) < set(empty)
    missing = {"access": 5, "erasure": 6, "objection": 6, "inform": 5}
    assert len(set(empty) - set(full)) == missing[right]
    assert "None" not in a_letter(right, language).markdown


@every_letter
@every_right
def test_a_person_s_own_words_come_as_they_were_written(right: str, language: str) -> None:
    own = "I *am* a witness.\n# My <b>life</b>\n1. is [in](danger)"
    text = a_letter(right, language, sender=SENDER, data=own, situation=own, erasure=own).text
    assert "Marie-Claire d’Aubigny\n12, rue des Lilas\n59000 Lille\nmarie@example.org\n" in text
    assert own in text


@every_letter
def test_an_observation_says_what_when_and_how_and_leaves_blank_what_nobody_wrote(language: str) -> None:
    bare = replace(SEEN, kind="negative", revision=None, date=None, how=None)
    text = flat(written(replace(facts(family()), observations=(SEEN, bare)), "access", language)["cat"].text)
    date = {"en": "1 November 2026", "fr": "1er novembre 2026"}[language]
    assert all(each in text for each in (date, "0123abc", "asked three times"))
    assert len(BLANK.findall(text)) - len(BLANK.findall(flat(a_letter("access", language).text))) == 3


@every_letter
def test_a_letter_claims_no_more_of_the_age_of_its_data_than_is_known(language: str) -> None:
    says = {
        "en": "The newest data that was read of the Hub is of 20 November 2026; what is stated here may",
        "fr": "les plus récentes qui ont été lues sur le Hub sont du 20 novembre 2026 ; ce qui est rapporté ici a pu",
    }
    assert says[language] in flat(a_letter("access", language).text)
    undated = replace(family(), hub_as_of=None)
    assert says[language][:20] not in flat(written(facts(undated), "access", language)["cat"].text)


@every_letter
@every_right
def test_a_letter_says_that_somebody_publishes_only_what_the_hub_lists(right: str, language: str) -> None:
    says = {
        "en": ("You publish", "you publish or have published"),
        "fr": ("Vous publiez", "vous publiez ou avez publié"),
    }
    for publisher, is_listed in {"cat": True, "bob": False, "lost": False}.items():
        opening = flat(a_letter(right, language, publisher).markdown.split("\n## ")[0])
        assert (says[language][0] in opening, says[language][1] in opening) == (is_listed, not is_listed), publisher


@every_letter
@every_right
def test_a_letter_about_one_model_speaks_of_one(right: str, language: str) -> None:
    one, many = (
        a_letter(right, language, "cat").markdown,
        written(facts(two_of_cat()), right, language)["cat"].markdown,
    )
    of_many = {
        "en": r"\byour models|the models named|[Yy]ours derive\b|publish models|these models,",
        "fr": r"[Vv]os modèles|les modèles désignés|les vôtres dérivent|publiez des modèles|dans ces modèles",
    }
    assert re.findall(of_many[language], one) == []
    assert re.findall(of_many[language], many)


def two_of_cat() -> Family:
    some = family()
    second = replace(some.models["cat/merge"], id="cat/second")
    return replace(
        some,
        models=some.models | {"cat/second": second},
        derivations=[*some.derivations, replace(some.derivations[-1], child="cat/second")],
    )


@every_letter
def test_a_letter_names_the_dataset_and_asks_where_it_came_from(language: str) -> None:
    known = replace(facts(family()), origins=("org/base",), origin_known=True, dataset="some/texts")
    access = flat(written(known, "access", language)["cat"].text)
    says = {
        "en": (
            "data are in the dataset some/texts and, by training on it, entered org/base",
            "they come from the dataset",
        ),
        "fr": ("figurent dans le jeu de données some/texts et que", "elles proviennent du jeu de données some/texts"),
    }
    assert [each for each in says[language] if each not in access] == []
    assert "some/texts" in written(known, "erasure", language)["cat"].text


def test_a_letter_says_of_a_model_that_nobody_has_seen_nothing_that_it_declares() -> None:
    alone = Family({"lost/parent": family().models["lost/parent"]}, [], None, None)
    text = flat(written(CaseFacts(alone, "lost/parent", ("lost/parent",)), "access", "fr")["lost"].text)
    assert "aucune dérivation d’un autre modèle n’est déclarée dans les données lues" in text


@every_letter
def test_a_letter_names_its_hypothesis(language: str) -> None:
    unknown = flat(a_letter("access", language).text)
    known = replace(facts(family()), origins=("org/base",), origin_known=True)
    says = {
        "en": ("I do not know which model", "I assume that these data entered org/base"),
        "fr": ("J’ignore dans quel modèle", "que ces données sont entrées dans le modèle org/base"),
    }
    assert says[language][0] in unknown
    assert says[language][1] in flat(written(known, "access", language)["cat"].text)


@every_letter
@every_right
def test_descendants_that_others_publish_are_possible_recipients(right: str, language: str) -> None:
    document = blocks(a_letter(right, language, "org").markdown)
    title = {"en": "Possible recipients", "fr": "Destinataires possibles"}[language]
    place = next(
        place
        for place, each in enumerate(document)
        if each["kind"] == "heading" and each["spans"][0].get("text") == title
    )
    listed = [item[0]["spans"][0]["text"] for item in document[place + 2]["items"]]
    assert listed == ["ann/tuned", "cat/merge", "bob/copy"]


def test_what_others_publish_is_told_to_no_one_who_publishes_nothing_above_it() -> None:
    assert "org/base" not in flat(a_letter("inform", "en", "lost", origin_known=True).text).split("Possible")[1]


def test_a_publisher_writes_no_letter_to_itself_and_does_not_say_where_a_person_saw_the_data() -> None:
    known = replace(facts(family()), origins=("org/base",), origin_known=True, publisher="org")
    made = written(known, "inform", "en")
    assert set(made) == {"ann", "bob", "cat"}
    assert "ann/tuned" not in made["cat"].markdown


def long_family(count: int) -> Family:
    ids = [f"org/m{number:03}" for number in range(count)] + [f"p{number}/d" for number in range(count)]
    models = [
        {"id": id, "publisher": id.partition("/")[0], "publisherKind": None, "state": "listed", "sha": "1"}
        for id in ids
    ]
    edge = {"relation": "finetune", "witnesses": ["hub"], "disputed": False, "sha": None, "state": "holds"}
    edges = [{"child": id, "parent": "org/m000", **edge} for id in ids[1:]]
    return Family.from_rows(models, edges, None, None)


@every_letter
def test_lists_that_are_too_long_are_enclosed_whole(language: str) -> None:
    some = long_family(100)
    letter = written(CaseFacts(some, "org/m000", ("org/m000",)), "access", language)["org"]
    name = letter.name
    assert {file: len(text.splitlines()) for file, text in letter.enclosures.items()} == {
        f"{name}-models.txt": 100,
        f"{name}-recipients.txt": 100,
    }
    assert all(file in letter.markdown for file in letter.enclosures)
    lists = [len(each["items"]) for each in blocks(letter.markdown) if each["kind"] == "list"]
    assert LISTED_MODELS in lists
    assert LISTED_RECIPIENTS in lists


@every_letter
@every_right
def test_no_text_of_strangers_changes_the_form_of_a_letter(right: str, language: str) -> None:
    tame = written(facts(family()), right, language)
    wild = written(facts(family(base=EVIL, publisher=EVIL)), right, language)
    assert len(wild) == len(tame)
    for kept in ("org", "ann", "cat", "lost"):
        assert skeleton(blocks(wild[kept].markdown)) == skeleton(blocks(tame[kept].markdown))
    for letter in wild.values():
        assert all(line.isprintable() for line in letter.text.translate({0xA0: " ", 0x202F: " "}).splitlines())
        assert not re.search(r"^# Title|\x1b|\u202e|49", letter.markdown, re.MULTILINE)
        assert pdf(letter).startswith(b"%PDF")
    assert flat(harmless(EVIL, JOINERS)) in flat(wild["cat"].text)


TEXTS = st.text() | st.text("0123456789.)-+=#>*_`[]<>&!|~ \t\n\\a")


@given(TEXTS)
def test_any_text_as_markdown_is_one_line_that_reads_as_that_text(text: str) -> None:
    shown = re.sub(" {2,}", " ", harmless(text, JOINERS))
    for after in (".", ")", " a", ""):
        made = blocks(f"{markdown(text)}{after}\n\nend")
        assert [each["kind"] for each in made] == ["paragraph"] * (2 if (shown + after).strip(" ") else 1)
        assert {span["kind"] for each in made for span in each["spans"]} == {"text"}
        assert "".join(span["text"] for span in made[0]["spans"]).strip() == (shown + after).strip() or len(made) == 1


@given(TEXTS.filter(bool))
def test_any_text_as_code_is_one_span_letter_for_letter(text: str) -> None:
    (block,) = blocks(f"- {code(text)}")[0]["items"][0]
    assert [(span["kind"], span["text"]) for span in block["spans"]] == [("code", harmless(text, JOINERS))]


@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1), st.text(min_size=1))
def test_no_two_publishers_share_a_file_and_every_file_system_takes_it(one: str, other: str) -> None:
    def named(publisher: str | None, model: str) -> str:
        concerned = ExposedModel(model, "copy", None, "listed", (), True, False, None)
        return file_name("access", "en", Contact(publisher, None, (concerned,), None))

    names = [
        named(one, "m"),
        named(other, "m"),
        named(None, one),
        named(f"{one}x" * 99, "m"),
        named(one.swapcase(), "m"),
    ]
    assert all(re.fullmatch(r"access-en-[a-z0-9]+(?:-[a-z0-9]+)*", name) and len(name) < 100 for name in names)
    assert len(set(names)) == len({one, other, one.swapcase()}) + 2
    assert named("con", "m") == "access-en-con"
    assert named(named(one, "m").removeprefix("access-en-"), "m") != named(one, "m") or one == one.lower()


@pytest.mark.parametrize("right", RIGHTS)
def test_french_letters_have_the_spaces_of_french_typography(right: str) -> None:
    for text in (a_letter(right, "fr").markdown, a_letter(right, "fr", ground="a").markdown):
        assert not re.search(r" [:;!?»]|[^\s\u00a0\u202f][;!?»](?!\w)|« |«\S|['\"]", text.replace("«\u00a0", ""))
        assert not re.search(r"rticles? \d", text)


@every_letter
@every_right
def test_a_pdf_says_what_the_letter_says_and_is_the_same_each_time(right: str, language: str) -> None:
    letter = a_letter(right, language, "bob")
    said, pages = words_of(letter), len(pypdf.PdfReader(io.BytesIO(pdf(letter))).pages)
    for block in blocks(letter.markdown):
        if block["kind"] == "heading":
            assert re.sub(r"\s", "", "".join(span["text"] for span in block["spans"])) in said
    assert all(each in said for each in ("bob/copy", "d4e5f6", f"1/{pages}"))
    assert pdf(letter) == pdf(letter)


def test_a_letter_edited_by_hand_is_typeset_whatever_markdown_it_holds() -> None:
    edited = (
        "no heading\n\n-\n- a\n\n  b\n\n```\ncode  \n```\n\n    more\n\n> quote [l](http://x)\n\n---\n\n*i* **b** <b>\n"
    )
    letter = Letter("ann", "x", "en", edited)
    assert all(each in words_of(letter) for each in ("noheading", "code", "more", "quotel(http://x)", "ib<b>"))
    assert "quote l (http://x)" in letter.text


def test_a_name_without_end_stays_on_the_page() -> None:
    letter = Letter("ann", "x", "en", f"# {'a' * 500}\n\n{code('b' * 500)}\n")
    assert "b" * 500 in words_of(letter)


def test_lines_of_text_are_as_wide_as_reads_well() -> None:
    assert max(map(len, a_letter("erasure", "fr").text.splitlines())) <= 78


@every_letter
def test_templates_can_be_copied_edited_and_used_instead(language: str, tmp_path: Path) -> None:
    assert copy_templates(tmp_path)
    assert copy_templates(tmp_path) == []
    (tmp_path / language / "access.md.j2").write_text("# {{ contact.publisher | code }}\n\n{{ asker.name }}\n", "utf-8")
    for path in (tmp_path / language).glob("erasure*"):
        path.unlink()
    some = facts(family())
    whom = contacts(some.family, exposure(some.family, some.origins))
    assert next(letters(some, whom, "access", language, tmp_path)).markdown == "# `ann`\n\n**[____ … ____]**\n"
    own = [each.markdown for each in letters(some, whom, "erasure", language)]
    assert [each.markdown for each in letters(some, whom, "erasure", language, tmp_path)] == own


@pytest.mark.parametrize("wrong", ["{{ nothing }}", "{{ asker.age }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_cannot_be_used_is_said_to_its_user(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "access.md.j2").write_text(wrong, "utf-8")
    some = facts(family())
    whom = contacts(some.family, exposure(some.family, some.origins))
    with pytest.raises(RightsError, match=r"template-is-broken\(template='en/access\.md\.j2'"):
        list(letters(some, whom, "access", "en", tmp_path))


@pytest.mark.parametrize(
    ("right", "language", "ground"), [("access", "de", None), ("rectification", "en", None), ("erasure", "en", "g")]
)
def test_a_language_a_right_or_a_ground_without_letters_is_refused(
    right: str, language: str, ground: str | None
) -> None:
    with pytest.raises(RightsError):
        list(letters(facts(family(), ground=ground), [], right, language))


def test_a_line_is_the_strongest_and_among_those_the_shortest() -> None:
    edge = {"witnesses": [], "disputed": False, "sha": None}

    def derived(child: str, parent: str, relation: str, state: str = "holds") -> dict[str, Any]:
        return {"child": child, "parent": parent, "relation": relation, "state": state, **edge}

    some = Family.from_rows(
        [],
        [
            derived("a", "z", "unknown"),
            derived("a", "b", "finetune"),
            derived("b", "z", "quantized"),
            derived("a", "c", "quantized"),
            derived("c", "d", "finetune"),
            derived("d", "z", "quantized"),
            derived("z", "a", "merge"),
        ],
        None,
        None,
    )
    assert line(some, "a", ["z"]) == [Step("a", "b"), Step("b", "z")]
    assert line(some, "a", ["a", "z"]) == []
    assert line(some, "a", ["nobody"]) is None
    assert below(some, ["z"]) == ["a", "b", "d", "c"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "possible points of entry"), ("fr", "points d’entrée possibles")]
)
def test_every_possible_point_of_entry_is_named(language: str, words: str) -> None:
    origins = [f"org/base-{number}" for number in range(60)]
    known = [{"id": id, "publisher": "org", "publisherKind": None, "state": "listed", "sha": None} for id in origins]
    child = {**known[0], "id": "ann/tuned", "publisher": "ann"}
    lines = [
        {"child": "ann/tuned", "parent": id, "relation": "merge", "witnesses": ["card"], "disputed": False, "sha": None}
        for id in origins
    ]
    of = Family.from_rows([*known, child], [each | {"state": "holds"} for each in lines], None, None)
    letter = written(facts(of), "access", language)["ann"]
    text = flat(letter.text.replace("\xa0", " ").replace("\u202f", " "))
    named = [id for id in ("ann/tuned", *origins) if f" {id} " in text]
    assert words in text
    assert len(named) >= 40
    (listed,) = [content for name, content in letter.enclosures.items() if name.endswith("-origins.txt")]
    assert set(listed.split()) == {"ann/tuned", *origins}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "on the following grounds"), ("fr", "pour les motifs suivants")]
)
def test_an_erasure_may_rest_on_several_grounds(language: str, words: str) -> None:
    text = flat(a_letter("erasure", language, ground="b, d").text.replace("\xa0", " "))
    assert words in text
    assert all(article in text for article in (("17(1)(b)", "17(1)(d)") if language == "en" else ("17.1.b", "17.1.d")))
