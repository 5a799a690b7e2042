"""Neo4j Browser, as the managed server serves it, in a real Chromium: from the printed address to a drawn graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from neo4j import GraphDatabase
from playwright.sync_api import Page, expect, sync_playwright
from programs import chromium

from cli.managed import start as start_with_jars
from loader.load import load
from loader.sources import sample
from server.home import home
from server.running import USER, Running, password

ZEPHYR = "HuggingFaceH4/zephyr-7b-beta"
MISTRAL = "mistralai/Mistral-7B-v0.1"


@pytest.fixture(scope="module")
def running(held: list[str], _no_database_of_the_user: None) -> Running:
    """A managed server that holds the sample; that of the other tests where they use a managed one."""
    now = start_with_jars()
    held[:] = []
    with GraphDatabase.driver(now.uri, auth=(USER, password(home())), notifications_min_severity="OFF") as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        load(sample(), driver, None, lambda records: None)
    return now


@pytest.fixture
def asked() -> list[str]:
    """Every address that the page asks for, but for those that its own policy stops before they leave."""
    return []


@pytest.fixture
def page(asked: list[str]) -> Iterator[Page]:
    with sync_playwright() as play:
        quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
        browser = play.chromium.launch(executable_path=chromium(), args=[*quiet, "--disable-component-update"])
        opened = browser.new_page(viewport={"width": 1400, "height": 1000})
        opened.on("requestfinished", lambda request: asked.append(request.url))
        opened.on("requestfailed", lambda request: None if request.failure == "csp" else asked.append(request.url))
        opened.on("websocket", lambda socket: asked.append(socket.url))
        yield opened
        browser.close()


def test_the_printed_address_draws_the_path_with_each_model_under_its_name(
    running: Running,
    page: Page,
    asked: list[str],
    lineage_db: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NEO4J_URI")
    page.goto(lineage_db("browse", "path", "Sakalti/magro-7B", MISTRAL).out.strip())
    page.get_by_test_id("password").fill(password(home()))
    page.get_by_test_id("connect").click()
    expect(page.get_by_text("You are connected as user")).to_be_visible(timeout=20_000)
    page.get_by_test_id("editor-Run").click()
    captions = page.locator("svg g.node text.caption")
    expect(captions.first).to_be_visible(timeout=20_000)
    drawn = ["".join(node.locator("text.caption").all_text_contents()) for node in page.locator("svg g.node").all()]
    # Browser cuts a caption that is wider than its circle.
    assert sorted(caption.strip().rstrip("…") for caption in drawn) == ["Mistral-7", "magro-7B", "zephyr-7"]
    hosts = {urlsplit(address).netloc for address in asked if not address.startswith(("data:", "blob:"))}
    assert hosts == {f"127.0.0.1:{running.http_port}", f"127.0.0.1:{running.bolt_port}"}
