"""Neo4j Browser, as the managed server serves it, in a real Chromium: from the printed address to a drawn graph."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from browsing import chrome, connect, context
from click.testing import CliRunner
from conftest import HOSTILE, Server, hostile_models
from factory import load_hub_models
from neo4j import GraphDatabase
from playwright.sync_api import Browser, Locator, Page, expect
from waiting import until

import cypher
from cli.commands.browse.style import rules
from cli.managed import start as start_with_jars
from cli.root import root
from cypher import Database
from loader.load import load
from loader.sources import sample
from server.home import home
from server.running import USER, Running, password

MISTRAL = "mistralai/Mistral-7B-v0.1"
STYLE = rules(cypher.style())
FILE = """([name, bytes]) => {
  const dropped = new DataTransfer();
  dropped.items.add(new File([Uint8Array.from(atob(bytes), char => char.charCodeAt(0))], name));
  return dropped;
}"""


@pytest.fixture(scope="module")
def running(held: list[str], server: Server) -> Running:
    """A managed server that holds the sample; that of the other tests where they use a managed one."""
    now = start_with_jars()
    held[:] = []
    with GraphDatabase.driver(now.uri, auth=(USER, password(home())), notifications_min_severity="OFF") as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        load(sample(), Database(driver), lambda records: None)
    return now


@pytest.fixture
def asked(running: Running) -> Iterator[list[str]]:
    """Every address that the page asks for, but for those that its own policy stops before they leave.

    None of them is of an outside host.
    """
    addresses: list[str] = []
    yield addresses
    hosts = {urlsplit(address).netloc for address in addresses if not address.startswith(("data:", "blob:"))}
    assert hosts == {f"127.0.0.1:{running.http_port}", f"127.0.0.1:{running.bolt_port}"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chrome() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    """A page of somebody who never used this browser before."""
    with context(browser, viewport={"width": 1400, "height": 1000}) as unused:
        page = unused.new_page()
        page.on("requestfinished", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: None if request.failure == "csp" else asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        yield page


def run(page: Page, text: str) -> None:
    """Paste a text into the editor and run it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.get_by_test_id("activeEditor").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+V")
    page.get_by_test_id("editor-Run").click()


def drop(page: Page, name: str, content: bytes) -> None:
    """Drag a file onto the window."""
    dropped = page.evaluate_handle(FILE, [name, b64encode(content).decode()])
    page.locator(".filedrop").dispatch_event("drop", {"dataTransfer": dropped})


def texts(drawn: Locator) -> list[str]:
    return sorted(text.strip() for text in drawn.all_text_contents())


def expect_style(page: Page, style: dict[str, dict[str, str]] | None) -> None:
    """Wait until Browser keeps this style sheet."""
    page.wait_for_function("kept => localStorage['neo4j.grass'] === kept", arg=json.dumps(style, separators=(",", ":")))


