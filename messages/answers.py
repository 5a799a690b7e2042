"""The sentences about the errors of `answers/`."""

from __future__ import annotations

UNKNOWN_NAME = "Check the spelling, or load more of the Hub: lineage-db load --help"

SENTENCES: dict[str, tuple[str, str]] = {
    "answer-has-no-column": ("The answer has no column '{name}'.", "Choose of: {columns}."),
    "answer-names-no-models": (
        "This answer names no models, so there is no graph of it.",
        "Choose another --format: table, csv, json …",
    ),
    "graph-is-empty": ("Nothing is loaded yet.", "Load a small sample with: lineage-db load sample"),
    "model-is-not-of-publisher": (
        "{model} is no model of {publisher}.",
        "See its models: lineage-db exposure --as-publisher {publisher}",
    ),
    "model-is-not-on-hub": (
        "There is no model {name} on the Hub that you may see.",
        "Check its name; where it asks to accept conditions, do so on its page and run `hf auth login`.",
    ),
    "no-such-load": (
        "There is no load {number}.",
        "List the loads with: lineage-db query run loads",
    ),
    "publisher-with-another-subject": (
        "A publisher asks about its own models: all of them, or those that it names as origins.",
        "Leave out the model and the dataset, or the publisher.",
    ),
    "unknown-dataset": ("No model in the graph names the dataset '{name}'.", UNKNOWN_NAME),
    "unknown-model": ("No model '{name}' is in the graph.", UNKNOWN_NAME),
    "unknown-publisher": ("No publisher '{name}' is in the graph.", UNKNOWN_NAME),
}
