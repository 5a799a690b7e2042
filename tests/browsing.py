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
    """A Chromium that asks for nothing by itself, as somebody has it who never used it before."""
    with sync_playwright() as play:
        arguments = [*QUIET, "--disable-component-update"]
        with play.chromium.launch(executable_path=chromium(), args=arguments, timeout=PATIENCE * 1000) as browser:
            yield browser


@contextmanager
def context(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """What a browser keeps for one user, and nobody has used yet."""
    with browser.new_context(**options) as made:
        made.set_default_timeout(PATIENCE * 1000)
        yield made


@contextmanager
def opened(width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """A page of a Chromium of its own."""
    with chrome() as browser, context(browser, viewport={"width": width, "height": height}) as made:
        yield made.new_page()


def follow(leading: Locator) -> None:
    """Click on what leads to another page, and wait until that has come: a click alone returns before it has."""
    with leading.page.expect_navigation():
        leading.click()


def connect(page: Page, address: str, password: str) -> None:
    """Open Neo4j Browser and connect, and wait until it has taken the server's style sheet and printed it."""
    page.goto(address)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("connect").click()
    expect(page.locator("pre", has_text="relationship.DERIVED_FROM")).to_be_visible()
