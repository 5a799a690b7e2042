"""The page in a real Chromium, as a citizen, an officer and an investigator use it, in both languages."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.catalog import Catalog
from browsing import chrome, follow
from browsing import context as new_context
from conftest import HOSTILE, Server
from factory import hub_model
from hub_ids import oid
from neo4j import Driver
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import ADDRESSES, BASE, GEMMA, LEAF, MAGRO, ZEPHYR, Site

import cypher
from cypher import Database
from formats import ALL_FORMATS
from loader.erase import erase
from web.app import PAGES
from web.language import PAGES_IN, preferred
from web.messages import catalogue, messages
from web.security import POLICY

SECRET = "Zoe-Unforgotten-4711"
NO_PAGE = ("suggest",)
A4: Any = {"width": 690, "height": 1010}
"""What is within the margins of a sheet, in pixels of CSS."""
SEEN = [name for name in ADDRESSES if name not in NO_PAGE]


class Wire:
    """A wire to a database that can be cut."""

    def __init__(self, database: SplitResult) -> None:
        self.database = database
        self.ends: list[socket.socket] = []
        self.whole = True
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.listening.getsockname()[1]}"

    def __enter__(self) -> Wire:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def cut(self) -> None:
        self.whole = False
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        self.whole = True

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near = self.listening.accept()[0]
                if not self.whole:
                    near.close()
                    continue
                far = socket.create_connection((self.database.hostname or "", self.database.port or 7687))
                self.ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)
            other.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def site(server: Server) -> Iterator[Site]:
    made = Site(server)
    yield made
    code, said = made.stop()
    assert code == 0, said
    assert SECRET not in said


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chrome() as opened:
        yield opened


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser in which nothing goes wrong, nothing asks, and nothing is fetched from elsewhere."""
    wrong: list[str] = []
    with new_context(browser, viewport={"width": 1300, "height": 900}, accept_downloads=True) as made:
        made.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
        made.on("weberror", lambda error: wrong.append(str(error.error)))
        made.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
        made.on("request", lambda request: None if request.url.startswith(site.address) else wrong.append(request.url))
        yield made
    assert wrong == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_every_page_has_an_address_that_is_tried() -> None:
    assert set(ADDRESSES) == set(PAGES)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["My data came out of this model", "Draw its lineage", "Write the letters", "Show the letters"]),
        (
            "fr",
            [
                "Mes données sont sorties de ce modèle",
                "Dessiner sa généalogie",
                "Rédiger les lettres",
                "Afficher les lettres",
            ],
        ),
    ],
)
def test_from_the_search_over_the_picture_to_a_letter(
    sample_graph: Driver, site: Site, page: Page, language: str, words: list[str]
) -> None:
    page.goto(site.at("", language))
    box = page.locator("header input[type=search]")
    box.press_sequentially("magro")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("option", name=MAGRO, exact=True).click()
    expect(page.locator("h1")).to_contain_text(MAGRO)
    follow(page.get_by_role("link", name=words[1]))
    expect(page.locator(".picture a.node")).to_have_count(4)
    page.go_back()
    follow(page.get_by_role("link", name=words[0]))
    expect(page.locator("main table").first.locator("tbody tr")).to_have_count(30)
    follow(page.get_by_role("link", name=words[2]))
    page.locator("input[name=name]").fill(SECRET)
    follow(page.get_by_role("button", name=words[3]))
    letters = page.locator("article.letter")
    expect(letters).to_have_count(10)
    assert all(SECRET in letter.inner_text() and MAGRO in letter.inner_text() for letter in letters.all())
    assert page.locator("html").get_attribute("lang") == language


def test_a_keyboard_is_enough(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at(""))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.locator("header input[type=search]").focus()
    # All at once: while one types on, a later answer takes the place of the one that is chosen from.
    page.keyboard.insert_text("gemma-2-9b-it")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(GEMMA)
    page.goto(site.at("lineage", model=GEMMA))
    before = page.locator(".picture a.node").count()
    page.locator(".picture a.node").first.focus()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        if "open=" in (reached[-1] or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**open=**")
    assert page.locator(".picture a.node").count() > before


def test_it_works_without_a_script(sample_graph: Driver, site: Site, browser: Browser) -> None:
    with new_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.at(""))
        page.locator("header input[type=search]").fill("gemma-2-9b-it")
        follow(page.locator("header button"))
        follow(page.get_by_role("link", name=GEMMA, exact=True))
        follow(page.get_by_role("link", name="Draw its lineage"))
        drawn = page.locator(".picture a.node").count()
        assert drawn
        follow(page.locator(".picture a[href*='open=']").first)
        assert "open=" in page.url
        assert page.locator(".picture a.node").count() > drawn
        page.goto(site.at("exposure", model=MAGRO))
        follow(page.get_by_role("link", name="It did not come out"))
        expect(page.get_by_text("3 of 3 candidate origins are left")).to_be_visible()


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("language", PAGES_IN)
def test_the_rules_of_accessibility_hold(
    sample_graph: Driver, site: Site, page: Page, language: str, name: str
) -> None:
    page.emulate_media(color_scheme="dark" if language == "fr" else "light")
    page.goto(site.at(name, language))
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=rules).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found] == []


