"""Chromium for the tests that look at what a browser shows, and Neo4j Browser in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright
from programs import chromium

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


@contextmanager
def chrome() -> Iterator[Browser]:
    """A Chromium that asks for nothing by itself, as somebody has it who never used it before."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=[*QUIET, "--disable-component-update"])
        yield browser
        browser.close()


@contextmanager
def opened(width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """A page of such a Chromium."""
    with chrome() as browser:
        yield browser.new_page(viewport={"width": width, "height": height})


def connect(page: Page, address: str, password: str) -> None:
    """Open Neo4j Browser and connect, and wait until it has taken the server's style sheet and printed it."""
    page.goto(address)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("connect").click()
    expect(page.locator("pre", has_text="relationship.DERIVED_FROM")).to_be_visible(timeout=30_000)
