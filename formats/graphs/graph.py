"""A graph as the formats for graphs take it, and what they all say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from formats.plain import plain

NOTE = "A derivation is what a publisher, the Hub or a tag states; nobody has proved it."
TRAINED_ON = "trained on"
HUB = "https://huggingface.co/"

Record = dict[str, Any]
Key = tuple[str, str]
"""The kind and the id: a dataset may have the name of a model."""


@dataclass(frozen=True)
class Graph:
    """Models (and datasets), and the derivations among them: the answer to a question, as a picture."""

    about: Record
    nodes: list[Record]
    edges: list[Record]


def key(node: Record) -> Key:
    """What tells a node from all others."""
    return node["kind"], node["id"]


def child(edge: Record) -> Key:
    """The key of the model that derives."""
    return "model", edge["child"]


def parent(edge: Record) -> Key:
    """The key of the model or dataset that the child derives from."""
    return "dataset" if edge["relation"] == TRAINED_ON else "model", edge["parent"]


def name(of: Key) -> str:
    """The one text for a node: a model's id; a dataset's after `datasets/`, as in the addresses of the Hub."""
    kind, id = of
    return f"datasets/{id}" if kind == "dataset" else id


def address(node: Record) -> str | None:
    """The address of a node's page on the Hub, where it has one."""
    return None if node.get("state") in ("gone", "unseen") else HUB + quote(name(key(node)))


def numbered(graph: Graph) -> dict[Key, str]:
    """A short key for each node: n0, n1 and so on."""
    return {key(node): f"n{at}" for at, node in enumerate(graph.nodes)}


def known(properties: Record, *but: str) -> Record:
    """What is known, as JSON has it: without what is None, and without the keys of `but`."""
    made = {key: plain(value) for key, value in properties.items() if key not in but}
    return {key: value for key, value in made.items() if value is not None}


def said(edge: Record) -> str:
    """A derivation in a word or three: its relation, and whether it is disputed or withdrawn."""
    doubts = {"disputed": edge.get("disputed"), "withdrawn": withdrawn(edge)}
    return ", ".join([edge["relation"], *(word for word, holds in doubts.items() if holds)])


def withdrawn(edge: Record) -> bool:
    """Whether the child named this parent once and no longer does."""
    return edge.get("state") == "withdrawn"


def moment(value: Any) -> datetime | None:
    """The time that a date of the database, or its text, stands for."""
    return datetime.fromisoformat(plain(value)) if value else None
