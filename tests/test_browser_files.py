"""What Neo4j Browser takes from us: the style sheet can be read, the favourites run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from neo4j import Driver

import cypher
from cli.commands.browse.favourites import favourite
from cli.commands.browse.style import rules

GRAPH = Path(__file__).parent.parent / "docs" / "reference" / "graph.md"
STYLE = rules(cypher.style())


@pytest.mark.parametrize("query", cypher.queries(*cypher.SAVED), ids=lambda query: query.name)
def test_a_favourite_runs_as_it_is(query: cypher.Query, sample_graph: Driver) -> None:
    answer = cypher.run(sample_graph, favourite(query))
    is_drawn = query.group == "lineage" and query.model_columns
    if not is_drawn:
        assert answer.columns == [column.name for column in query.columns]
    list(answer.rows)


def test_every_label_of_the_graph_has_a_colour_of_its_own() -> None:
    text = GRAPH.read_text(encoding="utf-8").partition("## Relationships")[0]
    labels = {label for row in re.findall(r"^\| `([\w:]+)` \|", text, re.MULTILINE) for label in row.split(":")}
    colours = [STYLE[f"node.{label}"]["color"] for label in labels | {"Person", "Organization"}]
    assert len(set(colours)) == len(colours) >= 10


@pytest.mark.parametrize("selector", STYLE)
def test_every_caption_is_readable_on_its_colour(selector: str) -> None:
    base = STYLE[selector.partition(".")[0]]
    inherited = STYLE["node.Publisher"] if selector in ("node.Person", "node.Organization") else {}
    rule = base | inherited | STYLE[selector]
    light, dark = sorted((_luminance(rule["color"]), _luminance(rule["text-color-internal"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2, level AA


def _luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