@pytest.mark.parametrize("name", SEEN)
def test_no_page_is_wider_than_a_telephone(sample_graph: Driver, site: Site, page: Page, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site.at(name, "fr"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


HOSTILE_PAGES = {
    "search": {"q": "evil"},
    "model": {},
    "relatives": {"model": "good/base"},
    "lineage": {"model": "good/base"},
    "timeline": {"model": "good/base"},
    "path": {"to": "good/base"},
    "exposure": {"model": "good/base"},
    "letters": {"model": "good/base"},
    "query": {"name": "descendants", "p.models": "good/base"},
}


@pytest.mark.parametrize("name", SEEN)
def test_paper_shows_what_is_said_and_not_what_is_pressed(
    sample_graph: Driver, site: Site, page: Page, name: str
) -> None:
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.goto(site.at(name))
    assert page.locator("nav, .search, .filters, .downloads, .tabs").filter(visible=True).count() == 0
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= A4["width"]


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_names_by_strangers_steer_nothing(hostile_graph: Driver, site: Site, page: Page, name: str) -> None:
    params = HOSTILE_PAGES[name]
    own = {"model": "model", "path": "from"}.get(name)
    for id in HOSTILE if own else HOSTILE[:1]:
        page.goto(site.at(name, **(params | ({own: id} if own else {}))))
        assert page.locator("main script, main iframe, main img, main font, main [onclick], main [style]").count() == 0
        links = page.locator("main a").evaluate_all(
            "links => links.map(link => new URL(link.getAttribute('href'), document.baseURI).href)"
        )
        schemes = {urlsplit(link).scheme for link in links}
        assert schemes <= {"http", "https"}
    shown = page.locator("main").inner_text()
    assert "<script>alert(1)</script>" in shown or name in ("model", "path", "timeline", "letters")
    assert not any(character in shown for character in "\x1b\u202e")


def test_every_answer_carries_the_strict_policy(sample_graph: Driver, site: Site) -> None:
    paths = [site.at(name).removeprefix(f"http://{site.host}") for name in ADDRESSES]
    for path in [*paths, "/", "/favicon.ico", "/static/style.css", "/static/svg.css", "/static/page.js", "/en/nothing"]:
        code, headers, _ = site.ask("GET", path)
        assert code in (200, 307, 404), path
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "headers", "code"),
    [
        ("GET", {"Host": "attacker.example"}, 400),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "image"}, 403),
        ("GET", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, 200),
        ("POST", {"Origin": "http://attacker.example"}, 403),
        ("POST", {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {}, 200),
    ],
)
def test_other_sites_cannot_ask_in_a_users_name(
    sample_graph: Driver, site: Site, method: str, headers: dict[str, str], code: int
) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    body = "cypher=RETURN+1" if method == "POST" else ""
    assert site.ask(method, "/en/cypher", body, **kind, **headers)[0] == code


def test_it_listens_on_this_machine_alone(site: Site) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", site.address)


def test_expert_mode_reads_and_does_not_write(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("cypher"))
    page.get_by_label("Cypher", exact=True).fill("MATCH (m:Model) RETURN count(m) AS models")
    follow(page.get_by_role("button", name="Run"))
    count = sample_graph.execute_query("MATCH (m:Model) RETURN count(m) AS n").records[0]["n"]
    expect(page.locator("main tbody")).to_have_text(str(count))
    code, _, body = site.send("cypher", cypher="MATCH (m) DETACH DELETE m")
    assert code == 400
    assert b"This Cypher writes, and here it can only read." in body
    assert sample_graph.execute_query("MATCH (m:Model) RETURN count(m) AS n").records[0]["n"] == count


