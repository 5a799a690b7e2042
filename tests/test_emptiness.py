"""Nothing empty empties the graph: a source that lists too little is no whole Hub, and marks nothing unless told."""

from __future__ import annotations

import io
import json
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hub_ids import oid
from local_hub import LocalHub
from neo4j import Driver

from loader.report import Report

Rows = Callable[..., list[tuple[Any, ...]]]
Load = Callable[..., Report]
Run = Callable[..., Any]

GONE = "MATCH (m:Gone) RETURN count(m)"
COMPLETE = "MATCH (l:Load) RETURN l.complete ORDER BY l.number"


def lines(path: Path, numbers: range) -> Path:
    path.write_text("".join(json.dumps({"id": f"a/{number}"}) + "\n" for number in numbers), encoding="utf-8")
    return path


@pytest.fixture
def loaded(graph: Driver, lineage_db: Run, tmp_path: Path) -> Run:
    """The command line, on a graph of forty models that a load of the whole Hub has listed."""
    assert lineage_db("load", "jsonl", "--whole-hub", str(lines(tmp_path / "all.jsonl", range(40)))).code == 0
    return lineage_db


@pytest.mark.parametrize("text", ["", "\n\n", "null\n", "not JSON\n", '{"id": 7}\n'])
def test_a_file_without_a_model_is_no_whole_hub(loaded: Run, rows: Rows, tmp_path: Path, text: str) -> None:
    (tmp_path / "empty.jsonl").write_text(text, encoding="utf-8")
    result = loaded("load", "jsonl", "--whole-hub", str(tmp_path / "empty.jsonl"), "--allow-gone", "100%")
    assert result.code == 1
    assert "holds no model: it is not the whole Hub" in result.err
    assert rows(GONE) == [(0,)]
    assert rows(COMPLETE) == [(True,), (False,)]


def test_nothing_on_standard_input_is_no_whole_hub(loaded: Run, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b""), fileno=lambda: 0, tell=lambda: 0))
    assert loaded("load", "jsonl", "--whole-hub", "-").code == 1
    assert rows(GONE) == [(0,)]


@pytest.mark.parametrize(("kept", "code", "gone"), [(38, 0, 2), (37, 1, 0), (1, 1, 0)])
def test_more_than_five_in_a_hundred_are_not_marked_unless_told(
    loaded: Run, rows: Rows, tmp_path: Path, kept: int, code: int, gone: int
) -> None:
    file = str(lines(tmp_path / "part.jsonl", range(kept)))
    result = loaded("load", "jsonl", "--whole-hub", file)
    assert (result.code, rows(GONE)) == (code, [(gone,)])
    if code:
        assert f"The source lists {kept} models, and {40 - kept} of the 40 in the graph" in result.err
        assert f"({100 * (40 - kept) / 40:.1f} %)" in result.err
        assert "None was marked." in result.err
        share = result.err.split("--allow-gone ")[1].strip(".\n")
        told = loaded("load", "jsonl", "--whole-hub", file, "--allow-gone", share)
        assert (told.code, rows(GONE)) == (0, [(40 - kept,)])


def test_models_that_the_hub_lists_under_other_names_are_not_gone(load_records: Load, rows: Rows) -> None:
    models = [{"id": f"old/{number}", "_id": oid(number + 1)} for number in range(10)]
    load_records(*models, whole=True)
    renamed = [{**model, "id": str(model["id"]).replace("old", "new")} for model in models]
    assert load_records(*renamed, whole=True, allow_gone=0.05).renamed == 10
    assert rows(GONE) == [(0,)]


@pytest.mark.parametrize("share", ["-1", "101%", "many", "nan", ""])
def test_a_share_is_a_number_of_a_hundred(lineage_db: Run, tmp_path: Path, share: str) -> None:
    result = lineage_db("load", "jsonl", str(lines(tmp_path / "x.jsonl", range(1))), "--allow-gone", share)
    assert (result.code, "is not a share such as 40%" in result.err) == (2, True)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    with LocalHub().serving() as served:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", served.endpoint)
        yield served


def test_a_hub_that_lists_nothing_or_one_short_page_empties_no_graph(
    hub: LocalHub, graph: Driver, lineage_db: Run, rows: Rows
) -> None:
    hub.add(*({"id": f"a/{number}"} for number in range(40)))
    assert lineage_db("load", "hub").code == 0
    everything, hub.models = hub.models, {}
    empty = lineage_db("load", "hub")
    assert (empty.code, "holds no model" in empty.err) == (1, True)
    hub.models = dict(list(everything.items())[:1])
    short = lineage_db("load", "hub")
    assert (short.code, "39 of the 40 in the graph (97.5 %)" in short.err) == (1, True)
    assert rows(GONE) == [(0,)]
    hub.models = everything
    assert lineage_db("load", "hub").code == 0
    assert rows(GONE) == [(0,)]


def test_a_load_that_can_never_complete_is_put_aside_with_its_warning(loaded: Run, tmp_path: Path) -> None:
    empty = tmp_path / "it's empty.jsonl"
    empty.touch()
    loaded("load", "jsonl", "--whole-hub", str(empty))
    warned = loaded("status").err
    assert "did not come to its end" in warned
    command = warned.split("if it never can be: ")[1].strip()
    assert loaded(*shlex.split(command)[1:]).code == 0
    assert loaded("status").err == ""
    assert loaded("load", "dismiss", "--all").code == 1
    assert loaded("load", "dismiss").code == 2
    loaded("load", "jsonl", "--whole-hub", str(empty))
    assert "did not come to its end" in loaded("status").err
    assert loaded("load", "dismiss", "--all").code == 0
    assert loaded("status").err == ""
