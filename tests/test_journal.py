"""The journal of a load that cannot be kept, or was damaged, is a sentence with its cure, and the cure works."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from local_hub import LocalHub
from neo4j import Driver
from test_live import hub as hub

from ground import folders
from loader.errors import LoaderError
from loader.journal import Journal
from messages import sentences_on

Run = Callable[..., Any]

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "garbage": lambda content: b"no database" * 1000,
    "cut within a page": lambda content: content[:5000],
    "cut after the first page": lambda content: content[:4096],
    "pages overwritten": lambda content: content[:4096] + b"\xff" * (len(content) - 4096),
    "values that are no JSON": lambda content: content.replace(b'"http', b"{http"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_journal_is_said_to_be_one_and_the_load_that_begins_anew_replaces_it(
    hub: LocalHub, graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    monkeypatch.setattr(sys.modules["loader.sources.listing"], "BATCH_SIZE", 2)
    hub.page_size = 2
    hub.add(*({"id": f"a/{number}", "createdAt": f"2026-01-0{number + 1}T00:00:00.000Z"} for number in range(6)))
    hub.at_request[3] = lambda: hub.fail("cursor", "status", None)
    assert lineage_db("load", "hub").code == 1
    hub.faults.clear()
    (journal,) = folders.loads().glob("*.journal")
    journal.write_bytes(DAMAGES[damage](journal.read_bytes()))
    said = f"The file that keeps where the broken-off load stands is damaged ({journal})."
    resumed = lineage_db("load", "hub", "--resume")
    assert (resumed.code, resumed.err) == (
        1,
        f"{said}\nRun the load without --resume: it begins anew and replaces the file.\n",
    )
    again = lineage_db("load", "hub", "--format", "json")
    assert (again.code, f"{said} This load begins anew.\n" in again.err) == (0, True)
    assert {row["count"]: row["value"] for row in json.loads(again.out)}["read"] == 6
    assert not journal.exists()


def test_a_damaged_journal_counts_as_holding_any_name(tmp_path: Path) -> None:
    file = tmp_path / "some.journal"
    file.write_bytes(b"no database" * 1000)
    with Journal(file) as journal:
        assert journal.holds("anybody")


def test_a_folder_for_temporary_files_that_is_too_small_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))
    try:
        with pytest.raises(LoaderError) as raised:
            note_many()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert f"cannot be kept in {tmp_path}" in sentences_on(raised.value).what
    assert "set TMPDIR to another folder" in sentences_on(raised.value).next


def note_many() -> None:
    """Note more models than a small folder holds."""
    with Journal() as journal:
        journal.begin()
        journal.add(f"a-publisher/a-model-with-a-long-name-{number}" for number in range(200_000))
        journal.keep()