def test_expert_mode_keeps_what_cannot_be_run_and_says_why(sample_graph: Driver, site: Site) -> None:
    code, _, body = site.send("cypher", "fr", cypher="MATCH (m RETURN m")
    assert code == 400
    said = body.decode()
    assert "required>MATCH (m RETURN m</textarea>" in said
    assert "Cette requête ne peut pas être exécutée." in said
    assert re.search(r'<p lang="en">Invalid input', said)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH p = (:Model {id: $id})-[:DERIVED_FROM]->(:Model) RETURN p",
        "MATCH (m:Model {id: $id})-[:DERIVED_FROM]->(o) RETURN m, collect(o) AS others",
        "MATCH (m:Model {id: $id})-[:DERIVED_FROM]->(o) RETURN m.id AS child, o.id AS parent",
    ],
    ids=["paths", "nodes", "ids"],
)
def test_expert_mode_draws_the_models_of_an_answer(sample_graph: Driver, site: Site, page: Page, text: str) -> None:
    page.goto(site.at("cypher"))
    page.get_by_label("Cypher", exact=True).fill(text.replace("$id", f"'{LEAF}'"))
    follow(page.get_by_role("button", name="Run"))
    expect(page.locator(".picture a.node").first).to_be_visible()
    parents = sample_graph.execute_query("MATCH ({id: $id})-[:DERIVED_FROM]->(p) RETURN p.id AS id", id=LEAF).records
    assert _drawn(page) == {LEAF, *(row["id"] for row in parents)}


def test_neo4j_browser_shows_what_the_picture_shows(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("lineage", model=GEMMA))
    href = page.get_by_role("link", name="The same in Neo4j Browser").get_attribute("href") or ""
    rows = sample_graph.execute_query(unquote(href.partition("&arg=")[2])).records
    assert {row["model"]["id"] for row in rows} == _drawn(page)
    derivations = {row["derivation"].element_id for row in rows if row["derivation"]}
    assert len(derivations) == page.locator("table tbody tr").count()


def test_several_origins_stay_in_the_form(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("exposure", model=MAGRO, origin=[BASE, GEMMA]))
    follow(page.get_by_role("button", name="Find"))
    entered = page.locator("input[name=origin]")
    assert [each.input_value() for each in entered.all()] == [BASE, GEMMA, ""]


def test_what_came_out_of_a_model_is_in_the_letter_with_all_that_was_said_of_it(
    sample_graph: Driver, site: Site, page: Page
) -> None:
    page.goto(site.at("model", model=MAGRO))
    follow(page.get_by_role("link", name="My data came out of this model"))
    follow(page.get_by_role("link", name="Write the letters"))
    page.get_by_label("When").fill("2026-09-01")
    page.get_by_label("Which version of the model").fill("abc1234")
    page.get_by_label("How: what you asked").fill("A prompt with my name.")
    follow(page.get_by_role("button", name="Show the letters"))
    letter = page.locator("article.letter pre").first
    for said in (MAGRO, "1 September 2026", "abc1234", "A prompt with my name."):
        expect(letter).to_contain_text(said)


def test_the_form_of_exposure_says_that_the_data_came_out_and_keeps_the_rest(
    sample_graph: Driver, site: Site, page: Page
) -> None:
    page.goto(site.at("exposure", model=ZEPHYR, negative=MAGRO, strict=1))
    page.get_by_role("combobox", name="The data came out of the model").fill(MAGRO)
    follow(page.get_by_role("button", name="Find"))
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"model": [MAGRO], "positive": [MAGRO], "strict": ["1"]}


def test_of_a_known_origin_each_model_tells_how_many_it_derives_from(
    sample_graph: Driver, site: Site, page: Page
) -> None:
    page.goto(site.at("exposure", publisher="mistralai", limit=5_000))
    rows = json.loads(site.get("exposure", publisher="mistralai", format="json"))["exposed"]
    shown = page.locator("#exposed ~ .wide tbody tr")
    told = dict(
        zip(
            shown.locator("th a.id").all_text_contents(),
            shown.locator("td.number").all_text_contents()[::2],
            strict=True,
        )
    )
    assert told == {row["model"]: str(row["exposedUnder"]) for row in rows}
    assert page.get_by_role("link", name="cyclonedx").count() == 0


def test_a_filter_is_named_where_no_path_is_found(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("path", **{"from": LEAF, "to": BASE, "relation": "merge"}))
    expect(page.get_by_role("status")).to_contain_text("By the chosen kinds of derivation alone")
    follow(page.get_by_role("link", name="All kinds"))
    expect(page.get_by_role("heading", level=2)).to_have_text(f"{LEAF} derives from {BASE}")


