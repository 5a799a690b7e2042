"""Opens files of JSON, packed or not, finds those in a folder, and recognises what is no such file."""

from __future__ import annotations

import gzip
import os
import stat
import sys
from io import BufferedIOBase, BufferedReader, RawIOBase
from pathlib import Path
from typing import cast

from loader.errors import LoaderError

FILE_ENDINGS = (".json", ".jsonl", ".ndjson")
PACKED = ".gz"
GZIP = b"\x1f\x8b"
PARQUET = b"PAR1"
OTHER_PACKINGS = {
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
}
ARCHIVES = {b"PK\x03\x04": "zip", b"7z\xbc\xaf": "7z"}


def opened(path: Path) -> BufferedIOBase:
    """The bytes of a file, unpacked if it is gzip. Raises LoaderError if it holds no text or is no file."""
    try:
        refuse_devices(path)
        return unpacked(path.open("rb"), str(path))
    except OSError as error:
        raise unreadable(path, error) from error


def standard_input() -> BufferedIOBase:
    """The bytes of the standard input, unpacked if they are gzip."""
    if sys.stdin is None:
        raise LoaderError("standard-input-is-closed")
    file = sys.stdin.buffer
    return unpacked(
        file if isinstance(file, BufferedReader) else BufferedReader(cast(RawIOBase, file)), "The standard input"
    )


def unpacked(file: BufferedReader, name: str) -> BufferedIOBase:
    """The bytes of a file, unpacked if it is gzip, whatever its name."""
    head = file.peek(8)
    if head.startswith(GZIP):
        return _Unpacked(file)
    if head.startswith(PARQUET):
        file.close()
        raise LoaderError("file-is-parquet", file=name)
    for beginning, packing in OTHER_PACKINGS.items():
        if head.startswith(beginning):
            file.close()
            raise LoaderError("file-is-packed", file=name, packing=packing)
    for beginning, format in ARCHIVES.items():
        if head.startswith(beginning):
            file.close()
            raise LoaderError("file-is-archive", file=name, format=format)
    return file


class _Unpacked(gzip.GzipFile):
    """A gzip file that closes the file which it unpacks."""

    def __init__(self, file: BufferedReader) -> None:
        super().__init__(fileobj=file, mode="rb")
        self.packed = file

    def close(self) -> None:
        super().close()
        self.packed.close()


def refuse_all_but_tables(path: Path) -> None:
    """Raise LoaderError unless a path leads to a file that may be parquet."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LoaderError("parquet-is-folder", path=path)
        if stat.S_ISFIFO(status.st_mode):
            raise LoaderError("parquet-is-pipe", path=path)
        if not stat.S_ISREG(status.st_mode):
            raise LoaderError("parquet-is-device", path=path)
        with path.open("rb") as file:
            head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError as error:
        raise unreadable(path, error) from error
    if not head:
        raise LoaderError("parquet-is-empty", path=path)
    if head.startswith(GZIP):
        raise LoaderError("parquet-is-gzip", path=path)
    if head.startswith((b"{", b"[")):
        raise LoaderError("parquet-is-json", path=path)


def refuse_devices(path: Path) -> None:
    """Raise LoaderError if a path leads to a device, which may have no end, and OSError if it leads nowhere."""
    status = path.stat()
    is_device = stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode)
    if is_device and status.st_rdev != os.stat(os.devnull).st_rdev:
        raise LoaderError("file-is-device", path=path)
    if stat.S_ISSOCK(status.st_mode):
        raise LoaderError("file-is-socket", path=path)


def files_in(folder: Path) -> tuple[list[Path], int]:
    """The files of JSON in a folder and its subfolders, sorted by name, and the number of other files.

    Hidden files and folders are ignored. Raises LoaderError if there are none, or if a folder cannot be read.
    """
    files, others = [], 0
    try:
        for place, folders, names in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = Path(place, name)
                if _is_json(name) and file.is_file():
                    files.append(file)
                elif not name.startswith("."):
                    others += 1
    except OSError as error:
        raise unreadable(Path(error.filename or folder), error) from error
    if not files:
        raise LoaderError("folder-without-models", folder=folder, endings=list(FILE_ENDINGS), packed=PACKED)
    return sorted(files), others


def _is_json(name: str) -> bool:
    return not name.startswith(".") and name.lower().removesuffix(PACKED).endswith(FILE_ENDINGS)


def _raise(error: OSError) -> None:
    raise error


def unreadable(path: Path, error: OSError) -> LoaderError:
    """The error for a path that cannot be read."""
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError):
        return LoaderError("file-not-permitted", path=path, reason=reason)
    return LoaderError("file-unreadable", path=path, reason=reason)
