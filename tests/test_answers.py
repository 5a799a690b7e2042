"""Every command that answers, and every saved query, in every format and in Neo4j Browser."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import networkx
import pytest
from conftest import HOSTILE, SAVED
from factory import hub_model
from neo4j import Driver
from test_command_line import BASE, LEAF, MISTRAL, ZEPHYR, drawn
from test_saved_queries import CASES

from cli.root import ANSWERS
from formats import ALL_FORMATS, GRAPH_FORMATS

Run = Callable[..., Any]
HERMES = "teknium/OpenHermes-2.5-Mistral-7B"
ASKED: dict[str, list[str]] = {
    "path": [LEAF, BASE, "--all"],
    "ancestors": [LEAF],
    "descendants": [MISTRAL, ZEPHYR],
    "tree": [MISTRAL],
    "siblings": [ZEPHYR],
    "common": [ZEPHYR, HERMES],
    "roots": [LEAF],
    "relation": [ZEPHYR, HERMES],
    "show": [ZEPHYR],
    "search": ["mistral"],
    "dataset": ["HuggingFaceH4/ultrachat_200k"],
    "exposure": [ZEPHYR],
    "edges": [ZEPHYR],
    "stats": [],
    "diff": ["1", "1"],
    "quarantine": [],
}
WITHOUT_MODELS = {"stats", "diff", "quarantine"}
"""What names no models, or none in the sample."""


COMMANDS = [[name, *arguments] for name, arguments in ASKED.items()]
"""A question for every command that answers."""


def saved() -> list[list[str]]:
    """The first question of the case of every saved query."""
    cases = [(CASES / f"{query.name}.txt").read_text(encoding="utf-8").splitlines()[0] for query in SAVED]
    return [_without_format(shlex.split(line)[2:]) for line in cases]


def _without_format(arguments: list[str]) -> list[str]:
    if "--format" in arguments:
        at = arguments.index("--format")
        arguments = arguments[:at] + arguments[at + 2 :]
    return arguments


def test_every_command_that_answers_is_asked() -> None:
    assert set(ASKED) == set(ANSWERS)


READ: dict[str, Callable[[str], Any]] = {
    "table": lambda out: out,
    "ids": str.splitlines,
    "csv": lambda out: list(csv.DictReader(io.StringIO(out), strict=True)),
    "json": json.loads,
    "jsonl": lambda out: [json.loads(line) for line in out.splitlines()],
    "svg": lambda out: ElementTree.fromstring(out.encode()),
    "node-link": lambda out: networkx.node_link_graph(json.loads(out), edges="edges"),
    "mermaid": lambda out: re.search(r"^graph BT$", out, re.MULTILINE)[0],  # type: ignore[index]
    "dot": lambda out: re.search(r"^digraph lineage \{$", out, re.MULTILINE)[0],  # type: ignore[index]
    "graphml": lambda out: networkx.parse_graphml(out),
    "cyclonedx": lambda out: json.loads(out)["metadata"]["component"],
    "prov": lambda out: json.loads(out)["bundle"],
}


# Saved queries are all given by one command, so that for each of them a format of either kind is enough.
@pytest.mark.parametrize(
    ("question", "format_"),
    [
        *product(COMMANDS, ALL_FORMATS),
        *product([saved()[0]], ALL_FORMATS),
        *product(saved()[1:], ["csv", "node-link"]),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value[:3]),
)
def test_every_question_is_answered_in_every_format(
    sample_graph: Driver, lineage_db: Run, question: list[str], format_: str
) -> None:
    result = lineage_db(*question, "--format", format_)
    assert "Traceback" not in result.err
    if result.code == 0:
        READ.get(format_, str)(result.out)
    else:
        # No graph of what names no model, and no bill of what is about none in particular.
        assert format_ in GRAPH_FORMATS
        assert re.search("names no models|graph is about none", result.err)
        assert question[0] == "query" or question[0] in WITHOUT_MODELS | {"search", "dataset"}


@pytest.mark.parametrize("question", [*COMMANDS, *saved()], ids=lambda question: " ".join(question[:3]))
def test_every_question_can_be_drawn_in_neo4j_browser(
    sample_graph: Driver, lineage_db: Run, question: list[str]
) -> None:
    result = lineage_db("browse", *question, *([] if "--limit" in question else ["--limit", "0"]))
    assert (result.code, result.err) == (0, "")
    nodes, edges = drawn(result.out, sample_graph)
    if question[0] in WITHOUT_MODELS:
        return
    table = lineage_db(*question, "--format", "node-link", *([] if "--limit" in question else ["--limit", "0"]))
    if table.code:
        assert "names no models" in table.err
        return
    graph = READ["node-link"](table.out)
    expected = {id.removeprefix("datasets/") for id in graph.nodes}
    if question[0] == "show":
        # The picture of one model is that of what is next to it.
        assert nodes == {
            ZEPHYR,
            *READ["ids"](lineage_db("path", ZEPHYR, MISTRAL, "--format", "ids").out),
            "Sakalti/magro-7B",
        }
    elif question[0] != "relation":
        assert nodes == expected
        assert edges == {tuple(end.removeprefix("datasets/") for end in edge) for edge in graph.edges}
    else:
        assert (nodes, edges) == ({ZEPHYR, HERMES, MISTRAL}, {(ZEPHYR, MISTRAL), (HERMES, MISTRAL)})


@pytest.mark.parametrize("format_", ALL_FORMATS)
@pytest.mark.parametrize(
    "command", ["path", "descendants", "tree", "show", "relation", "search", "roots", "siblings", "exposure"]
)
def test_no_answer_is_steered_by_what_strangers_wrote(
    hostile_graph: Driver, lineage_db: Run, command: str, format_: str
) -> None:
    hostile = "evil/\x1b[31mred\x1b[0m"
    arguments = {
        "path": ["good/base", *HOSTILE],
        "show": [hostile],
        "relation": [hostile, "good/base"],
        "search": ["evil"],
        "roots": [hostile],
        "siblings": [hostile],
    }.get(command, ["good/base"])
    result = lineage_db(command, *arguments, "--format", format_)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", result.out + result.err
    )
    if result.code:
        assert (command, format_) == ("search", "cyclonedx")
    else:
        READ.get(format_, str)(result.out)


def test_pairs_come_from_stdin(sample_graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{ZEPHYR} {MISTRAL}\n\n{HERMES}\t{MISTRAL}\n{ZEPHYR} {HERMES}\n"))
    result = lineage_db("path", "-", "--format", "csv")
    assert [(row["from"], row["to"]) for row in READ["csv"](result.out)] == [(ZEPHYR, MISTRAL), (HERMES, MISTRAL)]
    assert f"Neither of {ZEPHYR} and {HERMES} derives from the other." in result.err
    monkeypatch.setattr("sys.stdin", io.StringIO(f"one\nno/model {MISTRAL}\n{ZEPHYR} {MISTRAL}\n"))
    result = lineage_db("path", "-", "--format", "ids")
    assert (result.code, result.out.splitlines()) == (1, [ZEPHYR, MISTRAL])
    assert "Line 1 of stdin is left out. It holds no pair of models." in result.err
    assert "Line 2 of stdin is left out. No model 'no/model' is in the graph." in result.err


def test_an_answer_can_be_put_in_the_order_of_any_column(sample_graph: Driver, lineage_db: Run) -> None:
    def column(name: str, *more: str) -> list[str]:
        out = lineage_db("descendants", MISTRAL, "--sort", name, "--format", "csv", *more).out
        return [row[name] for row in READ["csv"](out)]

    downloads = [int(each) for each in column("downloads") if each]
    assert downloads == sorted(downloads, reverse=True)
    assert column("downloads")[: len(downloads)] == [str(each) for each in downloads]
    assert column("distance") == sorted(column("distance"))
    assert column("model") == sorted(column("model"))
    assert column("downloads", "--limit", "2") == [str(each) for each in downloads[:2]]
    assert "has no column 'colour'" in lineage_db("descendants", MISTRAL, "--sort", "colour").err


def test_a_model_can_be_named_by_a_package_url(sample_graph: Driver, lineage_db: Run) -> None:
    plain = lineage_db("ancestors", ZEPHYR)
    named = lineage_db("ancestors", f"pkg:huggingface/{ZEPHYR}@892b3d7a7b1cf10c7a701c60881cd93df615734c")
    assert named.out == plain.out
    assert "not revisions" in named.err
    for wrong in ("pkg:pypi/requests", "pkg:nothing"):
        result = lineage_db("ancestors", wrong)
        assert (result.code, len(result.err.splitlines())) == (1, 2)


def test_a_search_forgives_case_separators_and_typing_errors(sample_graph: Driver, lineage_db: Run) -> None:
    for words in (
        "mistral7b v0.1",
        "MISTRAL 7B",
        "mistralai mistral",
        "mistal 7b",
        "Mistral_7B-v0.1",
        "mistralai/Mistral-7B-v0.1",
    ):
        assert MISTRAL in READ["ids"](lineage_db("search", words, "--format", "ids").out)[:3], words
    filtered = READ["csv"](
        lineage_db("search", "zephyr", "--licence", "mit", "--since", "2023-10-26", "--format", "csv").out
    )
    assert {row["license"] for row in filtered} == {"mit"}
    assert (
        lineage_db("search", "zephyr", "--publisher", "nobody").err
        == "No model is found by 'zephyr' with these filters.\n"
    )
    assert lineage_db("search", "((").code == 2


def test_a_tree_says_what_it_folds_and_what_stands_twice(load_records: Run, lineage_db: Run) -> None:
    merge = partial(hub_model, relation="merge")

    load_records(
        merge("a/base"),
        *(merge(f"a/{number:04}", "a/base") for number in range(3_000)),
        merge("a/left", "a/base"),
        merge("a/right", "a/base"),
        merge("a/both", "a/left", "a/right"),
        merge("a/last", "a/both"),
    )
    assert lineage_db("tree", "a/base", "--each", "2").out == (
        "a/base\n"
        "├── a/left  (merge)\n"
        "│   └── a/both  (merge)\n"
        "│       └── a/last  (merge)\n"
        "├── a/right  (merge)\n"
        "│   └── a/both  (merge) (*)\n"
        "└── … 3,000 more children\n"
        "\n5 models shown · (*) is shown in full where it stands first · "
        "… is folded: --each, --depth and --limit unfold it\n"
    )
    assert len(lineage_db("tree", "a/base").out.splitlines()) < 20
    assert len(lineage_db("tree", "a/base", "--each", "0", "--limit", "0").out.splitlines()) == 3_008


def test_a_tree_of_a_cycle_ends(load_records: Run, lineage_db: Run) -> None:
    load_records(hub_model("a/one", "a/two", relation="merge"), hub_model("a/two", "a/one", relation="merge"))
    assert lineage_db("tree", "a/one").out == (
        "a/one\n└── a/two  (merge)\n    └── a/one  (merge) (*)\n\n"
        "2 models shown · (*) is shown in full where it stands first\n"
    )


def test_what_changed_between_two_loads(load_records: Run, lineage_db: Run) -> None:
    base, new = hub_model("a/base"), hub_model("a/new", "a/base")
    child, late = hub_model("a/child", "a/base"), hub_model("b/late")
    load_records(base, hub_model("a/old", "a/base"), child, hub_model("b/other"), whole=True)
    load_records(base, hub_model("a/child", "a/base", relation="quantized"), new, late, whole=True)
    load_records(base, hub_model("a/child"), new, late, whole=True)

    def changes(*arguments: str) -> set[tuple[str, ...]]:
        rows = READ["csv"](lineage_db("diff", *arguments, "--format", "csv").out)
        return {tuple(row.values()) for row in rows}

    first = {
        ("came", "model", "a/new", "", "", ""),
        ("went", "model", "a/old", "", "", ""),
        ("came", "derivation", "a/new", "a/base", "", "finetune"),
        ("changed", "derivation", "a/child", "a/base", "finetune", "quantized"),
    }
    others = {("came", "model", "b/late", "", "", ""), ("went", "model", "b/other", "", "", "")}
    assert changes("1", "2") == first | others
    assert changes("1", "2", "--family", "a/base") == first
    assert changes("2", "3") == {("went", "derivation", "a/child", "a/base", "quantized", "")}
    assert lineage_db("diff", "2", "2").err == "Nothing changed between loads 2 and 2.\n"
    assert "There is no load 9." in lineage_db("diff", "1", "9").err


def test_a_path_leads_over_and_past_models(load_records: Run, lineage_db: Run) -> None:
    edges = {"a/child": ["a/left", "a/right"], "a/left": ["a/root"], "a/right": ["a/mid"], "a/mid": ["a/root"]}
    load_records(*(hub_model(id, *parents, relation="merge") for id, parents in edges.items()))

    def ids(*more: str) -> list[str]:
        return READ["ids"](lineage_db("path", "a/child", "a/root", *more, "--format", "ids").out)

    assert ids() == ["a/child", "a/left", "a/root"]
    assert ids("--avoid", "a/left") == ["a/child", "a/right", "a/mid", "a/root"]
    assert ids("--via", "a/mid") == ["a/child", "a/right", "a/mid", "a/root"]
    assert ids("--via", "a/mid", "--avoid", "a/right") == []
    assert ids("--via", "a/mid", "--depth", "2") == []
    assert sorted(ids("--all")) == ["a/child", "a/left", "a/mid", "a/right", "a/root"]
    back = READ["ids"](
        lineage_db("path", "a/root", "a/child", "--via", "a/mid", "--via", "a/right", "--format", "ids").out
    )
    assert back == ["a/child", "a/right", "a/mid", "a/root"]
    both = lineage_db("path", "a/child", "a/root", "--shortest", "5").out
    assert both.endswith("\n2 to 3 hops · all 2 paths\n")
    assert "1 of several paths (--all)" in lineage_db("path", "a/child", "a/root").out
