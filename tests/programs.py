"""Finds programs that tests need, or installs them from the system's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from filelock import FileLock


def chromium() -> str:
    """Returns the path of Chromium; of the headless build, which is four times as fast, if that can be installed."""
    with suppress(RuntimeError):
        return _program("chromium-headless-shell", package="chromium-headless-shell")
    return _program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", package="chromium")


def dot() -> str:
    """Returns the path of Graphviz's `dot`."""
    return _program("dot", package="graphviz")


def _program(*names: str, package: str) -> str:
    """Returns the path of the first program that exists, after installing the package if none does. Raises RuntimeError
    if that fails."""
    # A second process waits for the installation of the first.
    with FileLock(Path(tempfile.gettempdir()) / "lineage-db-tests-install.lock"):
        path = _first_path(names)
        if not path:
            _install(package)
            path = _first_path(names)
    if not path:
        raise RuntimeError(f"The package {package} brought none of {', '.join(names)}.")
    return path


def _first_path(names: tuple[str, ...]) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _install(package: str) -> None:
    instruction = (
        f"Install {package} (Debian and Ubuntu: sudo apt-get install {package}; macOS: brew install {package})."
    )
    privilege = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if not shutil.which("apt-get"):
        raise RuntimeError(f"These tests need {package}. {instruction}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "--yes", package]):
        process = subprocess.run([*privilege, *command], env=environment, capture_output=True, text=True, check=False)
        if process.returncode:
            raise RuntimeError(f"These tests need {package}. {instruction}\n{process.stderr}")
