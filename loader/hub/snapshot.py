"""Finds a snapshot of the whole Hub in a dataset on the Hub, and downloads it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote, urlencode

from loader.errors import LoaderError
from loader.hub.client import BadRequest, Hub, NotThere, check, get
from loader.hub.connection import Question, opened
from loader.hub.endpoint import origin
from loader.hub.limits import LEAST_PROGRESS
from loader.hub.patience import Patience, TemporaryError
from loader.hub.walk import walk

if TYPE_CHECKING:
    from httpx2 import Response

    from loader.hub.watch import Watch

REPOSITORY = "hfmlsoc/hub_weekly_snapshots"
"""The dataset that is used by default: one folder a week."""
DATED = re.compile(r"models/(\d{4}-\d{2}-\d{2})/models\.parquet", re.ASCII)
CURRENT = "models.parquet"
"""The one file of a dataset without dated folders. Its earlier states are in earlier commits."""
REVISION = re.compile(r"[A-Za-z0-9]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LARGEST = 1 << 62
"""Bytes: more than any disk has."""


@dataclass(frozen=True)
class Found:
    """A snapshot on the Hub: a file of a dataset in the commit that last changed it; its date, and its size in bytes.

    `sha256` is the digest of the content, if the Hub states it.
    """

    repo: str
    revision: str
    path: str
    date: date
    size: int
    sha256: str | None


@dataclass(frozen=True)
class _Commit:
    revision: str
    when: datetime


def find(hub: Hub, repo: str = REPOSITORY, date: date | None = None) -> Found:
    """The snapshot of a date in a dataset, or the newest.

    In a dataset without dated folders, it is the state of the file at the end of that day (UTC). Raises LoaderError if
    there is none, with the nearest dates.
    """
    _check_name(repo)
    try:
        commits = _commits(hub, repo)
        newest = next(commits, None)
        if newest is None:
            raise LoaderError("snapshot-dataset-is-empty", dataset=repo, usual=REPOSITORY)
        return _dated(hub, repo, newest, date) or _current(hub, repo, newest, commits, date)
    except (NotThere, BadRequest) as error:
        raise LoaderError("snapshot-dataset-not-there", dataset=repo) from error


def download(hub: Hub, found: Found, folder: Path, on_bytes: Callable[[int], object]) -> Path:
    """The file of a snapshot in a folder; it is downloaded unless it is there, and a killed download is resumed.

    `on_bytes` is called with the number of bytes that were added, first those of a killed download; the number is
    negative if bytes had to be discarded. Raises LoaderError if the Hub has no such file, or if the disk has no room
    for it; OSError if the disk fills up meanwhile.
    """
    target = folder / _file_name(found)
    if target.is_file() and target.stat().st_size == found.size:
        on_bytes(found.size)
        return target
    folder.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    _check_room(found, part)
    try:
        with part.open("ab") as file:
            _Download(hub, found, file, on_bytes).finish()
        _check_content(found, part)
    except _WrongContentError:
        part.unlink()
        raise
    part.replace(target)
    return target


class _WrongContentError(LoaderError):
    """The bytes that arrived are not those of the file that was announced."""


class _Download:
    """The download of a file. The content of `file` is always its beginning."""

    def __init__(self, hub: Hub, found: Found, file: BinaryIO, on_bytes: Callable[[int], object]) -> None:
        from huggingface_hub import hf_hub_url

        self.hub = hub
        self.found = found
        self.file = file
        self.on_bytes = on_bytes
        self.place = f"{found.path} of {found.repo}"
        self.url = hf_hub_url(
            found.repo, found.path, repo_type="dataset", revision=found.revision, endpoint=hub.address()
        )

    def finish(self) -> None:
        """Download what is missing, and repeat requests as long as there is progress."""
        patience = Patience(self.place, self.hub.limits, self.hub.on_wait)
        self.on_bytes(self.file.tell())
        if self.file.tell() > self.found.size:
            self._discard()
        furthest = self.file.tell()
        while self.file.tell() < self.found.size:
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
        question = Question(self.url, self.place, headers=headers, stays_at_home=False)
        with opened(self.hub, question) as (response, watch):
            if _total(response) not in (None, self.found.size):
                raise _WrongContentError("snapshot-of-another-size", file=self.found.path, dataset=self.found.repo)
            self._check(response)
            if start and not response.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
                self._discard()
            self._append(response, watch)
        if self.file.tell() < self.found.size:
            raise TemporaryError("snapshot-download-broke-off")

    def _append(self, response: Response, watch: Watch) -> None:
        counted = self.file.tell()
        for chunk in response.iter_raw():  # of no set size: what came before a break would be lost
            self.file.write(chunk)
            self.on_bytes(len(chunk))
            if self.file.tell() > self.found.size:
                raise _WrongContentError("snapshot-of-another-size", file=self.found.path, dataset=self.found.repo)
            if self.file.tell() >= counted + LEAST_PROGRESS:
                counted = self.file.tell()
                watch.restart()

    def _check(self, response: Response) -> None:
        try:
            check(response)
        except (NotThere, BadRequest, LoaderError) as error:
            if origin(str(response.url)) != origin(self.hub.address()):
                # The address is valid for a short time; the Hub gives a new one to the next request.
                raise TemporaryError("hub-store-answers-status", status=response.status_code) from None
            if isinstance(error, LoaderError):
                raise
            raise LoaderError("snapshot-is-gone", file=self.found.path, dataset=self.found.repo) from error

    def _discard(self) -> None:
        self.on_bytes(-self.file.tell())
        self.file.seek(0)
        self.file.truncate()


def _total(response: Response) -> int | None:
    """The size of the whole file by a good response, or by one without any of the requested bytes."""
    size = {
        200: response.headers.get("Content-Length", ""),
        206: response.headers.get("Content-Range", "").rpartition("/")[2],
        416: response.headers.get("Content-Range", "").rpartition("/")[2],
    }.get(response.status_code, "")
    return int(size) if size.isdecimal() else None


def _check_room(found: Found, part: Path) -> None:
    """Raise LoaderError if the disk has no room for what is missing of a snapshot."""
    missing = found.size - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(part.parent).free
    if missing > free:
        needed, room = f"{missing / 1e6:,.0f}", f"{free / 1e6:,.0f}"
        raise LoaderError("snapshot-without-room", needed=needed, free=room, folder=part.parent)


def _check_content(found: Found, path: Path) -> None:
    if path.stat().st_size != found.size:
        raise _WrongContentError("snapshot-of-another-size", file=found.path, dataset=found.repo)
    if found.sha256 is not None:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != found.sha256:
                raise _WrongContentError("snapshot-of-another-checksum", file=found.path, dataset=found.repo)


def _file_name(found: Found) -> str:
    """A name that no other snapshot has, of characters that every system accepts."""
    parts = (found.repo, found.date.isoformat(), found.revision[:12])
    return "--".join(re.sub(r"[^A-Za-z0-9._-]+", "-", part) for part in parts) + ".parquet"


def _dated(hub: Hub, repo: str, newest: _Commit, wanted: date | None) -> Found | None:
    """The file in the folder of a date, or in the newest folder; None if there are no such folders."""
    best: tuple[date, dict[str, Any]] | None = None
    before = after = None
    try:
        for file in _files(hub, repo, newest, "/models"):
            day = _day(file["path"])
            if day is None:
                continue
            if day == wanted or (wanted is None and (best is None or day > best[0])):
                best = day, file
            elif wanted is not None and day < wanted:
                before = max(day, before or day)
            else:
                after = min(day, after or day)
    except NotThere:
        return None
    if best is not None:
        return _found(repo, newest, best[1], best[0])
    if before or after:
        raise _no_such_date(repo, wanted, before, after)
    return None


def _day(path: str) -> date | None:
    """The date in the path of a snapshot, None for any other path."""
    found = DATED.fullmatch(path)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def _current(hub: Hub, repo: str, newest: _Commit, older: Iterator[_Commit], wanted: date | None) -> Found:
    """The one file in its state at the end of a day, or in its present state."""
    commit, after = newest, None
    while wanted is not None and commit.when.date() > wanted:
        after = commit.when.date()
        following = next(older, None)
        if following is None:
            raise _no_such_date(repo, wanted, None, after)
        commit = following
    for file in _files(hub, repo, commit, ""):
        if file["path"] == CURRENT:
            return _found(repo, commit, file, None)
    if wanted is not None and after is not None:
        raise _no_such_date(repo, wanted, None, after)
    raise LoaderError("snapshot-not-in-dataset", dataset=repo, usual=REPOSITORY)


def _found(repo: str, commit: _Commit, file: dict[str, Any], day: date | None) -> Found:
    changed = _commit(file["lastCommit"]) if file.get("lastCommit") else commit
    large = file.get("lfs")
    size, sha256 = file.get("size"), large.get("oid") if isinstance(large, dict) else None
    if type(size) is not int or not 0 <= size < LARGEST or not (sha256 is None or _is_sha256(sha256)):
        raise LoaderError("snapshot-description-unreadable", file=file["path"], dataset=repo)
    return Found(repo, changed.revision, file["path"], day or changed.when.date(), size, sha256)


def _is_sha256(written: Any) -> bool:
    return isinstance(written, str) and SHA256.fullmatch(written) is not None


def _files(hub: Hub, repo: str, commit: _Commit, folder: str) -> Iterator[dict[str, Any]]:
    """The Hub's description of each file in a folder of a dataset, with the commit that last changed it."""
    params = {"recursive": str(bool(folder)).lower(), "expand": "true"}
    path = f"/api/datasets/{quote(repo)}/tree/{commit.revision}{folder}?{urlencode(params)}"
    for item in _items(hub, path):
        if isinstance(item, dict) and item.get("type") == "file" and isinstance(item.get("path"), str):
            yield item


