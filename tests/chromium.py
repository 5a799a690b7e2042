"""Finds Chromium for the tests that look at what a browser shows, or installs it from the system's packages."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "Install Chromium (Debian and Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium)."


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