def test_the_printed_address_draws_the_path_with_names_on_the_models_and_relations_on_the_derivations(
    running: Running,
    page: Page,
    lineage_db: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NEO4J_URI")
    connect(page, lineage_db("browse", "path", "Sakalti/magro-7B", MISTRAL).out.strip(), password(home()))
    page.get_by_test_id("editor-Run").click()
    models, derivations = page.locator("svg g.node"), page.locator("svg g.relationship text")
    expect(models).to_have_count(3)
    until(lambda: texts(models), ["Mistral-7B-v0.1", "magro-7B", "zephyr-7b-beta"])
    until(lambda: texts(derivations), ["finetune", "unknown"])


@pytest.mark.parametrize(
    ("question", "models"),
    [
        (("descendants", MISTRAL, "--limit", "12"), 13),
        (("tree", MISTRAL, "--each", "3"), 9),
        (("query", "run", "requantized"), None),
        (("path", "jaspionjader/Kosmos-EVAA-Franken-v37-8B", "meta-llama/Llama-3.1-8B", "--all"), None),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_an_answer_is_drawn_with_all_its_models(
    running: Running,
    page: Page,
    lineage_db: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    question: tuple[str, ...],
    models: int | None,
) -> None:
    monkeypatch.delenv("NEO4J_URI")
    expected = models or len(lineage_db(*question, "--format", "ids").out.splitlines())
    connect(page, lineage_db("browse", *question).out.strip(), password(home()))
    page.get_by_test_id("editor-Run").click()
    expect(page.locator("svg g.node")).to_have_count(expected)


def test_of_several_labels_the_most_telling_one_gives_a_node_its_colour(running: Running, page: Page) -> None:
    telling = {
        "Model": "Model",
        "Model:Unseen": "Unseen",
        "Model:Frontier": "Frontier",
        "Model:Unseen:Frontier": "Frontier",
        "Model:Gone": "Gone",
        "Model:Gone:Frontier": "Gone",
        "Publisher:Person": "Person",
        "Publisher:Organization": "Organization",
    }
    nodes = ", ".join(f"(n{number}:{labels} {{name: '{number}'}})" for number, labels in enumerate(telling))
    text = f"CREATE {nodes} RETURN *"
    connect(page, f"{running.browser}&cmd=edit&arg={quote(text, safe='')}", password(home()))
    page.get_by_test_id("editor-Run").click()
    drawn = page.locator("svg g.node")
    expect(drawn).to_have_count(len(telling))
    until(
        lambda: {
            node.text_content().strip(): node.locator("circle.b-outline").get_attribute("fill") for node in drawn.all()
        },
        {str(number): STYLE[f"node.{label}"]["color"] for number, label in enumerate(telling.values())},
    )


def test_the_favourites_stand_under_their_titles_and_run(running: Running, page: Page, tmp_path: Path) -> None:
    file = tmp_path / "lineage-db.zip"
    assert CliRunner().invoke(root, ["browse", "favourites", "--out", str(file)]).exit_code == 0
    connect(page, running.browser, password(home()))
    drop(page, file.name, file.read_bytes())
    page.get_by_test_id("navigationFavorites").click()
    page.get_by_test_id("expandFolder-lineage-db").click()
    listed = page.get_by_test_id(re.compile("^scriptTitle-"))
    titles = {query.title for query in cypher.queries(*cypher.SAVED)}
    expect(listed).to_have_count(len(titles))
    until(lambda: set(listed.all_text_contents()), titles)
    page.get_by_text("The models that most others derive from, near or far").click()
    page.get_by_test_id("editor-Run").click()
    expect(page.get_by_text(MISTRAL).first).to_be_visible()


@pytest.mark.parametrize("way", ["dragged onto the window", "pasted after :style"])
def test_any_browser_takes_the_printed_style_sheet(running: Running, page: Page, way: str) -> None:
    printed = CliRunner().invoke(root, ["browse", "style"]).stdout
    connect(page, running.browser, password(home()))
    run(page, ":style reset")
    expect_style(page, None)
    if way == "pasted after :style":
        run(page, f":style {printed}")
    else:
        drop(page, "lineage-db.grass", printed.encode())
    expect_style(page, STYLE)


def test_the_servers_style_sheet_comes_back_with_every_new_page(running: Running, page: Page) -> None:
    connect(page, running.browser, password(home()))
    run(page, ":style node { color: #123456; }")
    expect_style(page, {"node": {"color": "#123456"}})
    page.reload()
    expect_style(page, STYLE)


def test_hostile_names_are_drawn_and_steer_nothing(
    running: Running, page: Page, lineage_db: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI")
    with GraphDatabase.driver(running.uri, auth=(USER, password(home()))) as driver:
        load_hub_models(driver, *hostile_models(), source="hostile")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    connect(page, lineage_db("browse", "path", "good/base", *HOSTILE).out.strip(), password(home()))
    page.get_by_test_id("editor-Run").click()
    expect(page.locator("svg g.node")).to_have_count(len(HOSTILE) + 1)