def _commits(hub: Hub, repo: str) -> Iterator[_Commit]:
    """The commits of a dataset, the newest first."""
    for item in _items(hub, f"/api/datasets/{quote(repo)}/commits/main"):
        yield _commit(item)


def _commit(item: Any) -> _Commit:
    try:
        revision, when = str(item["id"]), datetime.fromisoformat(item["date"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise LoaderError("hub-commits-unreadable") from error
    if not REVISION.fullmatch(revision):
        raise LoaderError("hub-commit-malformed")
    return _Commit(revision, when)


def _items(hub: Hub, path: str) -> Iterator[Any]:
    """The items of a list of the Hub, from all its pages. Raises NotThere."""
    most = hub.limits.page_bytes
    for answer in walk(lambda address: get(hub, address, most=most), path, hub.limits.pages):
        yield from answer.body


def _no_such_date(repo: str, day: date | None, *nearest: date | None) -> LoaderError:
    return LoaderError("snapshot-not-of-date", dataset=repo, date=day, nearest=[each for each in nearest if each])


def _check_name(repo: str) -> None:
    from huggingface_hub.errors import HFValidationError
    from huggingface_hub.utils import validate_repo_id  # type: ignore[attr-defined]

    try:
        validate_repo_id(repo)
    except HFValidationError as error:
        raise LoaderError("no-name-of-a-dataset", name=repo, usual=REPOSITORY) from error
