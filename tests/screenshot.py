"""Takes the pictures in docs/pictures anew, on a server that holds the sample: python tests/screenshot.py"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from browsing import connect, opened
from conftest import Server
from neo4j import GraphDatabase
from playwright.sync_api import expect
from served import Site

from cli.managed import start
from cypher import Database
from loader.load import load
from loader.sources import sample
from server import managed
from server.home import home
from server.running import USER, password

DOCS = Path(__file__).parent.parent / "docs"
QUERY = "MATCH family = (:Model {id: 'google/gemma-2-9b-it'})-[:DERIVED_FROM]-{1,2}(:Model) RETURN family"


def main() -> None:
    """Start the server, draw the family in Neo4j Browser once its models have come to rest, and another on our page."""
    running = start()
    with GraphDatabase.driver(running.uri, auth=(USER, password(home())), notifications_min_severity="OFF") as driver:
        load(sample(), Database(driver), lambda records: None)
    with opened(1200, 612) as page:
        connect(page, f"{running.browser}&cmd=edit&arg={quote(QUERY, safe='')}", password(home()))
        page.get_by_test_id("editor-Run").click()
        expect(page.locator("svg g.node").first).to_be_visible(timeout=20_000)
        page.wait_for_timeout(3_000)
        page.screenshot(path=DOCS / "pictures" / "neo4j-browser.png")
    site = Site(Server("managed", running.uri, USER, password(home())))
    with opened(1200, 860) as page:
        page.goto(site.at("lineage", model="mistralai/Mistral-7B-v0.1"))
        page.screenshot(path=DOCS / "pictures" / "page.png")
    site.stop()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        os.environ["LINEAGE_HOME"] = folder
        try:
            main()
        finally:
            managed.destroy(home())
