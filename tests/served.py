"""The server `lineage-db web` for tests, and an address of every page."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from conftest import Server
from waiting import PATIENCE

HOUSE = Path(__file__).parent.parent
GEMMA = "google/gemma-2-9b-it"
LEAF = "jaspionjader/Kosmos-EVAA-Franken-v37-8B"
BASE = "meta-llama/Llama-3.1-8B"
MAGRO = "Sakalti/magro-7B"
ZEPHYR = "HuggingFaceH4/zephyr-7b-beta"
ADDRESSES = {
    "": {},
    "search": {"q": "gemma"},
    "suggest": {"q": "gem"},
    "model": {"model": GEMMA},
    "relatives": {"model": GEMMA},
    "lineage": {"model": GEMMA, "datasets": 1, "former": 1},
    "timeline": {"model": GEMMA},
    "path": {"from": LEAF, "to": BASE},
    "dataset": {"dataset": "HuggingFaceH4/ultrachat_200k"},
    "exposure": {"model": MAGRO, "positive": MAGRO},
    "letters": {"model": MAGRO},
    "queries": {},
    "query": {"name": "descendants", "p.models": GEMMA},
    "cypher": {},
    "about": {},
}
"""An address of every page."""


class Site:
    """A process of `lineage-db web` on the tests' database."""

    def __init__(self, server: Server) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cli", "web", "--no-open", "--port", "0"],
            cwd=HOUSE,
            env=os.environ | server.environment | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip()
        self.host = urlsplit(self.address).netloc

    def at(self, page: str, language: str = "en", **params: Any) -> str:
        return f"{self.address}{language}/{page}?{urlencode(params or ADDRESSES[page], doseq=True)}"

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        reply = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return reply

    def get(self, page: str, language: str = "en", **params: Any) -> bytes:
        code, _, body = self.ask("GET", self.at(page, language, **params).removeprefix(f"http://{self.host}"))
        assert code == 200, body
        return body

    def send(self, page: str, language: str = "en", **form: Any) -> tuple[int, dict[str, str], bytes]:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", f"/{language}/{page}", urlencode(form, doseq=True), **kind)

    def stop(self) -> tuple[int, str]:
        """Stops the process as Ctrl-C does. Returns its exit code and output."""
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out + err
