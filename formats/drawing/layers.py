"""Where everything in a layered drawing stands: parents above their children, and lines that pass between the boxes.

The parts of a graph that nothing connects are laid out one by one, and set beside and below one another. In each part

1. cycles are broken: a derivation that leads back to a box on the walk up that has come to it is turned round, and so
   drawn downwards; the first walk begins at the first box. A derivation of a box from itself is left out of all this;
2. each box goes into a layer below its parents, and a layer with more boxes than a row takes is wrapped into several
   rows;
3. lines that look the same and have an end in common are one line until they part. Where they pass a row they have a
   place in it, as a box has; only where that were too many places the longest lines run straight, behind the boxes;
4. each row is put in an order with few crossings (all this in `rows`), and each item in it near what it is connected
   with (`places`); the lines lead along that (`lines`).
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from formats.drawing.coordinates import placed
from formats.drawing.ordering import Link, arranged, turned
from formats.drawing.routing import ROW_GAP, Box, Point, drawn

LEAST_IN_ROW = 5
GAP = 24.0
LOOP = 28.0


class Edge(NamedTuple):
    """What is to be drawn from one box up to another; edges that look the same may share a part of their way."""

    child: int
    parent: int
    look: str


class Line(NamedTuple):
    """The way of an edge, vertical at each of its points, from the end that it may share with others.

    The line of an edge from a box to itself has no points.
    """

    points: list[Point]
    from_parent: bool


class Layout(NamedTuple):
    """The top left corner of each box and the line of each edge, within a width and a height."""

    width: float
    height: float
    corners: list[Point]
    lines: list[Line]


def layout(boxes: list[Box], edges: list[Edge]) -> Layout:
    """The layout of a graph, the same for the same graph: no box is on another, and every line goes round the boxes."""
    in_row = max(LEAST_IN_ROW, round(sqrt(len(boxes)) * 0.8))
    corners = [Point(0, 0)] * len(boxes)
    lines = [Line([], from_parent=True)] * len(edges)
    parts = [(part, _part(boxes, edges, *part, in_row)) for part in _parts(len(boxes), edges)]
    widest = max([in_row * (max((box.width for box in boxes), default=0) + GAP), *(made.width for _, made in parts)])
    x = y = width = height = 0.0
    for (members, inner), made in parts:
        if x and x + made.width > widest:
            x, y = 0.0, height + ROW_GAP
        for box, corner in zip(members, made.corners, strict=True):
            corners[box] = _moved(corner, x, y)
        for edge, line in zip(inner, made.lines, strict=True):
            lines[edge] = line._replace(points=[_moved(point, x, y) for point in line.points])
        width, height = max(width, x + made.width), max(height, y + made.height)
        x += made.width + GAP
    return Layout(width, height, corners, lines)


def _moved(point: Point, x: float, y: float) -> Point:
    return Point(round(point.x + x, 1), round(point.y + y, 1))


def _parts(count: int, edges: list[Edge]) -> list[tuple[list[int], list[int]]]:
    """The parts of a graph that nothing connects: the numbers of their boxes, and of the edges among these."""
    near: list[list[int]] = [[] for _ in range(count)]
    for edge in edges:
        near[edge.child].append(edge.parent)
        near[edge.parent].append(edge.child)
    part_of: dict[int, int] = {}
    parts: list[tuple[list[int], list[int]]] = []
    for first in range(count):
        if first not in part_of:
            reached = {first: None}
            waiting = [first]
            for box in waiting:
                fresh = [other for other in near[box] if other not in reached]
                reached |= dict.fromkeys(fresh)
                waiting += dict.fromkeys(fresh)
            part_of |= dict.fromkeys(reached, len(parts))
            parts.append((sorted(reached), []))
    for number, edge in enumerate(edges):
        parts[part_of[edge.child]][1].append(number)
    return parts


def _part(boxes: list[Box], edges: list[Edge], members: list[int], inner: list[int], in_row: int) -> Layout:
    """The layout of a part, its boxes and edges in their order."""
    at = {box: number for number, box in enumerate(members)}
    mine = [boxes[box] for box in members]
    ends = [(at[edges[number].child], at[edges[number].parent]) for number in inner]
    turns = turned(len(mine), ends)
    links = [
        Link(*(pair if turn else pair[::-1]), edges[number].look)
        for number, pair, turn in zip(inner, ends, turns, strict=True)
        if pair[0] != pair[1]
    ]
    arrangement = arranged(len(mine), links, in_row)
    loops = {child for child, parent in ends if child == parent}
    slots = [box.width + 2 * LOOP * (number in loops) for number, box in enumerate(mine)]
    middles, width = _from_zero(placed(arrangement, slots, GAP), slots)
    levels, ways = drawn(mine, links, arrangement, middles)
    shared = iter(zip(ways, arrangement.shared_above, strict=True))
    lines = [
        Line([], from_parent=True) if pair[0] == pair[1] else _line(*next(shared), parent_above=not turn)
        for pair, turn in zip(ends, turns, strict=True)
    ]
    row_of = {item: number for number, row in enumerate(arrangement.rows) for item in row}
    corners = [Point(middles[n] - box.width / 2, levels[row_of[n]].boxes) for n, box in enumerate(mine)]
    return Layout(width, levels[-1].bottom, corners, lines)


def _line(way: list[Point], shared_above: bool, *, parent_above: bool) -> Line:
    return Line(way if shared_above else way[::-1], from_parent=shared_above == parent_above)


def _from_zero(middles: list[float], slots: list[float]) -> tuple[list[float], float]:
    """The middles of all items, moved so that the leftmost begins at 0; and how wide they are together."""
    reach = [(slots[item] if item < len(slots) else GAP) / 2 for item in range(len(middles))]
    left = min(middle - half for middle, half in zip(middles, reach, strict=True))
    right = max(middle + half for middle, half in zip(middles, reach, strict=True))
    return [middle - left for middle in middles], right - left
