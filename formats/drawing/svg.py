"""SVG: a lineage drawn in layers, parents above their children; a file of its own, or an element of a page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from math import ceil
from pathlib import Path

from formats.drawing.layers import Edge, Line, layout
from formats.drawing.routing import Box, Point
from formats.drawing.svg_shapes import box, doubt, level_line, line, loop, mark, pill, text, written
from formats.drawing.svg_words import ENGLISH, Words
from formats.drawing.text_width import fitted, width
from formats.errors import FormatError
from formats.graphs.graph import (
    NOTE,
    TRAINED_ON,
    Graph,
    Key,
    Record,
    address,
    child,
    key,
    parent,
    withdrawn,
)
from ground.text import harmless
from ground.vocabulary import ALL_RELATIONS

MOST = 10_000
"""Of how many models and datasets a drawing is made; far fewer can be read."""
STYLE = Path(__file__).parent / "svg.css"
CLASSES = {relation: relation for relation in ALL_RELATIONS} | {TRAINED_ON: "trained-on"}
STATES = ("gone", "unseen")

NAME, SMALL = 13.0, 11.0
"""The sizes of the faces in svg.css."""
HEIGHT = 46.0
NARROWEST, WIDEST = 130.0, 200.0
PADDING = 14.0
PILL_HEIGHT, PILL_GAP = 18.0, 3.0
MARGIN = 16.0
LINE = 22.0
LEAST_WIDTH = 520.0
SAMPLE = 32.0
PARENTS_NAMED = 3


def svg(graph: Graph) -> Iterator[str]:
    """The drawing as a document, with its styles, its title, and what it is of. Its links lead to the Hub."""
    as_of = graph.about.get("hubAsOf")
    captions = [NOTE, *([f"Hub as of {as_of}."] if as_of else [])]
    width, height, pieces = _drawn(graph, ENGLISH)
    below = height + LINE * len(captions)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _opening(graph, width, below, ' xmlns="http://www.w3.org/2000/svg"')
    yield f"<title>{text(graph.about['title'])}</title>\n<desc>{text(' '.join(captions))}</desc>\n"
    yield f'<style>\n{_style()}</style>\n<rect class="paper" width="{width:.9g}" height="{below:.9g}"/>\n'
    yield from pieces
    for number, caption in enumerate(captions):
        yield written(Point(MARGIN, height + LINE * number), caption, "caption") + "\n"
    yield "</svg>\n"


def drawing(graph: Graph, words: Words = ENGLISH) -> Iterator[str]:
    """The drawing alone, an element for a page that links the styles of `STYLE`; it has no styles or scripts in it.

    A node may hold `href`, where its box leads, and `folded`: how many models (`count`) are not drawn on a `side` of
    it, `above` or `below`, and where these are (`href`).
    """
    width, height, pieces = _drawn(graph, words)
    yield _opening(graph, width, height)
    yield from pieces
    yield "</svg>\n"


def _opening(graph: Graph, width: float, height: float, more: str = "") -> str:
    sizes = f'viewBox="0 0 {width:.9g} {height:.9g}" width="{width:.9g}" height="{height:.9g}"'
    return f'<svg{more} class="lineage" {sizes} role="group" aria-label="{text(graph.about["title"])}">\n'


def _style() -> str:
    """The styles; drawing programs that know no custom properties take the colours of the light theme."""
    styles = STYLE.read_text(encoding="utf-8")
    light = dict(re.findall(r"(--[\w-]+): (#\w+);", styles[: styles.index("}")]))
    return re.sub(r"([\w-]+): var\((--[\w-]+)\);", lambda found: f"{found[1]}: {light[found[2]]}; {found[0]}", styles)


def _drawn(graph: Graph, words: Words) -> tuple[float, float, Iterator[str]]:
    """How wide and high the drawing is, and its pieces: the edges, the nodes upon them, the legend.

    The nodes come in the order in which they are best read: those asked about, then each layer from the top.
    """
    if len(graph.nodes) > MOST:
        raise FormatError("drawing-too-large", most=f"{MOST:,}", models=f"{len(graph.nodes):,}")
    boxes = [_box(node, words) for node in graph.nodes]
    numbers = {key(node): number for number, node in enumerate(graph.nodes)}
    looks = [Edge(numbers[child(edge)], numbers[parent(edge)], _look(edge)) for edge in graph.edges]
    made = layout(boxes, looks)
    asked = {("model", id) for id in graph.about["models"]} & set(numbers)
    names = _Names(graph, asked, words)
    inner = max(made.width, LEAST_WIDTH)
    shift = Point(round(MARGIN + (inner - made.width) / 2, 1), MARGIN)
    legend, legend_height = _legend(graph, asked, words, Point(MARGIN, made.height + 3 * MARGIN), inner)
    order = sorted(numbers, key=lambda of: (of not in asked, made.corners[numbers[of]][::-1]))

    def pieces() -> Iterator[str]:
        yield f'<g transform="translate({shift.x:.9g} {shift.y:.9g})">\n<g class="edges" aria-hidden="true">\n'
        for edge, look, way in zip(graph.edges, looks, made.lines, strict=True):
            yield _edge(edge, way, made.corners[look.child], boxes[look.child], names.of_edge(edge))
        yield '</g>\n<g class="nodes">\n'
        for of in order:
            number = numbers[of]
            node = graph.nodes[number]
            yield _node(node, made.corners[number], boxes[number], of in asked, names.of_node(node), words)
        yield "</g>\n</g>\n"
        yield from legend

    return round(inner + 2 * MARGIN, 1), round(made.height + 4 * MARGIN + legend_height, 1), pieces()


def _box(node: Record, words: Words) -> Box:
    needed = max(width(_short(node), NAME), width(_second(node, words), SMALL)) + 2 * PADDING
    sides = {fold["side"] for fold in node.get("folded") or []}
    above, below = ((PILL_HEIGHT + PILL_GAP) * (side in sides) for side in ("above", "below"))
    return Box(ceil(min(max(needed, NARROWEST), WIDEST)), HEIGHT, above, below)


def _look(edge: Record) -> str:
    """The classes of which a line has its look."""
    return CLASSES.get(edge["relation"], "unknown") + " withdrawn" * withdrawn(edge)


def _edge(edge: Record, way: Line, corner: Point, around: Box, title: str) -> str:
    """An edge, with its words; a box around the child is where a loop hangs."""
    drawn = line(way.points, head_first=way.from_parent) if way.points else loop(corner, around.width, around.height)
    if edge.get("disputed"):
        drawn += doubt(_own(way.points) if way.points else Point(corner.x + around.width + 22, corner.y + HEIGHT / 2))
    classes = f"edge {_look(edge)}" + " disputed" * bool(edge.get("disputed"))
    return f'<g class="{classes}"><title>{text(title)}</title>{drawn}</g>\n'


def _own(points: list[Point]) -> Point:
    """A point of a line near the end that it shares with no other."""
    before, end = [point for at, point in enumerate(points) if at >= len(points) - 2]
    share = 0.36
    bend = share * share * (3 - 2 * share)
    return Point(round(end.x + (before.x - end.x) * bend, 1), round(end.y + (before.y - end.y) * share, 1))


def _node(node: Record, corner: Point, around: Box, asked: bool, name: str, words: Words) -> str:
    """A node, and the pills of what is folded beside it."""
    classes = ["node", node["kind"], *([node["state"]] if node.get("state") in STATES else []), *(["asked"] * asked)]
    is_dataset = node["kind"] == "dataset"
    middle = round(corner.x + around.width / 2, 1)
    room = around.width - 2 * PADDING
    second = fitted(_second(node, words), SMALL, room)
    first_line = corner.y + (20 if second else 28) + is_dataset
    inside = [
        f"<title>{text(node['id'])}</title>",
        box(corner, around.width, around.height, cylinder=is_dataset),
        mark(corner, around.height) if asked else "",
        written(Point(middle, first_line), fitted(_short(node), NAME, room), "name"),
        written(Point(middle, corner.y + 36 + is_dataset), second, "publisher") if second else "",
    ]
    pills = [_pill(fold, node, corner, around, words) for fold in node.get("folded") or []]
    return _link(node.get("href") or address(node), " ".join(classes), name, "".join(inside)) + "".join(pills)


def _pill(fold: Record, node: Record, corner: Point, around: Box, words: Words) -> str:
    count = words.number(fold["count"])
    label = f"+{count}"
    wide = round(width(label, SMALL) + 14)
    above = fold["side"] == "above"
    y = corner.y - PILL_GAP - PILL_HEIGHT if above else corner.y + around.height + PILL_GAP
    name = (words.more_above if above else words.more_below).format(count=words.number(fold["count"]), model=node["id"])
    drawn = pill(Point(round(corner.x + around.width - wide, 1), y), wide, PILL_HEIGHT, label)
    return _link(str(fold["href"]), "pill", name, f"<title>{text(name)}</title>{drawn}")


def _link(href: str | None, classes: str, name: str, inside: str) -> str:
    """What leads somewhere, or is only a picture where there is no page of it."""
    if href is None:
        return f'<g class="{classes}" role="img" aria-label="{text(name)}">{inside}</g>\n'
    return f'<a href="{text(href)}" class="{classes}" aria-label="{text(name)}">{inside}</a>\n'


def _short(node: Record) -> str:
    """The name after the publisher's."""
    id: str = node["id"]
    return harmless(id.partition("/")[2] or id)


