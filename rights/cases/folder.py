"""Files and folders that nobody but their owner can open."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rights.errors import RightsError

OF_THE_OWNER = 0o700, 0o600
"""What a folder and a file allow: everything to the owner, nothing to anybody else."""
OTHERS = 0o077
SECONDS_IN_SILENCE = 1
SECONDS_TO_WAIT = 60


def make(folder: Path) -> None:
    """Make a folder, or take one that is empty. Raises RightsError if something else is in its place."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RightsError("case-folder-is-not-empty", folder=folder)
    if not folder.parent.is_dir():
        raise RightsError("case-has-no-parent-folder", parent=folder.parent, name=folder.name)
    folder.mkdir(mode=OF_THE_OWNER[0], exist_ok=True)
    make_private(folder)


def make_private(path: Path) -> None:
    """Make a file or a folder private to its owner. Raises RightsError if the disk does not allow it."""
    if path.is_symlink():
        raise RightsError("link-leads-out-of-case", path=path)
    path.chmod(OF_THE_OWNER[path.is_file()])
    if path.stat().st_mode & OTHERS:
        raise RightsError("case-cannot-be-private", path=path)


def write(file: Path, content: bytes) -> None:
    """Write a file atomically, in a folder that is made if need be."""
    file.parent.mkdir(mode=OF_THE_OWNER[0], exist_ok=True)
    make_private(file.parent)
    # A temporary file of this kind is its owner's alone from the beginning.
    descriptor, beside = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        make_private(Path(beside))
        os.replace(beside, file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@contextmanager
def locked(lock: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of a file. Raises RightsError if another process keeps it for too long.

    Calls `on_wait` once if the lock is not free at once.
    """
    from filelock import FileLock, Timeout

    held = FileLock(lock, mode=OF_THE_OWNER[1])
    try:
        try:
            held.acquire(timeout=SECONDS_IN_SILENCE)
        except Timeout:
            on_wait()
            held.acquire(timeout=SECONDS_TO_WAIT)
    except Timeout:
        raise RightsError("case-is-locked") from None
    try:
        yield
    finally:
        held.release()


def append(file: Path, line: str) -> None:
    """Write a line at the end of a file."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, OF_THE_OWNER[1])
    with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
        opened.write(f"{line}\n")
    make_private(file)


def write_new(file: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises RightsError if one of that name exists."""
    with _new(file) as opened:
        opened.write(content)
    make_private(file)


def pack(files: Iterable[Path], folder: Path, archive: Path) -> None:
    """Write files of a folder into a new ZIP archive. Raises RightsError if a file of that name exists."""
    with _new(archive) as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            entry = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}")
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = OF_THE_OWNER[1] << 16
            packed.writestr(entry, file.read_bytes())
    make_private(archive)


def _new(file: Path) -> BinaryIO:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OF_THE_OWNER[1])
    except FileExistsError:
        raise RightsError("case-output-exists", file=file) from None
    return os.fdopen(descriptor, "wb")