def test_a_file_of_expert_mode_holds_all_rows(sample_graph: Driver, site: Site) -> None:
    _, _, body = site.send("cypher", cypher="UNWIND range(1, 1000) AS x RETURN x", format="csv")
    assert body.decode().split() == ["x", *map(str, range(1, 1_001))]


def test_expert_mode_shows_values_as_the_database_has_them(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("cypher"))
    text = "RETURN 2024, 1e300, 0.00001, true, null, duration('P1D'), point({x: 1, y: 2}), [1, 'a']"
    page.get_by_label("Cypher", exact=True).fill(text)
    follow(page.get_by_role("button", name="Run"))
    point = '{"srid": 7203, "coordinates": [1.0, 2.0]}'
    told = ["2024", "1e+300", "1e-05", "true", "", "P1D", point, '[1, "a"]']
    assert page.locator("main tbody td").all_text_contents() == told


LONG = "9" * 5_000


@pytest.mark.parametrize("language", PAGES_IN)
@pytest.mark.parametrize(
    ("page_", "asked", "code"),
    [
        ("search", {"q": "gemma", "limit": LONG}, 200),
        ("relatives", {"model": MAGRO, "limit": "0"}, 200),
        ("lineage", {"model": GEMMA, "depth": LONG}, 200),
        ("lineage", {"model": GEMMA, "format": "csv"}, 200),
        ("model", {"model": ""}, 400),
        ("nowhere", {}, 404),
        ("query", {"name": LONG}, 400),
        ("query", {"name": "descendants", "run": "1", "p.models": MAGRO, "p.depth": LONG}, 400),
        ("query", {"name": "descendants", "run": "1", "p.models": MAGRO, "p.depth": "-1"}, 400),
        ("query", {"name": "descendants", "run": "1", "p.models": MAGRO, "p.depth": "1.5"}, 400),
        ("query", {"name": "descendants", "run": "1", "p.models": MAGRO, "p.relation": "affinage"}, 400),
        ("query", {"name": "exposed", "run": "1", "p.models": MAGRO, "p.known": "oui"}, 400),
    ],
)
def test_a_senseless_value_is_answered_by_a_page(
    sample_graph: Driver, site: Site, page_: str, asked: dict[str, str], code: int, language: str
) -> None:
    told, headers, body = site.ask("GET", f"/{language}/{page_}?{urlencode(asked)}")
    assert (told, headers["content-type"]) == (code, "text/html; charset=utf-8")
    assert f'<html lang="{language}">' in body.decode()
    if asked.get("limit") == "0":
        assert ZEPHYR in site.get("relatives", language, kind="ancestors", **asked).decode()


def test_a_way_of_asking_that_no_page_knows_is_answered_by_a_page(site: Site) -> None:
    code, _, body = site.ask("POST", "/fr/model", "model=x")
    assert (code, "Cette page ne peut pas être demandée ainsi." in body.decode()) == (405, True)
    kind = {"Content-Type": "multipart/form-data"}
    assert site.ask("POST", "/fr/letters", "x", **kind)[0] == 400


def test_a_choice_of_yes_or_no_is_made_from_a_list(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("query", **{"name": "exposed", "p.models": MAGRO}))
    page.locator("select[name='p.known']").select_option("true")
    follow(page.get_by_role("button", name="Run"))
    assert "p.known=true" in page.url
    assert page.locator("main tbody tr").count() == 2


def test_a_publisher_asks_about_its_own_models(sample_graph: Driver, site: Site) -> None:
    code, _, body = site.ask("GET", f"/en/exposure?model={MAGRO}&publisher=google")
    assert code == 400
    assert b"A publisher asks about its own models" in body


def test_a_file_of_exposure_tells_what_was_seen(sample_graph: Driver, site: Site, page: Page) -> None:
    seen = {"model": MAGRO, "positive": MAGRO, "negative": ZEPHYR}
    page.goto(site.at("exposure", **seen, limit=5_000))
    found = json.loads(site.get("exposure", **seen, format="json"))
    assert [each["model"] for each in found["exposed"]] == page.locator("#exposed ~ .wide th a.id").all_text_contents()
    assert found["observed"] == {MAGRO: "positive", ZEPHYR: "negative"}
    assert {each["model"]: each["observed"] for each in found["exposed"] if each["observed"]} == found["observed"]
    assert (
        f"Seen: {MAGRO} (positive) and {ZEPHYR} (negative); of 3 candidates 3 are left." in found["hypothesis"]["words"]
    )


