"""A local Hub for tests: an HTTP server with the part of the Hugging Face Hub's API that the loader uses.

Its content can change between and during requests; it can throttle, fail and hang.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from hub_ids import id_of

Record = dict[str, Any]
LARGE = (".safetensors", ".gguf", ".bin")
"""Suffixes of files whose checksums the Hub states."""
SORTS = {"createdAt": "createdAt", "lastModified": "lastModified", "downloads": "downloads", "likes": "likes"}


def hub_id(id: str, created: str | None = None) -> str:
    """Returns the `_id` of the model that was created under this name; it holds the time of creation."""
    return id_of(id, created or created_at(id))


def created_at(id: str) -> str:
    """Returns the default creation time of a model."""
    number = int(hashlib.md5(id.encode()).hexdigest()[:6], 16)
    return f"202{number % 6}-0{1 + number % 9}-11T10:00:00.000Z"


@dataclass
class Fault:
    """A fault of requests whose path or query contains `inside`; `times` None means every time."""

    inside: str
    kind: str
    times: int | None = 1
    status: int = 500
    seconds: float = 1


@dataclass
class LocalHub:
    """The content of the Hub, its faults, and the requests it received."""

    models: dict[str, Record] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    organizations: set[str] = field(default_factory=set)
    users: set[str] = field(default_factory=set)
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """Files by model and path."""
    datasets: dict[str, list[tuple[str, str, dict[str, bytes]]]] = field(default_factory=dict)
    """Commits by dataset, newest first: id, date, and all files."""
    faults: list[Fault] = field(default_factory=list)
    lies: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    """Replies by a text that the path or query of a request contains."""
    page_size: int = 1000
    refuse_base_models: bool = False
    ignores_ranges: bool = False
    """Whether a request for a range is answered with the whole file."""
    requests: list[str] = field(default_factory=list)
    at_request: dict[int, Callable[[], object]] = field(default_factory=dict)
    """Callbacks to run before a request, by its number, counted from 1."""
    endpoint: str = ""

    def add(self, *records: Record) -> None:
        """Adds models to the Hub; fields missing in a record get defaults."""
        for record in records:
            id = record["id"]
            number = int(hashlib.md5(id.encode()).hexdigest()[:6], 16)
            usual = {
                "_id": hub_id(id, record.get("createdAt")),
                "author": id.partition("/")[0] if "/" in id else None,
                "sha": hashlib.sha1(id.encode()).hexdigest(),
                "createdAt": created_at(id),
                "lastModified": f"202{number % 6}-1{number % 3}-11T10:00:00.000Z",
                "downloads": number % 1000,
                "likes": number % 10,
                "tags": [],
                "cardData": {},
                "pipeline_tag": None,
                "library_name": None,
                "gated": False,
                "disabled": False,
                "private": False,
            }
            self.models[id] = usual | record

    def rename(self, old: str, new: str) -> None:
        """Renames a model; the old name redirects to the new one."""
        self.models[new] = self.models.pop(old) | {"id": new, "author": new.partition("/")[0]}
        self.renamed[old] = new

    def delete(self, id: str) -> None:
        """Deletes a model."""
        del self.models[id]

    def fail(self, inside: str, kind: str, times: int | None = 1, **how: Any) -> None:
        """Adds a fault of this kind: throttle, status, broken, cut, html or hang."""
        self.faults.append(Fault(inside, kind, times, **how))

    def fault(self, path: str) -> Fault | None:
        """Returns the fault for a request, if any, and counts it."""
        for each in self.faults:
            if each.inside in path and each.times != 0:
                if each.times is not None:
                    each.times -= 1
                return each
        return None

    @contextmanager
    def serving(self) -> Iterator[LocalHub]:
        """Serves the Hub on the loopback address."""
        hub = self

        class Handler(_Handler):
            held = hub

        server = _Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        self.endpoint = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignores clients that disconnect."""


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of a connection in turn."""

    protocol_version = "HTTP/1.1"
    held: LocalHub

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        hub = self.held
        hub.requests.append(self.path)
        happens = hub.at_request.get(len(hub.requests))
        if happens:
            happens()
        lie = next((lie for inside, lie in hub.lies.items() if inside in unquote(self.path)), None)
        if lie:
            self._tell(lie)
            return
        fault = hub.fault(unquote(self.path))
        if fault and not self._befall(fault):
            return
        address = urlsplit(self.path)
        words = [unquote(word) for word in address.path.strip("/").split("/")]
        query = parse_qs(address.query)
        match words:
            case ["api", "models"]:
                self._list(query)
            case ["api", "models", *name] if "blobs" in query:
                self._repository("/".join(name))
            case [namespace, name, "resolve", _, *path] if f"{namespace}/{name}" in hub.files:
                self._content(hub.files[f"{namespace}/{name}"].get("/".join(path)), {})
            case ["api", "models", *name]:
                self._model("/".join(name), query)
            case ["api", "organizations", name, "overview"]:
                self._json({"name": name}) if name in hub.organizations else self._absent()
            case ["api", "users", name, "overview"]:
                self._json({"user": name}) if name in hub.users else self._absent()
            case ["api", "datasets", namespace, name, *rest] if f"{namespace}/{name}" in hub.datasets:
                self._dataset(f"{namespace}/{name}", rest)
            case ["datasets", namespace, name, "resolve", revision, *path] if f"{namespace}/{name}" in hub.datasets:
                self._file(f"{namespace}/{name}", revision, "/".join(path))
            case _:
                self._no_repository()

    def _tell(self, lie: Callable[[BaseHTTPRequestHandler], None]) -> None:
        """Sends a malicious reply until the client disconnects."""
        try:
            lie(self)
        except OSError:
            self.close_connection = True

    def _befall(self, fault: Fault) -> bool:
        """Applies the fault. Returns whether the request is answered normally afterwards."""
        if fault.kind == "throttle":
            self._json({"error": "too many"}, 429, {"RateLimit": f'"api";r=0;t={fault.seconds:.0f}'})
        elif fault.kind == "status":
            self._json({"error": "broken"}, fault.status)
        elif fault.kind == "broken":
            self._send(b'[{"id": "a/bro', 200, {"Content-Type": "application/json"})
        elif fault.kind == "html":
            self._send(b"<html>Sorry</html>", 200, {"Content-Type": "text/html"})
        elif fault.kind == "cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"[{")
            self.close_connection = True
        else:
            time.sleep(fault.seconds)
            return True
        return False

    def _list(self, query: dict[str, list[str]]) -> None:
        expand = query.get("expand", [])
        if self.held.refuse_base_models and "baseModels" in expand:
            self._json({"error": "Invalid expand"}, 400)
            return
        author, filters = query.get("author", [None])[0], query.get("filter", [])
        sort = SORTS[query.get("sort", ["createdAt"])[0]]
        chosen = sorted(
            (
                record
                for record in list(self.held.models.values())
                if (author is None or record["author"] == author) and set(filters) <= set(record["tags"] or [])
            ),
            key=lambda record: (record.get(sort) or "", record["_id"]),
            reverse=True,
        )
        if "cursor" in query:
            after = json.loads(query["cursor"][0])
            chosen = [record for record in chosen if [record.get(sort) or "", record["_id"]] < after]
        limit = min(int(query.get("limit", ["1000"])[0]), self.held.page_size)
        page, headers = chosen[:limit], {}
        if len(chosen) > limit:
            last = json.dumps([page[-1].get(sort) or "", page[-1]["_id"]])
            following = urlencode({**query, "cursor": [last]}, doseq=True)
            headers["Link"] = f'<{self.held.endpoint}/api/models?{following}>; rel="next"'
        self._json([_expanded(record, expand) for record in page], headers=headers)

    def _model(self, name: str, query: dict[str, list[str]]) -> None:
        expand = query.get("expand", [])
        if self.held.refuse_base_models and "baseModels" in expand:
            self._json({"error": "Invalid expand"}, 400)
        elif name in self.held.models:
            self._json(_expanded(self.held.models[name], expand))
        elif name in self.held.renamed:
            address = f"/api/models/{quote(self.held.renamed[name])}?{urlsplit(self.path).query}"
            self._json({"error": "moved"}, 307, {"Location": address})
        else:
            self._no_repository()

    def _repository(self, name: str) -> None:
        """Returns a model with the sizes of its files, and checksums of the large ones."""
        id = self.held.renamed.get(name, name)
        if id not in self.held.models:
            self._no_repository()
            return
        siblings = [
            {
                "rfilename": path,
                "size": len(content),
                "blobId": hashlib.sha1(content).hexdigest(),
                **({"lfs": {"sha256": hashlib.sha256(content).hexdigest()}} if path.endswith(LARGE) else {}),
            }
            for path, content in self.held.files.get(id, {}).items()
        ]
        self._json({**self.held.models[id], "siblings": siblings})

    def _dataset(self, repo: str, rest: list[str]) -> None:
        commits = self.held.datasets[repo]
        if rest[:1] == ["commits"]:
            self._json([{"id": id, "date": date, "title": "", "message": "", "authors": []} for id, date, _ in commits])
        elif rest[:1] == ["tree"]:
            id, date, files = self._commit(repo, rest[1])
            folder = "".join(f"{word}/" for word in rest[2:])
            self._json(
                [
                    {
                        "type": "file",
                        "path": path,
                        "size": len(content),
                        "oid": hashlib.sha1(content).hexdigest(),
                        "lfs": {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134},
                        "lastCommit": {"id": id, "date": date, "title": ""},
                    }
                    for path, content in files.items()
                    if path.startswith(folder)
                ]
            )
        else:
            self._json({"id": repo, "sha": commits[0][0]})

    def _commit(self, repo: str, revision: str) -> tuple[str, str, dict[str, bytes]]:
        commits = self.held.datasets[repo]
        return next((commit for commit in commits if commit[0] == revision), commits[0])

    def _file(self, repo: str, revision: str, path: str) -> None:
        id, _, files = self._commit(repo, revision)
        self._content(files.get(path), {"X-Repo-Commit": id})

    def _content(self, content: bytes | None, headers: dict[str, str]) -> None:
        """Sends a file, or the requested range of it."""
        if content is None:
            self._json({"error": "Entry not found"}, 404, {"X-Error-Code": "EntryNotFound"})
            return
        headers |= {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "Accept-Ranges": "bytes"}
        wanted = None if self.held.ignores_ranges else self.headers.get("Range")
        start, _, last = (wanted or "bytes=0-").removeprefix("bytes=").partition("-")
        end = min(int(last or len(content)), len(content) - 1)
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{end}/{len(content)}"
        self._send(content[int(start) : end + 1], 206 if wanted else 200, headers)

    def _no_repository(self) -> None:
        self._json({"error": "Invalid username or password."}, 401, {"X-Error-Code": "RepoNotFound"})

    def _absent(self) -> None:
        self._json({"error": "Not found"}, 404)

    def _json(self, body: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self._send(json.dumps(body).encode(), status, {"Content-Type": "application/json", **(headers or {})})

    def _send(self, body: bytes, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _expanded(record: Record, expand: list[str]) -> Record:
    """Returns the whole record, or only the requested fields."""
    return {name: record[name] for name in ("_id", "id", *expand) if name in record} if expand else record
