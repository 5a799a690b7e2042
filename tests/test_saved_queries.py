"""Every saved query explains itself, has a case, and answers it; those on a lineage never enumerate paths."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import plan_of
from neo4j import Driver

import cypher

CASES = Path(__file__).parent / "cases"
FOLDERS = ("schema", "indexes", "write", "lineage", "explore", "lookup", "around")
ALL = cypher.queries(*FOLDERS)
SAVED = cypher.queries(*cypher.SAVED)
FORBIDDEN = ("Repeat(Trail)", "VarLengthExpand(All)", "VarLengthExpand(Into)", "AllNodesScan", "NodeByLabelScan")


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_neo4j_browser_reads_a_saved_query_to_its_end(query: cypher.Query) -> None:
    assert not {"&", "#"} & set(query.title + query.body)


def test_every_folder_of_queries_is_known() -> None:
    assert {folder.name for folder in cypher.registry.FOLDER.iterdir() if any(folder.glob("*.cypher"))} == set(FOLDERS)


def test_a_name_means_one_query() -> None:
    names = [query.name for query in ALL]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("query", ALL, ids=lambda query: query.name)
def test_a_query_says_what_it_is_of_each_param_and_column(query: cypher.Query) -> None:
    described = [query.title, *(param.description for param in query.params), *(c.description for c in query.columns)]
    assert all(text and text[0] != " " and not text.endswith(".") for text in described)


@pytest.mark.parametrize("query", SAVED, ids=lambda query: query.name)
def test_a_saved_query_answers_its_case(
    query: cypher.Query,
    sample_graph: Driver,
    console: Callable[[str], str],
    check_recording: Callable[[Path, str], None],
) -> None:
    file = CASES / f"{query.name}.txt"
    case = file.read_text(encoding="utf-8")
    assert f"$ lineage-db query run {query.name}" in case
    check_recording(file, console(case))


def test_every_case_is_of_a_saved_query() -> None:
    assert {case.stem for case in CASES.glob("*.txt")} == {query.name for query in SAVED}


@pytest.mark.parametrize("query", [query for query in SAVED if query.group == "lineage"], ids=lambda query: query.name)
def test_a_lineage_query_walks_models_and_never_enumerates_paths(query: cypher.Query, sample_graph: Driver) -> None:
    params = {param.name: _some(param) for param in query.params}
    for text in (query.text, cypher.composition.batched_query(query)):
        operators = list(_operators(plan_of(sample_graph, text, params)))
        assert [operator for operator in operators if operator.startswith(FORBIDDEN)] == []
        # A walk that the plan does not show is in an expression, where it may enumerate paths.
        walks = len(re.findall(r"DERIVED_FROM\*[01]\.\.\]", text))
        assert len([each for each in operators if each.startswith("VarLengthExpand(Pruning,BFS")]) == walks


def _some(param: cypher.Param) -> Any:
    if not param.required:
        return param.default
    return ["x/y", "y/z"] if param.is_list else "x/y"


def _operators(plan: Any) -> Any:
    yield re.sub(r"@.*", "", plan["operatorType"])
    for child in plan.get("children", []):
        yield from _operators(child)


HEADER = "// Title\n// param model: Model: a model\n// column id: an id\n"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("MATCH (n) RETURN n AS id", "wrong.cypher:1: the first line must be the title"),
        (HEADER + "RETURN 1 AS id", "wrong.cypher:2: param model is declared but not used"),
        (HEADER + "RETURN $model AS id, $other AS id", "wrong.cypher:4: param other is used but not declared"),
        (HEADER + "WITH $model AS model\nRETURN model", "wrong.cypher:3: column id is declared but not used"),
        (HEADER + "RETURN $model AS id, 1 AS more", "wrong.cypher:4: column more is used but not declared"),
        (HEADER + "// param x: list[Text] = [: y\nRETURN $model AS id", "wrong.cypher:4: the default of x is not JSON"),
        (HEADER + "// param x: Colour: y\nRETURN $model AS id", "wrong.cypher:4: the type of x is none of Model,"),
        (
            HEADER + "// param x: Text = 1: y\nRETURN $model AS id",
            "wrong.cypher:4: the default of x is not of the type Text",
        ),
        (HEADER + "// param x\nRETURN $model AS id", "wrong.cypher:4: not of the form"),
        (HEADER + "RETURN '$other' + $model AS id // $more", None),
        (HEADER + "RETURN $model + COLLECT { RETURN 1 AS x } AS id ORDER BY id LIMIT 3", None),
    ],
)
def test_a_header_that_its_body_does_not_bear_out_is_refused(tmp_path: Path, text: str, complaint: str | None) -> None:
    file = tmp_path / "wrong.cypher"
    file.write_text(text, encoding="utf-8")
    if complaint is None:
        assert cypher.header.parse(file).title == "Title"
    else:
        with pytest.raises(cypher.HeaderError, match=re.escape(complaint)):
            cypher.header.parse(file)


def test_a_param_without_a_default_must_be_given_and_an_unknown_one_is_refused(sample_graph: Driver) -> None:
    with pytest.raises(cypher.CypherError, match=r"query-lacks-values.*models"):
        cypher.run(sample_graph, cypher.get("ancestors"))
    with pytest.raises(cypher.CypherError, match=r"query-has-no-such-param.*colour"):
        cypher.run(sample_graph, cypher.get("ancestors"), {"models": ["x"], "colour": "red"})


def test_a_query_on_a_driver_can_only_read(sample_graph: Driver) -> None:
    from neo4j.exceptions import ClientError

    with pytest.raises(ClientError, match="AccessMode"):
        list(cypher.run(sample_graph, "CREATE (n) RETURN n").rows)