def test_what_was_seen_at_a_model_of_another_family_counts(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("exposure", model=MAGRO, positive=[MAGRO, GEMMA]))
    expect(page.locator("main .warning").first).to_contain_text("No single origin explains what was seen")


def test_exposure_is_that_of_the_graph_as_it_is_now(
    graph: Driver, site: Site, load_records: Callable[..., Any]
) -> None:
    def exposed() -> list[str]:
        return [each["model"] for each in json.loads(site.get("exposure", model="org/base", format="json"))["exposed"]]

    load_records({"id": "org/base"}, hub_model("jane/child", "org/base", witnesses=("hub",), author="jane"))
    assert exposed() == exposed() == ["org/base", "jane/child"]
    load_records(hub_model("org/other", "org/base", witnesses=("hub",)))
    assert exposed() == ["org/base", "jane/child", "org/other"]
    erase("jane", Database(graph), bytes(32))
    assert "jane" not in "".join(exposed())


def test_a_database_that_stops_is_said_and_one_that_is_back_answers(sample_graph: Driver, server: Server) -> None:
    with Wire(urlsplit(server.uri)) as wire:
        site = Site(replace(server, uri=wire.uri))
        try:
            assert site.ask("GET", "/fr/")[0] == 200
            wire.cut()
            code, _, body = site.ask("GET", "/fr/")
            assert code == 503
            assert "La base de données ne répond pas." in body.decode()
            wire.mend()
            assert site.ask("GET", "/fr/")[0] == 200
        finally:
            assert site.stop()[0] == 0


def _drawn(page: Page) -> set[str]:
    """The ids of the models in the picture of a page."""
    places = [each.get_attribute("href") or "" for each in page.locator(".picture a.node").all()]
    return {parse_qs(urlsplit(place).query)["model"][0] for place in places}


