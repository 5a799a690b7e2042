"""Finds a snapshot of the whole Hub in a dataset on the Hub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from loader.errors import LoaderError
from loader.hub.client import BadRequestError, Hub, NotFoundError, get
from loader.hub.walk import walk

DEFAULT_DATASET = "hfmlsoc/hub_weekly_snapshots"
"""The dataset that is used by default: one folder a week."""
DATED_PATH = re.compile(r"models/(\d{4}-\d{2}-\d{2})/models\.parquet", re.ASCII)
CURRENT_PATH = "models.parquet"
"""The one file of a dataset without dated folders. Its earlier states are in earlier commits."""
REVISION = re.compile(r"[A-Za-z0-9]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
SIZE_LIMIT = 1 << 62
"""Bytes: more than any disk has."""


@dataclass(frozen=True)
class Snapshot:
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


def find(hub: Hub, repo: str = DEFAULT_DATASET, date: date | None = None) -> Snapshot:
    """Return the snapshot of a date in a dataset, or the newest.

    In a dataset without dated folders, it is the state of the file at the end of that day (UTC). Raises LoaderError if
    there is none, with the nearest dates.
    """
    _check_name(repo)
    try:
        commits = _commits(hub, repo)
        newest = next(commits, None)
        if newest is None:
            raise LoaderError("snapshot-dataset-is-empty", dataset=repo, usual=DEFAULT_DATASET)
        return _dated(hub, repo, newest, date) or _current(hub, repo, commits, newest, date)
    except (NotFoundError, BadRequestError) as error:
        raise LoaderError("snapshot-dataset-not-there", dataset=repo) from error


def _dated(hub: Hub, repo: str, newest: _Commit, day: date | None) -> Snapshot | None:
    """Return the file in the folder of a date, or in the newest folder; None if there are no such folders."""
    try:
        files = {file_day: file for file in _files(hub, repo, newest, "/models") if (file_day := _day_of(file["path"]))}
    except NotFoundError:
        return None
    if not files:
        return None
    if day is None:
        day = max(files)
    if day not in files:
        earlier = max((each for each in files if each < day), default=None)
        later = min((each for each in files if each > day), default=None)
        raise _no_such_date(repo, day, earlier, later)
    return _snapshot(repo, newest, files[day], day)


def _day_of(path: str) -> date | None:
    """Return the date in the path of a snapshot, None for any other path."""
    match = DATED_PATH.fullmatch(path)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _current(hub: Hub, repo: str, older: Iterator[_Commit], newest: _Commit, day: date | None) -> Snapshot:
    """Return the one file in its state at the end of a day, or in its present state."""
    commit, after = newest, None
    while day is not None and commit.when.date() > day:
        after = commit.when.date()
        previous = next(older, None)
        if previous is None:
            raise _no_such_date(repo, day, None, after)
        commit = previous
    for file in _files(hub, repo, commit, ""):
        if file["path"] == CURRENT_PATH:
            return _snapshot(repo, commit, file, None)
    if day is not None and after is not None:
        raise _no_such_date(repo, day, None, after)
    raise LoaderError("snapshot-not-in-dataset", dataset=repo, usual=DEFAULT_DATASET)


def _snapshot(repo: str, commit: _Commit, file: dict[str, Any], day: date | None) -> Snapshot:
    """Return the snapshot that the Hub's description of a file states. Raises LoaderError if it states none."""
    last_change = _commit(file["lastCommit"]) if file.get("lastCommit") else commit
    large = file.get("lfs")
    size, sha256 = file.get("size"), large.get("oid") if isinstance(large, dict) else None
    if type(size) is not int or not 0 <= size < SIZE_LIMIT or not (sha256 is None or _is_sha256(sha256)):
        raise LoaderError("snapshot-description-unreadable", file=file["path"], dataset=repo)
    return Snapshot(repo, last_change.revision, file["path"], day or last_change.when.date(), size, sha256)


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None


def _files(hub: Hub, repo: str, commit: _Commit, folder: str) -> Iterator[dict[str, Any]]:
    """Yield the Hub's description of each file in a folder of a dataset, with the commit that last changed it."""
    params = {"recursive": str(bool(folder)).lower(), "expand": "true"}
    path = f"/api/datasets/{quote(repo)}/tree/{commit.revision}{folder}?{urlencode(params)}"
    for item in _items(hub, path):
        if isinstance(item, dict) and item.get("type") == "file" and isinstance(item.get("path"), str):
            yield item


def _commits(hub: Hub, repo: str) -> Iterator[_Commit]:
    """Yield the commits of a dataset, the newest first."""
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
    """Yield the items of a list of the Hub, from all its pages. Raises NotFoundError."""
    page_bytes = hub.limits.page_bytes
    for answer in walk(lambda address: get(hub, address, most=page_bytes), path, hub.limits.pages):
        yield from answer.body


def _no_such_date(repo: str, day: date | None, *nearest: date | None) -> LoaderError:
    return LoaderError("snapshot-not-of-date", dataset=repo, date=day, nearest=[each for each in nearest if each])


def _check_name(repo: str) -> None:
    """Raise LoaderError if a text cannot be the name of a dataset."""
    from huggingface_hub import hf_hub_url
    from huggingface_hub.errors import HFValidationError

    try:
        hf_hub_url(repo, CURRENT_PATH, repo_type="dataset")
    except HFValidationError as error:
        raise LoaderError("no-name-of-a-dataset", name=repo, usual=DEFAULT_DATASET) from error
