"""What the names and files of models tell of their parents, read from a local Hub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from factory import hub_model
from local_hub import LocalHub
from test_evidence_files import gguf

Run = Callable[..., Any]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalHub]:
    """A local Hub with an adapter, a quantization, a merge and a model of which nothing is told."""
    from huggingface_hub import close_session, constants

    with LocalHub().serving() as serving:
        monkeypatch.setattr(constants, "ENDPOINT", serving.endpoint)
        monkeypatch.setattr("loader.hub.patience.sleep", lambda seconds: None)
        repositories: dict[str, dict[str, bytes]] = {
            "a/adapter": {
                "adapter_config.json": json.dumps({"base_model_name_or_path": "org/base"}).encode(),
                "README.md": b"A LoRA adapter for `org/other`.",
                "adapter_model.safetensors": b"x" * 100,
            },
            "a/base-GGUF": {"base.Q4_K_M.gguf": gguf(general__source__repo_url="https://huggingface.co/org/base")},
            "a/cached": {"config.json": b'{"_name_or_path": "/root/.cache/models--org--base/snapshots/abc"}'},
            "a/local": {"config.json": b'{"_name_or_path": "/home/me/model"}'},
            "a/silent": {"README.md": b"Nothing."},
        }
        for name, files in repositories.items():
            serving.add({"id": name})
            serving.files[name] = files
        yield serving
        close_session()


def test_files_name_parents_that_are_declared_or_not(
    hub: LocalHub, load_records: Callable[..., object], lineage_db: Run
) -> None:
    load_records(
        hub_model("a/adapter", "org/base", relation="adapter"), hub_model("a/base-GGUF"), hub_model("org/base")
    )
    result = lineage_db("examine", "a/adapter", "a/base-GGUF", "a/cached", "a/local", "--format", "json")
    rows = [
        {name: row[name] for name in ("model", "witness", "parent", "declared", "relation")}
        for row in json.loads(result.out)
    ]
    assert rows == [
        {
            "model": model,
            "witness": witness,
            "parent": parent,
            "declared": parent == "org/base" and model == "a/adapter",
            "relation": relation,
        }
        for model, witness, parent, relation in [
            ("a/adapter", "adapter-config", "org/base", "adapter"),
            ("a/adapter", "readme", "org/other", "adapter"),
            ("a/base-GGUF", "name", "org/base", "quantized"),
            ("a/base-GGUF", "gguf", "org/base", "quantized"),
            ("a/cached", "config", "org/base", None),
            ("a/local", "config", None, None),
        ]
    ]


def test_a_model_costs_at_most_four_requests(hub: LocalHub, graph: object, lineage_db: Run) -> None:
    lineage_db("examine", "a/adapter")
    assert len(hub.requests) <= 4


def test_what_says_nothing_is_named(hub: LocalHub, graph: object, lineage_db: Run) -> None:
    result = lineage_db("examine", "a/silent")
    assert (result.code, result.out) == (0, "")
    assert "The name and the files of a/silent tell no parent (read: README.md)." in result.err


def test_a_model_that_is_not_there_is_said_not_to_be(hub: LocalHub, graph: object, lineage_db: Run) -> None:
    result = lineage_db("examine", "a/nobody")
    assert result.code == 1
    assert result.err.startswith("There is no model a/nobody on the Hub that you may see.")