def _second(node: Record, words: Words) -> str:
    """The second line of a box: the publisher, and what is amiss."""
    publisher = node.get("publisher") or (node["id"].partition("/")[0] if "/" in node["id"] else None)
    return " · ".join(filter(None, [publisher and harmless(publisher), words.states.get(node.get("state") or "")]))


class _Names:
    """What nodes and edges are called by those who read aloud, and by those who point at them."""

    def __init__(self, graph: Graph, asked: set[Key], words: Words) -> None:
        self._words = words
        self._asked = asked
        self._parents: defaultdict[Key, list[Record]] = defaultdict(list)
        children: defaultdict[Key, list[Key]] = defaultdict(list)
        for edge in graph.edges:
            self._parents[child(edge)].append(edge)
            children[parent(edge)].append(child(edge))
        below = _distances(asked, lambda of: children[of])
        above = _distances(asked, lambda of: [parent(edge) for edge in self._parents[of]])
        self._hops = {of: -count for of, count in below.items()} | above

    def of_node(self, node: Record) -> str:
        """Its id, where it stands, and what it derives from."""
        of, words = key(node), self._words
        derivations = [self._derivation(edge) for edge in self._parents[of]]
        rest = len(derivations) - PARENTS_NAMED
        parts = [
            node["id"],
            words.dataset if node["kind"] == "dataset" else None,
            words.asked if of in self._asked else None,
            words.states.get(node.get("state") or ""),
            words.hops(self._hops[of]) if self._hops.get(of) else None,
            *derivations[:PARENTS_NAMED],
            words.more.format(count=words.number(rest)) if rest > 0 else None,
        ]
        return ", ".join(filter(None, parts))

    def of_edge(self, edge: Record) -> str:
        """The child, and how it derives from the parent."""
        return f"{edge['child']}: {self._derivation(edge)}"

    def _derivation(self, edge: Record) -> str:
        words = self._words
        said: str = words.of.get(edge["relation"], words.of["unknown"]).format(parent=edge["parent"])
        doubts = ((words.disputed, edge.get("disputed")), (words.withdrawn, withdrawn(edge)))
        return ", ".join([said, *(word for word, holds in doubts if holds)])


