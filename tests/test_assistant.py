"""The tools for an assistant, each tried with the protocol's own client over standard input and output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
from conftest import Server
from mcp import Client, StdioServerParameters
from neo4j import Driver

import cypher
from assistant.bounded import LIMIT
from assistant.tools import COMPOSED, tools

ZEPHYR, MISTRAL = "HuggingFaceH4/zephyr-7b-beta", "mistralai/Mistral-7B-v0.1"
VALUES: dict[str, Any] = {
    "model": ZEPHYR,
    "other": MISTRAL,
    "child": ZEPHYR,
    "parent": MISTRAL,
    "models": [ZEPHYR, MISTRAL],
    "dataset": "HuggingFaceH4/ultrachat_200k",
    "publisher": "mistralai",
    "words": "mistral",
    "before": 1,
    "after": 1,
}


@asynccontextmanager
async def client(server: Server) -> AsyncIterator[Client]:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "cli", "mcp"],
        env={**os.environ, **server.environment},
    )
    async with Client(command) as opened:
        yield opened


def calls(server: Server, *asked: tuple[str, dict[str, Any]]) -> list[Any]:
    """The answers to calls of tools, over one connection."""

    async def call() -> list[Any]:
        async with client(server) as opened:
            return [await opened.call_tool(name, values) for name, values in asked]

    return anyio.run(call)


def test_every_query_and_answer_is_a_tool_that_only_reads(server: Server) -> None:
    async def listed() -> Any:
        async with client(server) as opened:
            return await opened.list_tools()

    found = anyio.run(listed).tools
    names = {query.name.replace("-", "_") for query in cypher.queries(*cypher.SAVED)} | {tool.name for tool in COMPOSED}
    assert {tool.name for tool in found} == names
    assert all(tool.annotations.read_only_hint for tool in found)
    assert all(len(tool.description) > 20 for tool in found)


def test_every_tool_answers(sample_graph: Driver, server: Server) -> None:
    asked = [
        (
            name,
            {each: VALUES[each] for each in (tool.required or [key for key in ("words",) if key in tool.properties])},
        )
        for name, tool in tools().items()
        if name != "exposure"
    ]
    answers = calls(server, *asked, ("exposure", {"model": ZEPHYR}))
    wrong = [
        (name, answer.content[0].text) for (name, _), answer in zip(asked, answers, strict=False) if answer.is_error
    ]
    assert wrong == []
    assert all(len(json.loads(answer.content[0].text)["rows"]) <= LIMIT for answer in answers)


def test_a_short_answer_says_how_much_it_leaves_out_and_of_which_kind(sample_graph: Driver, server: Server) -> None:
    every, cut = calls(
        server,
        ("descendants", {"models": [MISTRAL], "limit": 500}),
        ("descendants", {"models": [MISTRAL], "limit": 3}),
    )
    every, cut = every.structured_content, cut.structured_content
    assert "leftOut" not in every
    assert cut["rows"] == every["rows"][:3]
    assert cut["leftOut"]["rows"] == len(every["rows"]) - 3
    assert sum(cut["leftOut"]["byKind"]["state"].values()) == len(every["rows"]) - 3


def test_a_mistake_is_an_error_that_says_what_to_do(sample_graph: Driver, server: Server) -> None:
    answers = calls(
        server,
        ("nothing", {}),
        ("path", {"model": ZEPHYR}),
        ("descendants", {"models": [MISTRAL], "limit": 10_000_000}),
        ("show", {"model": "HuggingFaceH4/zephir-7b-beta"}),
        ("exposure", {"model": ZEPHYR, "publisher": "mistralai"}),
    )
    texts = [answer.content[0].text for answer in answers]
    assert all(answer.is_error for answer in answers)
    assert texts[0] == "There is no tool nothing. List the tools."
    assert "'other' is a required property" in texts[1]
    assert "10000000 is greater than the maximum of 500" in texts[2]
    assert "Nearest: HuggingFaceH4/zephyr-7b-beta" in texts[3]
    assert texts[4].startswith("A publisher asks about its own models")
