"""The drawing of a lineage: where things stand, what is said of them, and that nothing strangers wrote gets into it."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import networkx
import pytest
from browsing import opened
from hypothesis import example, given, settings
from hypothesis import strategies as some
from playwright.sync_api import Page
from test_graph_formats import FAMILY, GRAPHS, NASTY, SVG, chain, derivation, graph, model

from formats.drawing.layers import Edge, Layout, layout
from formats.drawing.routing import Box, Point
from formats.drawing.svg import MOST, STYLE, drawing, svg
from formats.drawing.svg_words import ENGLISH
from formats.drawing.text_width import fitted, width
from formats.errors import FormatError
from formats.graphs.graph import NOTE, Graph
from ground.text import harmless

Pairs = list[tuple[int, int]]
"""Children and their parents."""

# Where everything stands.

DRAW = random.Random(1)
SHAPES: dict[str, tuple[int, Pairs]] = {
    "nothing": (0, []),
    "one": (1, []),
    "a self-loop": (1, [(0, 0)]),
    "a cycle": (3, [(0, 1), (1, 2), (2, 0)]),
    "twice the same": (2, [(1, 0), (1, 0)]),
    "one parent of 39": (40, [(child, 0) for child in range(1, 40)]),
    "one child of 20": (21, [(20, parent) for parent in range(20)]),
    "a chain": (40, [(at, at - 1) for at in range(1, 40)]),
    "a ladder": (40, [(2 * rung + 2 + b, 2 * rung + a) for rung in range(19) for a in (0, 1) for b in (0, 1)]),
    "a tree": (40, [(child, (child - 1) // 3) for child in range(1, 40)]),
    "a lineage": (40, [(child, DRAW.randrange(child)) for child in range(1, 40) for _ in range(2)]),
    "nothing connected": (40, []),
}


def laid(count: int, pairs: Pairs) -> tuple[list[Box], list[Edge], Layout]:
    boxes = [Box(130 + number * 37 % 70, 46, 20 * (number % 5 == 0), 20 * (number % 7 == 0)) for number in range(count)]
    edges = [Edge(child, parent, "ab"[(child + parent) % 2]) for child, parent in pairs]
    return boxes, edges, layout(boxes, edges)


@some.composite
def shapes(draw: some.DrawFn) -> tuple[int, Pairs]:
    count = draw(some.integers(1, 30))
    numbers = some.integers(0, count - 1)
    return count, draw(some.lists(some.tuples(numbers, numbers), max_size=60))


def of_any_shape(test: Any) -> Any:
    for shape in SHAPES.values():
        test = example(shape)(test)
    return settings(max_examples=100, deadline=None)(given(shapes())(test))


@of_any_shape
def test_no_two_boxes_overlap_and_all_are_within_the_drawing(shape: tuple[int, Pairs]) -> None:
    boxes, _, made = laid(*shape)
    areas = [
        (corner.x, corner.y - box.above, corner.x + box.width, corner.y + box.height + box.below)
        for corner, box in zip(made.corners, boxes, strict=True)
    ]
    for one, other in combinations(areas, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for left, top, right, bottom in areas:
        assert min(left, top) >= 0
        assert right <= made.width + 0.1
        assert bottom <= made.height + 0.1


@of_any_shape
def test_every_parent_is_above_its_child_but_where_that_breaks_a_cycle(shape: tuple[int, Pairs]) -> None:
    _, edges, made = laid(*shape)
    lineage = networkx.DiGraph(shape[1])
    for edge in edges:
        child, parent = made.corners[edge.child], made.corners[edge.parent]
        if edge.child != edge.parent and parent.y >= child.y:
            assert parent.y > child.y
            assert networkx.has_path(lineage, edge.parent, edge.child)


@of_any_shape
def test_every_line_leads_from_box_to_box_and_over_none(shape: tuple[int, Pairs]) -> None:
    boxes, edges, made = laid(*shape)
    for edge, line in zip(edges, made.lines, strict=True):
        if edge.child == edge.parent:
            assert line.points == []
            continue
        ends = [edge.parent, edge.child] if line.from_parent else [edge.child, edge.parent]
        for number, end in zip(ends, (line.points[0], line.points[-1]), strict=True):
            corner, box = made.corners[number], boxes[number]
            assert corner.x < end.x < corner.x + box.width
            assert end.y in (corner.y, round(corner.y + box.height, 1))
        for point in along(line.points):
            for corner, box in zip(made.corners, boxes, strict=True):
                inside = corner.x < point.x < corner.x + box.width
                assert not (inside and corner.y + 0.2 < point.y < corner.y + box.height - 0.2)


def along(points: list[Point]) -> Iterator[Point]:
    """Points of a line, as it is drawn: vertical at each of those given."""
    for start, end in pairwise(points):
        for share in (0.1, 0.3, 0.5, 0.7, 0.9):
            bend = share * share * (3 - 2 * share)
            rest = 1 - share
            y = start.y * (rest**3 + 1.5 * rest * share) + end.y * (share**3 + 1.5 * rest * share)
            yield Point(start.x + (end.x - start.x) * bend, y)


@of_any_shape
def test_the_same_graph_is_laid_out_the_same(shape: tuple[int, Pairs]) -> None:
    assert laid(*shape) == laid(*shape)


@pytest.mark.parametrize("name", SHAPES)
def test_forty_models_are_no_wider_than_a_screen(name: str) -> None:
    assert laid(*SHAPES[name])[2].width < 1800


def test_lines_that_look_the_same_are_one_until_they_part() -> None:
    _, _, made = laid(40, [(child, 0) for child in range(2, 40, 2)])
    assert len({line.points[0] for line in made.lines}) == 1
    longest = max((line.points for line in made.lines), key=len)
    assert sum(longest[:3] == line.points[:3] for line in made.lines) > 5


# What is said.


def parts(text: str, selector: str) -> list[ElementTree.Element]:
    return ElementTree.fromstring(text.encode()).findall(f".//{selector}")


def drawn(graph: Graph, **words: Any) -> str:
    """The element for a page, as XML."""
    text = "".join(drawing(graph, replace(ENGLISH, **words)))
    return text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def labels(text: str) -> list[str | None]:
    return [node.get("aria-label") for node in parts(text, f"{SVG}g[@class='nodes']/*")]


def test_nodes_come_with_the_one_asked_about_first_then_from_the_top_and_say_what_they_are() -> None:
    assert labels(drawn(FAMILY)) == [
        "b/Tuned, asked about, finetune of a/Base, trained on a/Base, adapter of c/gone, disputed, withdrawn",
        "gpt2, never seen, 2 hops up, derived in an unknown way from b/Tuned",
        "a/Base, dataset, 1 hop up",
        "c/gone, gone, 1 hop up",
        "a/Base, 1 hop up, merge of gpt2, disputed, trained on a/Base",
        "d/child, 1 hop down, quantized from b/Tuned",
    ]


def test_of_many_parents_some_are_named_and_the_rest_counted() -> None:
    ids = [f"a/{number}" for number in range(9)]
    many = graph([model(id) for id in ids], [derivation(ids[0], id, "merge") for id in ids[1:]], ids[0])
    assert labels(drawn(many))[0] == "a/0, asked about, merge of a/1, merge of a/2, merge of a/3, 5 more"


def test_a_box_leads_to_the_page_of_its_model_or_where_the_page_says() -> None:
    nodes = [model("a/b c", state="listed"), model("a/gone", state="gone"), model("a/own", href="/m?id=a&b")]
    links = [(node.tag, node.get("href")) for node in parts(drawn(graph(nodes, [])), f"{SVG}g[@class='nodes']/*")]
    assert links == [(f"{SVG}a", "https://huggingface.co/a/b%20c"), (f"{SVG}g", None), (f"{SVG}a", "/m?id=a&b")]


def test_models_that_are_not_drawn_are_a_link_with_their_number() -> None:
    folded = [{"side": "above", "count": 3, "href": "/up"}, {"side": "below", "count": 204_460, "href": "/down"}]
    text = drawn(graph([model("a/b", folded=folded)], []))
    pills = [(pill.get("href"), pill.get("aria-label"), pill.findtext(f"{SVG}text")) for pill in parts(text, f"{SVG}a")]
    assert pills[1:] == [("/up", "3 more above a/b", "+3"), ("/down", "204,460 more below a/b", "+204,460")]


def test_an_edge_says_its_relation_in_words_and_by_its_class() -> None:
    edges = parts(drawn(FAMILY), f"{SVG}g[@class='edges']/{SVG}g")
    assert {(edge.get("class"), edge.findtext(f"{SVG}title")) for edge in edges} == {
        ("edge finetune", "b/Tuned: finetune of a/Base"),
        ("edge merge disputed", "a/Base: merge of gpt2, disputed"),
        ("edge unknown", "gpt2: derived in an unknown way from b/Tuned"),
        ("edge trained-on", "b/Tuned: trained on a/Base"),
        ("edge trained-on", "a/Base: trained on a/Base"),
        ("edge adapter withdrawn disputed", "b/Tuned: adapter of c/gone, disputed, withdrawn"),
        ("edge quantized", "d/child: quantized from b/Tuned"),
    }
    marks = [edge for edge in edges if edge.find(f"{SVG}g[@class='doubt']") is not None]
    assert len(marks) == 2


def test_the_legend_holds_what_is_drawn_and_no_more() -> None:
    def legend(of: Graph) -> list[str | None]:
        return [text.text for text in parts(drawn(of), f"{SVG}g[@class='legend']/{SVG}text")]

    assert legend(chain(["a/1", "a/2"])) == ["Legend", "finetune", "asked about"]
    states = ["withdrawn", "disputed", "asked about", "gone", "never seen", "dataset"]
    relations = ["finetune", "adapter", "merge", "quantized", "unknown relation", "trained on"]
    assert legend(FAMILY) == ["Legend", *relations, *states]


def test_a_page_may_say_it_in_another_language() -> None:
    text = drawn(
        FAMILY,
        legend="Légende",
        states={"gone": "disparu", "unseen": "jamais vu"},
        up=("{count} saut au-dessus", "{count} sauts au-dessus"),
        thousands="\N{NARROW NO-BREAK SPACE}",
    )
    assert "Légende" in text
    assert "gpt2, jamais vu, 2 sauts au-dessus, derived" in text
    assert "never seen" not in text


def test_a_document_says_what_it_is_of_and_as_of_when() -> None:
    document = ElementTree.fromstring("".join(svg(FAMILY)).encode())
    assert document.findtext(f"{SVG}title") == FAMILY.about["title"]
    assert document.findtext(f"{SVG}desc") == f"{NOTE} Hub as of 2026-09-25."


def test_what_is_too_large_to_draw_is_refused() -> None:
    many = graph([model(f"a/{number}") for number in range(MOST + 1)], [])
    with pytest.raises(FormatError, match=r"drawing-too-large.*10,000.*10,001"):
        list(svg(many))


# What strangers wrote.

ELEMENTS = {
    "svg": {"class", "viewBox", "width", "height", "role", "aria-label"},
    "g": {"class", "role", "aria-label", "aria-hidden", "transform"},
    "a": {"href", "class", "aria-label"},
    "title": set(),
    "text": {"class", "x", "y"},
    "rect": {"class", "x", "y", "width", "height", "rx"},
    "path": {"class", "d"},
    "circle": {"cx", "cy", "r"},
}


def hostile() -> Graph:
    made = chain(NASTY)
    for node in made.nodes:
        node |= {"publisher": node["id"], "folded": [{"side": "below", "count": 1, "href": "/?" + node["id"]}]}
    for edge in made.edges:
        edge |= {"disputed": True}
    made.about["title"] = " ".join(NASTY)
    return made


def test_no_name_adds_an_element_or_an_attribute_and_each_reads_back() -> None:
    text = drawn(hostile())
    for element in ElementTree.fromstring(text.encode()).iter():
        assert set(element.keys()) <= ELEMENTS[element.tag.removeprefix(SVG)]
    titles = {node.findtext(f"{SVG}title") for node in parts(text, f"{SVG}a") if "node" in node.get("class", "")}
    assert titles == {harmless(id).replace("\uffff", r"\uffff").replace("\ufffe", r"\ufffe") for id in NASTY}
    assert {element.get("href", "")[:2] for element in parts(text, f"{SVG}a[@class='pill']")} == {"/?"}
    assert all(node.get("href", "").startswith("https://huggingface.co/") for node in parts(text, f"{SVG}a[1]"))


# How it looks.


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with opened() as page:
        yield page


POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"


@pytest.mark.parametrize("case", [*GRAPHS, "hostile"])
def test_a_page_with_a_strict_policy_shows_it(page: Page, case: str) -> None:
    """The element needs nothing that such a page forbids, and a browser makes no more of it than XML does."""
    shown = hostile() if case == "hostile" else GRAPHS[case]
    element = "".join(drawing(shown))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route("http://page/**", lambda route: route.fulfill(**answers(route.request.url, element)))
    page.goto("http://page/")
    assert said == []
    expected = [part.tag.removeprefix(SVG) for part in ElementTree.fromstring(element).iter()]
    assert page.evaluate("[...document.querySelectorAll('svg, svg *')].map(part => part.localName)") == expected
    assert page.evaluate(OUTSIDE) == []


def answers(address: str, element: str) -> dict[str, Any]:
    if address.endswith(".css"):
        return {"body": STYLE.read_text(encoding="utf-8"), "content_type": "text/css"}
    body = f"<!doctype html><meta charset=utf-8><title>x</title><link rel=stylesheet href=/svg.css>{element}"
    return {"body": body, "content_type": "text/html", "headers": {"Content-Security-Policy": POLICY}}


OUTSIDE = """[...document.querySelectorAll('.nodes .node, .pill')].flatMap(node => {
  const box = node.querySelector('.box, rect').getBBox();
  return [...node.querySelectorAll('text')].filter(text => {
    const {x, width} = text.getBBox();
    return x < box.x || x + width > box.x + box.width;
  }).map(text => text.textContent);
})"""
"""The texts that are wider than the boxes they stand in."""

THEMES = ["light", "dark"]


def colours(theme: str) -> dict[str, str]:
    """The colours of a theme by their names, as they stand in the styles."""
    blocks = re.findall(r":root \{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    found = [dict(re.findall(r"--lineage-([\w-]+): (#\w{6});", block)) for block in blocks]
    return dict(zip(THEMES, found, strict=True))[theme]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", THEMES)
def test_all_text_and_all_lines_stand_out(theme: str) -> None:
    of = colours(theme)
    grounds = ("paper", "box", "asked")
    text = {(name, ground): contrast(of[name], of[ground]) for name in ("ink", "soft") for ground in grounds}
    lines = {(name, "paper"): contrast(of[name], of["paper"]) for name in set(of) - {*grounds, "ink", "soft"}}
    assert {pair: ratio for pair, ratio in text.items() if ratio < 4.5} == {}
    assert {pair: ratio for pair, ratio in lines.items() if ratio < 3} == {}
    assert len({of[name] for name in ("finetune", "adapter", "merge", "quantized", "unknown", "trained-on")}) == 6


@pytest.mark.parametrize(
    ("system", "media", "expected"),
    [("light", "screen", "light"), ("dark", "screen", "dark"), ("dark", "print", "light")],
)
def test_it_is_dark_where_the_system_says_so_and_light_on_paper(
    page: Page, tmp_path: Any, system: Any, media: Any, expected: str
) -> None:
    file = tmp_path / "drawing.svg"
    file.write_text("".join(svg(FAMILY)), encoding="utf-8")
    page.emulate_media(color_scheme=system, media=media)
    page.goto(file.as_uri())
    red, green, blue = map(
        int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.querySelector('.paper')).fill"))
    )
    assert f"#{red:02x}{green:02x}{blue:02x}" == colours(expected)["paper"]


def test_a_program_that_knows_no_custom_properties_has_the_light_colours() -> None:
    styles = parts("".join(svg(FAMILY)), f"{SVG}style")[0].text or ""
    declared = re.findall(r"([\w-]+): (#\w+); \1: var\(--lineage-([\w-]+)\);", styles)
    assert {colour == colours("light")[name] for _, colour, name in declared} == {True}
    assert len(declared) == styles.count("var(")


def test_a_name_that_does_not_fit_keeps_its_beginning_and_its_end() -> None:
    cut = fitted("gemma-2-9b-it-quantized.w8a16", 13, 120)
    assert re.fullmatch(r"gemma-2.*….*a16", cut)
    assert width(cut, 13) <= 120