def test_what_a_person_writes_is_stored_nowhere(sample_graph: Driver, site: Site) -> None:
    sent = urlencode({"name": SECRET, "right": "access", "language": "fr", "to": "Sakalti", "as": "pdf"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    code, headers, body = site.ask("POST", f"/fr/letters?model={MAGRO}", sent, **kind)
    assert (code, headers["cache-control"]) == (200, "no-store")
    with zipfile.ZipFile(BytesIO(body)) as archive:
        names = archive.namelist()
        assert {Path(name).suffix for name in names} == {".md", ".txt", ".pdf"}
        assert SECRET in archive.read(next(name for name in names if name.endswith(".md"))).decode()
    holding = "MATCH (n) WHERE any(key IN keys(n) WHERE toStringOrNull(n[key]) CONTAINS $text) RETURN count(n) AS n"
    assert sample_graph.execute_query(holding, text=SECRET).records[0]["n"] == 0
    home = Path(os.environ["LINEAGE_HOME"])
    logs = [file for file in home.rglob("*.log*") if file.is_file()]
    assert [file for file in logs if SECRET.encode() in file.read_bytes()] == []


DOWNLOADS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "relatives": ({"model": LEAF, "kind": "ancestors"}, ["ancestors", LEAF]),
    "exposure": ({"model": MAGRO}, ["exposure", MAGRO]),
    "model": ({"model": GEMMA}, ["show", GEMMA]),
    "path": ({"from": LEAF, "to": BASE}, ["path", LEAF, BASE, "--shortest", "5"]),
    "query": ({"name": "descendants", "p.models": GEMMA}, ["query", "run", "descendants", GEMMA]),
}
"""For pages that give files: what they are asked, and the command that gives the same."""


@pytest.mark.parametrize("format_", ALL_FORMATS)
@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_file_is_what_the_command_line_prints(
    sample_graph: Driver, site: Site, lineage_db: Callable[..., Any], name: str, format_: str
) -> None:
    asked, command = DOWNLOADS[name]
    assert site.get(name, **asked, format=format_).decode() == lineage_db(*command, "--format", format_).out


def test_the_picture_comes_as_a_file_of_its_own(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("lineage", model=GEMMA))
    with page.expect_download() as started:
        page.get_by_role("link", name="svg").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    assert started.value.suggested_filename == "lineage.svg"
    assert "<style>" in text
    assert "gemma-2-9b-it" in text


def test_filters_leave_what_they_say(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("lineage", model=GEMMA, relation="quantized"))
    names = page.locator(".picture a.node title").all_text_contents()
    assert len(names) == 3
    page.goto(site.at("lineage", model=GEMMA, depth=1))
    assert page.locator(".picture a.node").count() == 8
    page.goto(site.at("lineage", model=GEMMA, kind="person"))
    assert page.locator(".picture a.node").count() == 1 + sum(
        row["n"]
        for row in sample_graph.execute_query(
            "MATCH (:Person)-[:PUBLISHED]->(m)-[:DERIVED_FROM]->({id: $id}) RETURN count(m) AS n", id=GEMMA
        ).records
    )


def test_an_unknown_name_leads_to_the_nearest_ones(sample_graph: Driver, site: Site, page: Page) -> None:
    code, _, body = site.ask("GET", "/en/model?model=google/gema-2-9b-it")
    assert code == 404
    assert quote(GEMMA) in body.decode()


def test_a_model_by_an_old_name_is_shown_under_its_new_one(
    graph: Driver, site: Site, load_records: Callable[..., Any]
) -> None:
    load_records({"_id": oid(7), "id": "old/name"})
    load_records({"_id": oid(7), "id": "new/name"})
    said = site.get("model", "fr", model="old/name").decode()
    assert "old/name s’appelle maintenant new/name." in said
    assert "s’appelle maintenant" not in site.get("model", "fr", model="New/Name").decode()


@pytest.mark.parametrize(
    ("header", "language"),
    [("fr-FR,fr;q=0.9,en;q=0.8", "fr"), ("de,en;q=0.5", "en"), ("", "en"), ("en;q=0.1,fr;q=0.9", "fr"), ("*", "en")],
)
def test_the_language_is_the_browsers(site: Site, header: str, language: str) -> None:
    code, headers, _ = site.ask("GET", "/", **{"Accept-Language": header})
    assert (code, headers["location"]) == (307, f"/{language}/")
    assert preferred(header) == language


def test_a_page_is_the_same_page_in_the_other_language(sample_graph: Driver, site: Site, page: Page) -> None:
    page.goto(site.at("exposure"))
    follow(page.get_by_role("link", name="Français"))
    assert page.url == site.at("exposure", "fr").replace("%2F", "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quels modèles peuvent contenir les données\u202f?")


@pytest.mark.parametrize("language", [language for language in PAGES_IN if language != "en"])
def test_no_word_is_missing_in_a_language(language: str) -> None:
    said, found = messages(), catalogue(language)
    assert _ids(said) == _ids(found)
    assert [message.id for message in found if message.id and not all(_texts(message.string))] == []
    assert [message.id for message in found if message.fuzzy and message.id] == []
    assert [(message.id, errors) for message, errors in found.check() if errors] == []
    for message in found:
        if message.id:
            holes = {hole for text in _texts(message.id) for hole in re.findall(r"%\(\w+\)s|\{\w+\}", text)}
            given = {hole for text in _texts(message.string) for hole in re.findall(r"%\(\w+\)s|\{\w+\}", text)}
            assert given <= holes, message.id


def test_every_text_of_a_saved_query_is_a_message() -> None:
    said = _ids(messages())
    for query in cypher.queries(*cypher.SAVED):
        parts = [query.title, *(each.description for each in (*query.params, *query.columns))]
        assert [part for part in parts if part not in said] == []


def test_a_search_before_the_first_load_says_that_nothing_is_loaded(graph: Driver, site: Site) -> None:
    graph.execute_query("DROP INDEX model_search IF EXISTS")
    for language, words in (("en", "Nothing is loaded yet."), ("fr", "Rien n’est encore chargé.")):
        code, _, body = site.ask("GET", f"/{language}/search?q=gemma")
        assert (code, words in body.decode()) == (400, True)


def test_suggestions_are_ids_that_are_there(sample_graph: Driver, site: Site) -> None:
    found = json.loads(site.get("suggest", q="gemma"))
    assert GEMMA in [each.get("model") for each in found]
    assert all(each["address"].startswith("/en/") for each in found)
    assert [each["publisher"] for each in json.loads(site.get("suggest", q="mistr")) if "publisher" in each] == [
        "mistralai"
    ]
    assert [each["task"] for each in json.loads(site.get("suggest", q="text-gen")) if "task" in each] == [
        "text-generation"
    ]


def test_a_port_that_is_taken_is_said(site: Site, lineage_db: Callable[..., Any]) -> None:
    result = lineage_db("web", "--no-open", "--port", str(urlsplit(site.address).port))
    assert result.code == 1
    assert "Choose another with --port" in result.err


def _ids(found: Catalog) -> set[Any]:
    return {message.id for message in found if message.id}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
