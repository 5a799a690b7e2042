"""Chromium, for what a browser shows: found, or installed from the system's packages; and Neo4j Browser in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "Install Chromium (Debian and Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium)."

QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


@contextmanager
def opened(width: int = 1400, height: int = 1000) -> Iterator[Page]:
    """A page of a Chromium that asks for nothing by itself, as somebody has it who never used it before."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=[*QUIET, "--disable-component-update"])
        yield browser.new_page(viewport={"width": width, "height": height})
        browser.close()


def connect(page: Page, address: str, password: str) -> None:
    """Open Neo4j Browser and connect, and wait until it has taken the server's style sheet and printed it."""
    page.goto(address)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("connect").click()
    expect(page.locator("pre", has_text="relationship.DERIVED_FROM")).to_be_visible(timeout=30_000)


def chromium() -> str:
    """The path of Chromium. Raises where there is none and it may not be installed: these tests never pass without."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _installed()


def _installed() -> str:
    privilege = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get"):
        raise RuntimeError(f"The tests of what a browser shows need Chromium. {HOW}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--yes", "chromium"]):
        done = subprocess.run([*privilege, *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The tests of what a browser shows need Chromium. {HOW}\n{done.stderr}")
    return chromium()
