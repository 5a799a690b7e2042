"""Downloads a snapshot of the whole Hub, and resumes a download that was killed."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from loader.errors import LoaderError
from loader.hub.client import BadRequestError, Hub, NotFoundError, check
from loader.hub.connection import HubRequest, opened
from loader.hub.endpoint import origin
from loader.hub.limits import LEAST_PROGRESS
from loader.hub.patience import Patience, TemporaryError
from loader.hub.snapshot import Snapshot

if TYPE_CHECKING:
    from httpx2 import Response

    from loader.hub.watch import Watch


def download(hub: Hub, snapshot: Snapshot, folder: Path, on_bytes: Callable[[int], object]) -> Path:
    """Return the file of a snapshot in a folder: download it unless it is there, and resume a killed download.

    `on_bytes` is called with the number of bytes that were added, first those of a killed download; the number is
    negative if bytes had to be discarded. Raises LoaderError if the Hub has no such file, or if the disk has no room
    for it; OSError if the disk fills up meanwhile.
    """
    target = folder / _file_name(snapshot)
    if target.is_file() and target.stat().st_size == snapshot.size:
        on_bytes(snapshot.size)
        return target
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    _check_room(snapshot, part)
    try:
        with part.open("ab") as file:
            _Download(hub, snapshot, file, on_bytes).finish()
        _check_content(snapshot, part)
    except _WrongContentError:
        part.unlink()
        raise
    part.replace(target)
    return target


class _WrongContentError(LoaderError):
    """The bytes that arrived are not those of the file that was announced."""


class _Download:
    """The download of a file. The content of `file` is always its beginning."""

    def __init__(self, hub: Hub, snapshot: Snapshot, file: BinaryIO, on_bytes: Callable[[int], object]) -> None:
        from huggingface_hub import hf_hub_url

        self.hub = hub
        self.snapshot = snapshot
        self.file = file
        self.on_bytes = on_bytes
        self.place = f"{snapshot.path} of {snapshot.repo}"
        self.url = hf_hub_url(
            snapshot.repo, snapshot.path, repo_type="dataset", revision=snapshot.revision, endpoint=hub.address()
        )

    def finish(self) -> None:
        """Download what is missing, and repeat requests as long as there is progress."""
        patience = Patience(self.place, self.hub.limits, self.hub.on_wait)
        self.on_bytes(self.file.tell())
        if self.file.tell() > self.snapshot.size:
            self._discard()
        furthest = self.file.tell()
        while self.file.tell() < self.snapshot.size:
            try:
                self._continue()
            except TemporaryError as cause:
                if self.file.tell() >= furthest + LEAST_PROGRESS:
                    furthest = self.file.tell()
                    patience.reset()
                patience.wait(cause)

    def _continue(self) -> None:
        """Append the answer to one request to the file. Raises TemporaryError if that is not all of it."""
        start = self.file.tell()
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        request = HubRequest(self.url, self.place, headers=headers, stays_at_home=False)
        with opened(self.hub, request) as (response, watch):
            if _total(response) not in (None, self.snapshot.size):
                raise _WrongContentError(
                    "snapshot-of-another-size", file=self.snapshot.path, dataset=self.snapshot.repo
                )
            self._check(response)
            if start and not response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
                self._discard()
            self._append(response, watch)
        if self.file.tell() < self.snapshot.size:
            raise TemporaryError("snapshot-download-broke-off")

    def _append(self, response: Response, watch: Watch) -> None:
        """Append the bytes of an answer to the file. The watch restarts at each piece of progress."""
        last_restart = self.file.tell()
        for chunk in response.iter_raw():  # of no set size: what came before a break would be lost
            self.file.write(chunk)
            self.on_bytes(len(chunk))
            if self.file.tell() > self.snapshot.size:
                raise _WrongContentError(
                    "snapshot-of-another-size", file=self.snapshot.path, dataset=self.snapshot.repo
                )
            if self.file.tell() >= last_restart + LEAST_PROGRESS:
                last_restart = self.file.tell()
                watch.restart()

    def _check(self, response: Response) -> None:
        """Raise TemporaryError or LoaderError unless the answer is a good one."""
        try:
            check(response)
        except (NotFoundError, BadRequestError, LoaderError) as error:
            if origin(str(response.url)) != origin(self.hub.address()):
                # The address is valid for a short time; the Hub gives a new one to the next request.
                raise TemporaryError("hub-store-answers-status", status=response.status_code) from None
            if isinstance(error, LoaderError):
                raise
            raise LoaderError("snapshot-is-gone", file=self.snapshot.path, dataset=self.snapshot.repo) from error

    def _discard(self) -> None:
        """Empty the file."""
        self.on_bytes(-self.file.tell())
        self.file.seek(0)
        self.file.truncate()


def _total(response: Response) -> int | None:
    """Return the size of the whole file as a good response states it, or one without any of the requested bytes."""
    size = {
        200: response.headers.get("Content-Length", ""),
        206: response.headers.get("Content-Range", "").rpartition("/")[2],
        416: response.headers.get("Content-Range", "").rpartition("/")[2],
    }.get(response.status_code, "")
    return int(size) if size.isdecimal() else None


def _check_room(snapshot: Snapshot, part: Path) -> None:
    """Raise LoaderError if the disk has no room for what is missing of a snapshot."""
    missing = snapshot.size - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(part.parent).free
    if missing > free:
        needed, room = f"{missing / 1e6:,.0f}", f"{free / 1e6:,.0f}"
        raise LoaderError("snapshot-without-room", needed=needed, free=room, folder=part.parent)


def _check_content(snapshot: Snapshot, path: Path) -> None:
    """Raise _WrongContentError unless a file has the size and the digest of a snapshot."""
    if path.stat().st_size != snapshot.size:
        raise _WrongContentError("snapshot-of-another-size", file=snapshot.path, dataset=snapshot.repo)
    if snapshot.sha256 is not None:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != snapshot.sha256:
                raise _WrongContentError("snapshot-of-another-checksum", file=snapshot.path, dataset=snapshot.repo)


def _file_name(snapshot: Snapshot) -> str:
    """Return a name that no other snapshot has, of characters that every system accepts."""
    parts = (snapshot.repo, snapshot.date.isoformat(), snapshot.revision[:12])
    return "--".join(re.sub(r"[^A-Za-z0-9._-]+", "-", part) for part in parts) + ".parquet"
