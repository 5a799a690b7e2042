"""Finds the programs that the tests look through, or installs them from the system's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from filelock import FileLock


def chromium() -> str:
    """The path of Chromium, for what a browser shows: of the one without windows, which does it in a quarter of the
    time, where there is or can be such a one."""
    with suppress(RuntimeError):
        return _program("chromium-headless-shell", package="chromium-headless-shell")
    return _program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", package="chromium")


def dot() -> str:
    """The path of Graphviz's `dot`, for what it draws."""
    return _program("dot", package="graphviz")


def _program(*names: str, package: str) -> str:
    """The first of the names that is there. Raises where none is and none may be installed: no test passes without."""
    # Who comes second waits until it is installed, and finds it.
    with FileLock(Path(tempfile.gettempdir()) / "lineage-db-tests-install.lock"):
        found = _found(names)
        if not found:
            _install(package)
            found = _found(names)
    if not found:
        raise RuntimeError(f"The package {package} brought none of {', '.join(names)}.")
    return found


def _found(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _install(package: str) -> None:
    how = f"Install {package} (Debian and Ubuntu: sudo apt-get install {package}; macOS: brew install {package})."
    privilege = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get"):
        raise RuntimeError(f"These tests need {package}. {how}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--yes", package]):
        done = subprocess.run([*privilege, *command], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"These tests need {package}. {how}\n{done.stderr}")
