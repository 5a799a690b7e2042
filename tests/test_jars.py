"""How the jars of Neo4j come to the machine, from a Maven repository on this machine."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from refusals import refusal

from messages import sentences_on
from server import jars
from server.errors import ServerError
from server.jars import Jar

CONTENTS = {f"org.example:part{number}:1.{number}": f"part {number}".encode() * 1000 for number in range(12)}
LOCKED = [Jar(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in CONTENTS.items()]


class Repository(ThreadingHTTPServer):
    """A Maven repository: what it holds, and what was asked of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Shelf)
        self.files = {f"/{jar.path}": CONTENTS[jar.coordinate] for jar in LOCKED}
        self.asked: list[str] = []


class Shelf(BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        content = self.server.files.get(self.path)
        self.send_response(200 if content is not None else 404)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *arguments: Any) -> None:
        """Nothing: the list of what was asked is enough."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """The repository that the user's settings name."""
    settings = tmp_path / "jgo.conf"
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setattr(jars, "RETRIES", 0)
    monkeypatch.setattr(jars, "locked", lambda: LOCKED)
    with Repository() as opened:
        settings.write_text(f"[repositories]\ncentral = http://127.0.0.1:{opened.server_port}\n", encoding="utf-8")
        threading.Thread(target=opened.serve_forever, daemon=True).start()
        yield opened
        opened.shutdown()


def test_the_lock_file_pins_each_jar_once_by_its_checksum() -> None:
    pinned = jars.locked()
    assert len({jar.filename for jar in pinned}) == len(pinned) > 200
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in pinned)
    assert jars.version() == "2026.08.1"


def test_the_container_is_of_the_same_version() -> None:
    compose = (Path(__file__).parent.parent / "docker-compose.yml").read_text(encoding="utf-8")
    assert f"image: neo4j:{jars.version()}-community" in compose


def test_every_jar_comes_from_the_users_repository_and_its_bytes_are_told(
    repository: Repository, tmp_path: Path
) -> None:
    told: list[int] = []
    jars.fetch(tmp_path / "lib", told.append)
    assert {file.name: file.read_bytes() for file in (tmp_path / "lib").glob("*.jar")} == {
        jar.filename: CONTENTS[jar.coordinate] for jar in LOCKED
    }
    assert sorted(told) == sorted(jar.size for jar in LOCKED)
    assert jars.missing(tmp_path / "lib") == []


def test_a_fetch_that_broke_off_goes_on_with_what_is_missing(repository: Repository, tmp_path: Path) -> None:
    lost = LOCKED[5]
    content = repository.files.pop(f"/{lost.path}")
    with refusal(ServerError, f"{lost.filename}, a part of Neo4j, could not be fetched"):
        jars.fetch(tmp_path / "lib", lambda size: None)
    repository.files[f"/{lost.path}"] = content
    there = {jar.filename for jar in LOCKED} - {jar.filename for jar in jars.missing(tmp_path / "lib")}
    repository.asked.clear()
    jars.fetch(tmp_path / "lib", lambda size: None)
    assert {path.rpartition("/")[2] for path in repository.asked} == {jar.filename for jar in LOCKED} - there
    assert jars.missing(tmp_path / "lib") == []


def test_a_jar_that_is_not_the_pinned_one_is_refused_and_not_kept(repository: Repository, tmp_path: Path) -> None:
    forged = LOCKED[3]
    repository.files[f"/{forged.path}"] = b"x" * forged.size
    with refusal(ServerError, "not the pinned file"):
        jars.fetch(tmp_path / "lib", lambda size: None)
    assert forged in jars.missing(tmp_path / "lib")


def test_a_half_written_jar_is_fetched_again(repository: Repository, tmp_path: Path) -> None:
    jars.fetch(tmp_path / "lib", lambda size: None)
    (tmp_path / "lib" / LOCKED[0].filename).write_bytes(b"half")
    jars.fetch(tmp_path / "lib", lambda size: None)
    assert (tmp_path / "lib" / LOCKED[0].filename).read_bytes() == CONTENTS[LOCKED[0].coordinate]


def test_no_network_is_said_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "jgo.conf"
    settings.write_text("[repositories]\ncentral = http://127.0.0.1:1\n", encoding="utf-8")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setattr(jars, "RETRIES", 0)
    monkeypatch.setattr(jars, "locked", lambda: LOCKED)
    with pytest.raises(ServerError) as raised:
        jars.fetch(tmp_path / "lib", lambda size: None)
    what, next = sentences_on(raised.value)
    assert "the download failed" in what
    assert "what has come already is kept" in next