def _distances(start: set[Key], near: Callable[[Key], list[Key]]) -> dict[Key, int]:
    distances = dict.fromkeys(sorted(start), 0)
    reached = list(distances)
    for of in reached:
        for other in near(of):
            if other not in distances:
                distances[other] = distances[of] + 1
                reached.append(other)
    return distances


def _legend(graph: Graph, asked: set[Key], words: Words, corner: Point, room: float) -> tuple[list[str], float]:
    """The legend of what the drawing has in it, as wide as there is room; and how high it is."""
    pieces = [f'<g class="legend" role="group" aria-label="{text(words.legend)}">\n']
    pieces.append(written(corner, words.legend, "title") + "\n")
    x, y = corner.x, corner.y + LINE
    for label, sample in _samples(graph, asked, words):
        wide = SAMPLE + 6 + width(label, SMALL)
        if x > corner.x and x + wide > corner.x + room:
            x, y = corner.x, y + LINE
        pieces.append(sample(Point(round(x, 1), y)) + written(Point(round(x + SAMPLE + 6, 1), y + 4), label, "") + "\n")
        x += wide + 18
    pieces.append("</g>\n")
    return pieces, y - corner.y + LINE


def _samples(graph: Graph, asked: set[Key], words: Words) -> Iterator[tuple[str, Callable[[Point], str]]]:
    relations = {edge["relation"] for edge in graph.edges}
    for relation in words.relations:
        if relation in relations:
            yield words.relations[relation], _sample_line(CLASSES[relation])
    if any(map(withdrawn, graph.edges)):
        yield words.withdrawn, _sample_line("unknown withdrawn")
    if any(edge.get("disputed") for edge in graph.edges):
        yield words.disputed, lambda at: doubt(Point(at.x + SAMPLE / 2, at.y))
    if asked:
        yield words.asked, _sample_box("asked")
    for state in STATES:
        if any(node.get("state") == state for node in graph.nodes):
            yield words.states[state], _sample_box(state)
    if any(node["kind"] == "dataset" for node in graph.nodes):
        yield words.dataset, _sample_box("dataset")
    if any(node.get("folded") for node in graph.nodes):
        yield words.folded, lambda at: f'<g class="pill">{pill(Point(at.x, at.y - 8), SAMPLE, 16, "+9")}</g>'


def _sample_line(classes: str) -> Callable[[Point], str]:
    return lambda at: f'<g class="{classes}">{level_line(at, SAMPLE)}</g>'


def _sample_box(classes: str) -> Callable[[Point], str]:
    def sample(at: Point) -> str:
        corner = Point(at.x, at.y - 9)
        drawn = box(corner, SAMPLE, 18, cylinder=classes == "dataset") + (
            mark(corner, 18) if classes == "asked" else ""
        )
        return f'<g class="{classes}">{drawn}</g>'

    return sample
