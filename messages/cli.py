"""The sentences about the errors of `cli/`."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "address-holds-user": (
        "NEO4J_URI holds a user or a password.",
        "Put them into NEO4J_USERNAME and NEO4J_PASSWORD, and only the server into NEO4J_URI, such as "
        "neo4j://localhost:7687.",
    ),
    "address-malformed": (
        "NEO4J_URI is not the address of a Neo4j.",
        "Give one such as neo4j://localhost:7687; user and password go into NEO4J_USERNAME and NEO4J_PASSWORD.",
    ),
    "address-without-password": (
        "NEO4J_URI is set but NEO4J_PASSWORD is not.",
        "Set NEO4J_PASSWORD, or unset NEO4J_URI to use the managed local server.",
    ),
    "answer-has-no-column-to-sort-by": (
        "The answer has no column '{name}'.",
        "Sort by one of: {columns}.",
    ),
    "compare-lacks-packages": (
        "Comparing weights needs {packages}.",
        "Install lineage-db with the extra weights (docs/start/install.md).",
    ),
    "every-origin-ruled-out": (
        "The negatives, taken strictly, rule out every place where the data may have entered.",
        "Leave out --strict, or check what was seen: lineage-db case show --strict",
    ),
    "graph-has-no-columns": (
        "A graph has no columns to choose.",
        "Leave out --columns, or choose another --format.",
    ),
    "ground-unknown": (
        "The ground {reason}",
        "Choose of the letters a to f; see docs/reference/case.md.",
    ),
    "line-without-pair": (
        "It holds no pair of models.",
        "Write two ids, with a space between.",
    ),
    "mcp-is-missing": (
        "Serving an assistant needs mcp.",
        "Install lineage-db with the extra mcp (docs/start/install.md).",
    ),
    "model-not-in-frozen-family": (
        "No model '{model}' is in the frozen family of this case.",
        "Check the spelling, or take the family anew: lineage-db case freeze",
    ),
    "no-calendar": (
        "It is not said which public holidays count.",
        "Name a calendar, such as --calendar FR, FR-57 or DE-BY.",
    ),
    "no-complete-list": (
        "No complete load of the Hub's list is known.",
        "Give a date: --since 2026-11-01",
    ),
    "no-load-to-complete": (
        "No load is waiting to be completed.",
        "List those that are with: lineage-db query run loads --unfinished true",
    ),
    "no-load-to-resume": (
        "No load was broken off that could go on.",
        "Run it without --resume.",
    ),
    "no-observation": (
        "No observation of '{model}' is in this case.",
        "See them with: lineage-db case show",
    ),
    "no-observation-of-kind": (
        "No {kind} observation of '{model}' is in this case.",
        "See them with: lineage-db case show",
    ),
    "no-pairs": (
        "There is no pair of models to look for.",
        "Give two models, or pairs of them on stdin.",
    ),
    "no-such-load-to-complete": (
        "No load of {sources} is waiting to be completed.",
        "List those that are with: lineage-db query run loads --unfinished true",
    ),
    "nobody-to-write-to": (
        "There is nobody to write to.",
        "See whom: lineage-db case contacts",
    ),
    "package-url-malformed": (
        "'{url}' is no package URL: {reason}",
        "Give one such as pkg:huggingface/mistralai/Mistral-7B-v0.1.",
    ),
    "package-url-of-another-kind": (
        "'{url}' is not of a model of the Hugging Face Hub.",
        "Give one such as pkg:huggingface/mistralai/Mistral-7B-v0.1.",
    ),
    "person-no-json-object": (
        "That is no JSON object.",
        'Write it as {{"name": "…", "address": "…"}}; see docs/reference/case.md.',
    ),
    "person-not-json": (
        "That is not JSON.",
        'Write it as {{"name": "…", "address": "…"}}; see docs/reference/case.md.',
    ),
    "port-cannot-be-served": (
        "The page cannot be served on port {port}: {reason}.",
        "Choose another with --port (0: any).",
    ),
    "publisher-not-exposed": (
        "No publisher of a model that may hold the data is called '{name}'.",
        "See whom: lineage-db case contacts",
    ),
    "value-nested-too-deeply": (
        "A parameter or a value of the answer is nested too deeply.",
        "Ask for what is in it one by one.",
    ),
}
