"""The command line, as a user meets it: answers, formats, errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import HOSTILE
from factory import hub_model
from neo4j import Driver
from waiting import PATIENCE, until

import cypher
from cli.root import WITHOUT_QUESTIONS, root
from formats import FORMATS

LEAF = "jaspionjader/Kosmos-EVAA-Franken-v37-8B"
BASE = "meta-llama/Llama-3.1-8B"
ZEPHYR = "HuggingFaceH4/zephyr-7b-beta"
MISTRAL = "mistralai/Mistral-7B-v0.1"
HOUSE = Path(__file__).parent.parent
Run = Callable[..., Any]


def commands(group: click.Group = root, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found += commands(command, (*prefix, name)) if isinstance(command, click.Group) else [(*prefix, name)]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_explains_itself(lineage_db: Run, command: tuple[str, ...]) -> None:
    result = lineage_db(*command, "--help")
    assert result.code == 0
    assert len(result.out.split("\n\n")[1].strip()) > 10


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_that_asks_the_database_takes_a_timeout(lineage_db: Run, command: tuple[str, ...]) -> None:
    assert ("--timeout SECONDS" in lineage_db(*command, "--help").out) == (command[0] not in WITHOUT_QUESTIONS)


@pytest.mark.parametrize("command", [("descendants", MISTRAL), ("stats",), ("query", "run", "cycles")], ids=" ".join)
def test_the_timeout_of_a_command_is_that_of_its_queries(
    sample_graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    timeouts: set[float] = set()
    run = cypher.run

    def noting(*asked: Any, timeout: float, **how: Any) -> cypher.Table:
        timeouts.add(timeout)
        return run(*asked, timeout=timeout, **how)

    monkeypatch.setattr("cypher.database.run", noting)
    assert lineage_db(*command, "--timeout", "77").code == 0
    assert timeouts == {77.0}


def test_a_path_is_found_whichever_of_the_two_is_the_child(sample_graph: Driver, lineage_db: Run) -> None:
    forth, back = lineage_db("path", ZEPHYR, MISTRAL), lineage_db("path", MISTRAL, ZEPHYR)
    assert forth == back
    assert forth.out == (
        f"{ZEPHYR} derives from {MISTRAL}:\n\n{ZEPHYR}\n  ↑ finetune · named by card, hub, tag\n{MISTRAL}\n\n"
        "1 hop · the only path · Hub as of 2026-08-22\n"
    )


def test_a_path_in_json_holds_all_that_the_text_shows(sample_graph: Driver, lineage_db: Run) -> None:
    answer = json.loads(lineage_db("path", LEAF, BASE, "--format", "json").out)
    assert {key: answer[key] for key in ("from", "to", "derives", "several", "hubAsOf")} == {
        "from": LEAF,
        "to": BASE,
        "derives": True,
        "several": True,
        "hubAsOf": "2026-08-22",
    }
    assert len(answer["hops"]) == 8
    assert (answer["hops"][0]["child"], answer["hops"][-1]["parent"]) == (LEAF, BASE)
    text = lineage_db("path", LEAF, BASE).out
    assert "8 hops · 1 of several paths" in text
    assert "disputed: not every witness names this parent" in text


def test_two_models_without_a_path_are_told_their_nearest_common_ancestor(
    sample_graph: Driver, lineage_db: Run
) -> None:
    result = lineage_db("path", ZEPHYR, "teknium/OpenHermes-2.5-Mistral-7B")
    assert (result.code, result.out) == (0, "")
    assert f"Their nearest common ancestor is {MISTRAL} (1 hop from the first, 1 hop from the second)." in result.err
    assert "They have no common ancestor." in lineage_db("path", ZEPHYR, "google/gemma-2-9b-it").err
    assert "one and the same model" in lineage_db("path", ZEPHYR, ZEPHYR).err


def test_a_path_that_filters_exclude_is_not_said_not_to_exist(sample_graph: Driver, lineage_db: Run) -> None:
    assert lineage_db("path", "Sakalti/magro-7B", MISTRAL, "--depth", "2").out
    near = lineage_db("path", "Sakalti/magro-7B", MISTRAL, "--depth", "1", "--relation", "unknown,finetune")
    assert near.out == ""
    assert "derives from the other by unknown, finetune alone within 1 hop." in near.err
    none = lineage_db("descendants", MISTRAL, "--relation", "quantized")
    assert none.err == f"{MISTRAL} has no descendants by quantized alone in this graph.\n"
    assert (
        "the only path by unknown, finetune alone"
        in lineage_db("path", "Sakalti/magro-7B", MISTRAL, "--relation", "unknown,finetune").out
    )


def test_filters_narrow_an_answer(sample_graph: Driver, lineage_db: Run) -> None:
    def ids(*filters: str) -> list[str]:
        return lineage_db("descendants", MISTRAL, "--format", "ids", *filters).out.splitlines()

    in_order = [
        row["model"] for row in csv.DictReader(io.StringIO(lineage_db("descendants", MISTRAL, "--format", "csv").out))
    ]
    assert len(ids()) == 29
    assert sorted(ids()) == sorted(in_order)
    assert len(ids("--depth", "1")) == 21
    assert ids("--limit", "5") == in_order[:5]
    assert ids("--relation", "quantized") == []
    assert set(ids("--relation", "finetune,merge")) < set(ids())


def test_what_is_cut_is_counted_on_stderr(sample_graph: Driver, lineage_db: Run) -> None:
    result = lineage_db("descendants", MISTRAL, "--limit", "10")
    assert result.err == "… and 19 more (--limit 0 gives all).\n"
    assert lineage_db("descendants", MISTRAL, "--limit", "29").err == ""
    assert lineage_db("cypher", "UNWIND range(1, 7) AS x RETURN x", "--limit", "3").err.startswith("… and 4 more")


READ_MODELS: dict[str, Callable[[str], list[str]]] = {
    "table": lambda out: [line.split()[0] for line in out.splitlines()[2:]],
    "ids": str.splitlines,
    "csv": lambda out: [row["model"] for row in csv.DictReader(io.StringIO(out))],
    "json": lambda out: [row["model"] for row in json.loads(out)],
    "jsonl": lambda out: [json.loads(line)["model"] for line in out.splitlines()],
}
"""Reads the models back from an answer in each format that takes rows."""


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_gives_every_row(sample_graph: Driver, lineage_db: Run, format_: str) -> None:
    out = lineage_db("ancestors", "Sakalti/magro-7B", "--format", format_).out
    assert READ_MODELS[format_](out) == [MISTRAL, ZEPHYR]


@pytest.mark.parametrize(("format_", "nothing"), [("table", ""), ("ids", ""), ("jsonl", ""), ("json", "[]\n")])
def test_an_empty_answer_is_said_and_can_be_an_exit_code(
    sample_graph: Driver, lineage_db: Run, format_: str, nothing: str
) -> None:
    result = lineage_db("ancestors", MISTRAL, "--format", format_)
    assert (result.code, result.out, result.err) == (0, nothing, f"{MISTRAL} has no ancestors in this graph.\n")
    assert lineage_db("ancestors", MISTRAL, "--format", format_, "--exit-code").code == 3
    assert lineage_db("path", MISTRAL, "google/gemma-2-9b-it", "--exit-code").code == 3
    assert lineage_db("path", MISTRAL, ZEPHYR, "--exit-code").code == 0


@pytest.mark.parametrize("format_", FORMATS)
def test_no_output_is_steered_by_what_strangers_wrote(hostile_graph: Driver, lineage_db: Run, format_: str) -> None:
    out = lineage_db("descendants", "good/base", "--format", format_).out
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", out)
    models = READ_MODELS[format_](out)
    assert len(models) == len(HOSTILE)
    if format_ == "csv":
        assert not [model for model in models if model.startswith(("=", "+", "-", "@"))]
    elif format_ in ("json", "jsonl"):
        assert set(models) == set(HOSTILE)


@pytest.mark.parametrize("id", HOSTILE)
def test_a_hostile_id_can_be_asked_for_and_stays_a_literal_in_browsers_address(
    hostile_graph: Driver, lineage_db: Run, id: str
) -> None:
    assert lineage_db("path", id, "good/base").out.endswith("\n1 hop · the only path\n")
    assert drawn(lineage_db("browse", "path", id, "good/base").out, hostile_graph) == (
        {id, "good/base"},
        {(id, "good/base")},
    )


def drawn(address: str, graph: Driver) -> tuple[set[str], set[tuple[str, str]]]:
    """What Neo4j Browser draws at an address: the names of the nodes, and the ends of the relationships."""
    from urllib.parse import parse_qs, urlsplit

    (query,) = parse_qs(urlsplit(address.strip()).fragment)["arg"]
    assert query.startswith("// ")
    assert not {"&", "#"} & set(query)
    picture = graph.execute_query(query, result_transformer_=lambda result: result.graph())
    nodes = {node.element_id: node.get("id") or node["name"] for node in picture.nodes}
    return set(nodes.values()), {
        (nodes[each.start_node.element_id], nodes[each.end_node.element_id]) for each in picture.relationships
    }


@pytest.mark.parametrize(
    ("arguments", "code", "what", "next"),
    [
        (
            ("path", "HuggingFaceH4/zephyr-7b-beat", MISTRAL),
            1,
            "Nearest: HuggingFaceH4/zephyr-7b-beta",
            "Check the spell",
        ),
        (("ancestors", "qqqq/zzzz"), 1, "No model 'qqqq/zzzz' is in the graph.\n", "Check the spelling"),
        (("query", "show", "decendants"), 1, "no saved query 'decendants' (nearest: descendants", "query list"),
        (("query", "run", "nothing"), 1, "There is no saved query 'nothing'.", "query list"),
        (("query", "run", "path", "a"), 2, "Missing argument 'PARENT'", ""),
        (("ancestors", MISTRAL, "--relation", "cousin"), 2, "'cousin' is none of finetune,", ""),
        (("cypher", "RETURN $x"), 1, "Expected parameter(s): x", "Mend the query"),
        (("cypher", "RETURN $x", "--param", "x"), 2, "not of the form NAME=VALUE", ""),
        (("cypher", "RETRUN 1"), 1, "This Cypher cannot be run: Invalid input 'RETRUN'", "Mend the query"),
        (("cypher", "CREATE (n) RETURN n"), 1, "This Cypher writes", "Ask a question that reads"),
        (("cypher", "MATCH (n) DETACH DELETE n"), 1, "This Cypher writes", "Ask a question that reads"),
        (("cypher", "CREATE INDEX FOR (m:Model) ON (m.x)"), 1, "This Cypher writes", "Ask a question that reads"),
        (
            ("cypher", "UNWIND range(1, 1000000000) AS x UNWIND range(1, 1000) AS y RETURN count(*)", "--timeout", "1"),
            1,
            "had not answered when the time was up",
            "--timeout",
        ),
        (("load", "jsonl", "/nowhere.jsonl"), 1, "/nowhere.jsonl cannot be read: No such file", "Check the path"),
        (("load", "parquet", __file__), 1, "is not a parquet file that can be read", "Get the file again"),
        (("server", "logs", "-n", "0"), 2, "0 is not in the range", ""),
        (("ancestors", MISTRAL, "--depth", "9" * 20), 2, "is not in the range", ""),
        (("cypher", "RETURN $n", "--param", f"n={'9' * 20}"), 1, "beyond 64 bits", "Mend it"),
        (("query", "run", "load-begins"), 2, "'load-begins' is not a query to run", ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_an_error_is_one_sentence_and_a_next_step(
    sample_graph: Driver, lineage_db: Run, arguments: tuple[str, ...], code: int, what: str, next: str
) -> None:
    result = lineage_db(*arguments)
    assert (result.code, result.out) == (code, "")
    assert what in result.err
    assert next in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("name", "value", "what", "next"),
    [
        ("NEO4J_URI", "bolt://127.0.0.1:1", "No Neo4j answers", "check NEO4J_URI"),
        ("NEO4J_URI", "neo4j://127.0.0.1:1", "No Neo4j answers", "check NEO4J_URI"),
        ("NEO4J_URI", "http://127.0.0.1:7474", "is not the address of a Neo4j", "neo4j://localhost:7687"),
        ("NEO4J_PASSWORD", "wrong", "refused the user name or the password", "NEO4J_PASSWORD"),
        ("NEO4J_PASSWORD", "", "NEO4J_PASSWORD is not", "Set NEO4J_PASSWORD"),
        ("NEO4J_DATABASE", "nowhere", "The server has no such database", "NEO4J_DATABASE"),
    ],
)
def test_a_database_that_cannot_be_used_is_explained(
    sample_graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, what: str, next: str
) -> None:
    monkeypatch.setenv(name, value)
    result = lineage_db("status")
    assert (result.code, result.out) == (1, "")
    assert what in result.err
    assert next in result.err


def test_an_empty_database_says_what_to_do(graph: Driver, lineage_db: Run) -> None:
    result = lineage_db("path", "a/b", "c/d")
    assert (result.code, result.err) == (
        1,
        "Nothing is loaded yet.\nLoad a small sample with: lineage-db load sample\n",
    )


@pytest.mark.parametrize("command", [("path", "a/b", "c/d"), ("search", "llama"), ("show", "a/b")], ids=" ".join)
def test_a_database_into_which_nothing_was_ever_loaded_says_what_to_do(
    graph: Driver, lineage_db: Run, command: tuple[str, ...]
) -> None:
    graph.execute_query("DROP INDEX model_search IF EXISTS")
    result = lineage_db(*command)
    lines = "Nothing is loaded yet.\nLoad a small sample with: lineage-db load sample\n"
    assert (result.code, result.err.endswith(lines)) == (1, True)


def test_a_name_is_found_whatever_its_case_or_as_an_address_of_the_hub(sample_graph: Driver, lineage_db: Run) -> None:
    expected = lineage_db("ancestors", ZEPHYR).out
    assert lineage_db("ancestors", ZEPHYR.upper()).out == expected
    assert lineage_db("ancestors", f"https://huggingface.co/{ZEPHYR}").out == expected


def test_an_old_name_answers_and_the_new_one_is_said(graph: Driver, load_records: Run, lineage_db: Run) -> None:
    load_records({"id": "new/name", "tags": ["base_model:finetune:a/parent"]})
    graph.execute_query("MATCH (m:Model {id: 'new/name'}) CREATE (:Alias {id: 'old/name'})-[:ALIAS_OF]->(m)")
    result = lineage_db("ancestors", "old/name", "--format", "ids")
    assert (result.out, result.err) == ("a/parent\n", "old/name is now new/name.\n")


def test_own_cypher_takes_parameters_and_gives_nodes_as_json(sample_graph: Driver, lineage_db: Run) -> None:
    result = lineage_db(
        "cypher",
        "MATCH p = (m:Model {id: $id})-->(:Model) RETURN m.id AS id, $n + 1 AS n, m, p, m.createdAt AS at",
        *("--param", f"id={ZEPHYR}", "--param", "n=41", "--format", "json"),
    )
    (row,) = json.loads(result.out)
    assert (row["id"], row["n"], row["m"]["labels"]) == (ZEPHYR, 42, ["Model"])
    assert [node["properties"]["id"] for node in row["p"]["nodes"]] == [ZEPHYR, MISTRAL]
    assert row["at"].endswith("+00:00")


def test_status_tells_the_counts_the_last_load_and_the_version(sample_graph: Driver, lineage_db: Run) -> None:
    told = {row["what"]: row["value"] for row in json.loads(lineage_db("status", "--format", "json").out)}
    assert re.fullmatch(r"Neo4j [\d.]+ \w+", told["server"])
    assert (told["models"], told["unseen"], told["derivations"], told["lastLoad"]) == (116, 17, 141, "sample")
    assert told["lastLoadComplete"] is True


def test_an_incomplete_load_is_said_with_every_answer(graph: Driver, lineage_db: Run, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl.gz"
    import gzip

    file.write_bytes(gzip.compress(b'{"id": "a/one"}\n{"id": "a/two"}\n')[:-9])
    result = lineage_db("load", "jsonl", str(file))
    assert (result.code, result.out) == (1, "")
    assert "broken.jsonl.gz breaks off" in result.err
    lineage_db("load", "sample")
    assert f"The last load of {file} did not come to its end" in lineage_db("ancestors", ZEPHYR).err


def test_completion_offers_commands_and_model_ids(
    sample_graph: Driver, lineage_db: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def complete(line: str) -> list[str]:
        monkeypatch.setenv("_LINEAGE_DB_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
        return [word.removeprefix("plain,") for word in lineage_db().out.splitlines()]

    assert complete("lineage-db anc") == ["ancestors"]
    assert complete("lineage-db path MistralAI/mistral-7b-v") == [MISTRAL]
    assert complete("lineage-db ancestors x --relation mer") == ["merge"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(lineage_db: Run, shell: str) -> None:
    assert f"_LINEAGE_DB_COMPLETE={shell}_complete" in lineage_db("completion", shell).out


def process(server: Any, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    environment = os.environ | {
        "NEO4J_URI": server.uri,
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    command = [sys.executable, "-m", "cli", *arguments]
    # A shell starts what it runs in the background with Ctrl-C ignored; a user's command is not.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        command, cwd=HOUSE, env=environment, text=True, stderr=subprocess.PIPE, preexec_fn=heed, **options
    )


def test_a_reader_that_leaves_early_is_no_error(sample_graph: Driver, server: Any) -> None:
    with process(server, "cypher", "UNWIND range(1, 200000) AS x RETURN x", stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stdout.readline().split() == ["x"]
        started.stdout.close()
        assert started.stderr is not None
        assert started.stderr.read() == ""
        assert started.wait(PATIENCE) == 0


def test_ctrl_c_in_a_load_leaves_it_marked_incomplete(graph: Driver, server: Any) -> None:
    with process(server, "load", "jsonl", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdin is not None
        for number in range(12_000):
            started.stdin.write(json.dumps(hub_model(f"a/{number}", f"a/{number + 1}", relation="merge")) + "\n")
        started.stdin.flush()
        until(lambda: len(graph.execute_query("MATCH (m:Model) RETURN m LIMIT 1").records), 1)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=PATIENCE)
        assert "Interrupted.\nRun the command again; a load goes on" in said
        assert started.returncode == 130
    (load,) = graph.execute_query("MATCH (l:Load) RETURN l.complete AS complete, l.finishedAt AS at").records
    assert (load["complete"], load["at"] is not None) == (False, True)
    dangling = "MATCH (m:Model) WHERE m.id IS NULL OR m.name IS NULL RETURN m"
    assert graph.execute_query(dangling).records == []


def test_help_is_quick() -> None:
    # A floor for what is imported, not a timing: none of the slow packages may be loaded to print help.
    code = "import sys; sys.argv = ['x', '--help']\ntry:\n import cli.__main__ as m; m.main()\nfinally: pass"
    script = code.replace("finally: pass", "except SystemExit: print(sorted(set(sys.modules) & SLOW))")
    slow = "SLOW = {'neo4j', 'duckdb', 'tqdm', 'jgo', 'pooch', 'requests', 'asyncio', 'subprocess', 'tabulate'}\n"
    out = subprocess.run([sys.executable, "-c", slow + script], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "command",
    [
        ("descendants", MISTRAL),
        ("ancestors", LEAF),
        ("siblings", ZEPHYR),
        ("edges", ZEPHYR),
        ("path", LEAF, BASE),
        ("search", "zephyr"),
        ("roots", LEAF),
        ("exposure", ZEPHYR),
        ("query", "run", "largest-families"),
    ],
    ids=lambda command: " ".join(command[:1] + command[2:3]),
)
def test_any_table_gives_the_columns_that_are_asked_for(
    command: tuple[str, ...], sample_graph: Driver, lineage_db: Run
) -> None:
    plain = list(csv.DictReader(io.StringIO(lineage_db(*command, "--format", "csv").out)))
    own = next(name for name in ("model", "child") if name in plain[0])
    asked = lineage_db(*command, "--columns", f"licence,{own},created", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(asked.out)))
    assert list(rows[0]) == ["licence", own, "created"]
    assert [row[own] for row in rows] == [row[own] for row in plain]
    known = {
        row["id"]: (row["licence"] or "", (row["created"] or "")[:10])
        for row in sample_graph.execute_query(
            "MATCH (m:Model) RETURN m.id AS id, m.license AS licence, toString(m.createdAt) AS created"
        ).records
    }
    assert [(row["licence"], row["created"][:10]) for row in rows] == [known[row[own]] for row in rows]
    assert lineage_db(*command, "--columns", own).out.split()[0] == own


def test_a_column_that_nothing_has_is_named(sample_graph: Driver, lineage_db: Run) -> None:
    refused = lineage_db("descendants", MISTRAL, "--columns", "model,colour")
    assert (refused.code, "no column 'colour'" in refused.err, "licence" in refused.err) == (1, True, True)
    assert lineage_db("descendants", MISTRAL, "--columns", "model", "--format", "svg").code == 1


def test_words_are_searched_without_quotes(sample_graph: Driver, lineage_db: Run) -> None:
    assert lineage_db("search", "zephyr", "7b").out == lineage_db("search", "zephyr 7b").out != ""


def test_the_version_is_told(lineage_db: Run) -> None:
    assert re.fullmatch(r"lineage-db \d+\.\d+\.\d+\n", lineage_db("--version").out)


def test_every_command_stands_under_a_heading_of_the_help(lineage_db: Run) -> None:
    listed = re.findall(r"^  ([a-z]+)  ", lineage_db("--help").out, re.MULTILINE)
    assert sorted(listed) == sorted({command[0] for command in commands()})


def test_what_a_search_leaves_out_is_counted(sample_graph: Driver, lineage_db: Run) -> None:
    everything = lineage_db("search", "8b", "--limit", "0", "--format", "ids").out.split()
    some = lineage_db("search", "8b")
    assert len(everything) > 20
    assert f"… and {len(everything) - 20:,} more (--limit 0 gives all)." in some.err


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        (("status",), "value,what"),
        (("query", "list"), "title,name"),
        (("cypher", "MATCH (m:Model) RETURN m.id AS model, m.likes AS likes ORDER BY model"), "licence,model"),
        (("load", "sample"), "value,count"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_table_that_is_no_answer_gives_its_columns_too(
    command: tuple[str, ...], columns: str, graph: Driver, lineage_db: Run
) -> None:
    lineage_db("load", "sample")
    rows = list(csv.DictReader(io.StringIO(lineage_db(*command, "--columns", columns, "--format", "csv").out)))
    assert rows
    assert list(rows[0]) == columns.split(",")
    assert lineage_db(*command, "--columns", "colour").code == 1
