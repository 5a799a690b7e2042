"""The files of a model's repository: which there are, and pieces of them, without downloading the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from loader.errors import LoaderError
from loader.hub.client import BadRequestError, Hub, NotFoundError, check, get
from loader.hub.connection import HubRequest, opened
from loader.hub.endpoint import origin
from loader.hub.patience import Patience, TemporaryError
from loader.hub.single import ROUTE, path_of

if TYPE_CHECKING:
    from httpx2 import Response

SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40}")
INSECURE = re.compile(r"^/|(?:^|/)\.\.?(?:/|$)|[\x00-\x1f\\]")
"""What a name of a file must not hold to stand in an address."""
LARGEST_LISTING = 64 << 20
"""Bytes of the list of files of a repository."""
LARGEST_PIECE = 128 << 20
"""Bytes that are read at once."""
MOST_FILES = 100_000
RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(?:\d{1,18}|\*)")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a repository: its size in bytes, and the SHA-256 of its content if the Hub tells it (large files)."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class Repository:
    """The repository of a model at a commit. `id` is its name now, which may be newer than the one asked for."""

    id: str
    commit: str
    files: Mapping[str, File]


def repository(hub: Hub, name: str) -> Repository | None:
    """The repository of a model, by one request; None if there is none, or none that we may see.

    Raises LoaderError if the Hub cannot be read.
    """
    try:
        answer = get(hub, f"{ROUTE}{path_of(name)}?blobs=true", most=LARGEST_LISTING)
    except (NotFoundError, BadRequestError):
        return None
    record = answer.body if isinstance(answer.body, dict) else {}
    id, commit, siblings = record.get("id"), record.get("sha"), record.get("siblings")
    if not isinstance(id, str) or not isinstance(commit, str) or not COMMIT.fullmatch(commit):
        raise LoaderError("hub-repository-malformed", model=name)
    files = list(_files(siblings if isinstance(siblings, list) else []))
    return Repository(id, commit, {file.name: file for file in files[:MOST_FILES]})


def _files(siblings: list[Any]) -> Iterator[File]:
    for each in siblings:
        if not isinstance(each, dict):
            continue
        name, size, lfs = each.get("rfilename"), each.get("size"), each.get("lfs")
        if isinstance(name, str) and not INSECURE.search(name) and isinstance(size, int) and size >= 0:
            sha256 = lfs.get("sha256") if isinstance(lfs, dict) else None
            yield File(name, size, sha256 if isinstance(sha256, str) and SHA256.fullmatch(sha256) else None)


def read(hub: Hub, repository: Repository, file: str, offset: int, size: int) -> bytes:
    """So many bytes of a file from an offset, or those up to its end.

    Raises LoaderError if the Hub cannot be read, gives no ranges of files, or refuses the file.
    """
    size = min(size, repository.files[file].size - offset, LARGEST_PIECE)
    if size <= 0:
        return b""
    place = f"{file} of {repository.id}"
    url = f"{hub.address()}/{path_of(repository.id)}/resolve/{repository.commit}/{quote(file)}"
    headers = {"Accept-Encoding": "identity", "Range": f"bytes={offset}-{offset + size - 1}"}
    request = HubRequest(url, place, headers=headers, stays_at_home=False)
    patience = Patience(place, hub.limits, hub.on_wait)
    while True:
        try:
            return _piece(hub, request, offset, size)
        except TemporaryError as cause:
            patience.wait(cause)
        except (NotFoundError, BadRequestError) as error:
            raise LoaderError("hub-refuses-file", file=file, model=repository.id) from error


def _piece(hub: Hub, request: HubRequest, offset: int, size: int) -> bytes:
    """What one request gives. Raises TemporaryError if another may give more."""
    with opened(hub, request) as (response, _):
        _check(hub, response)
        skipped = _skipped(response, offset, request.what)
        content = bytearray()
        for chunk in response.iter_raw():
            content += chunk
            if len(content) >= skipped + size:
                break
    if len(content) < skipped + size:
        raise TemporaryError("hub-connection-broke")
    return bytes(content[skipped : skipped + size])


def _skipped(response: Response, offset: int, place: str) -> int:
    """How many bytes of an answer stand before the piece: none if it is the range that was asked for."""
    match = RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status_code == 206 and match and int(match[1]) == offset:
        return 0
    if response.status_code == 200 and offset == 0:
        return 0
    raise LoaderError("hub-ignores-ranges", file=place)


def _check(hub: Hub, response: Response) -> None:
    try:
        check(response)
    except LoaderError:
        if origin(str(response.url)) == origin(hub.address()):
            raise
        # The Hub gave the address of its store for a short while, and gives a new one when it is asked again.
        raise TemporaryError("hub-store-answers-status", status=response.status_code) from None
