"""Chromium for the tests that look at what a browser shows, and Neo4j Browser in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright
from programs import chromium
from waiting import PATIENCE

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
expect.set_options(timeout=PATIENCE * 1000)


@contextmanager
def chrome() -> Iterator[Browser]:
    """A fresh Chromium that makes no requests of its own."""
    with sync_playwright() as play:
        arguments = [*QUIET, "--disable-component-update"]
        with play.chromium.launch(executable_path=chromium(), args=arguments, timeout=PATIENCE * 1000) as browser:
            yield browser


@contextmanager
def context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A fresh context of the browser."""
    with browser.new_context(**options) as session:
        session.set_default_timeout(PATIENCE * 1000)
        yield session


@contextmanager
def opened(width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """A page in its own Chromium."""
    with chrome() as browser, context(browser, viewport={"width": width, "height": height}) as session:
        yield session.new_page()


def follow(link: Locator) -> None:
    """Clicks on a link and waits until the next page is loaded; a click alone does not wait."""
    with link.page.expect_navigation():
        link.click()


def connect(page: Page, address: str, password: str) -> None:
    """Opens Neo4j Browser, connects, and waits until it shows the server's style sheet."""
    page.goto(address)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("connect").click()
    expect(page.locator("pre", has_text="relationship.DERIVED_FROM")).to_be_visible()
