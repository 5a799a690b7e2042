"""How far down the rows of a layered drawing stand, and which way each line runs between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from itertools import pairwise
from typing import NamedTuple

from formats.drawing.ordering import Arrangement, Link

PORT_GAP = 13.0
ROW_GAP = 38.0
MOST_ROW_GAP = 96.0
FLATTEST = 9
"""How far a line may run sideways for what it goes down, before the rows are set farther apart."""


class Box(NamedTuple):
    """The size of a box, and the height to be left free above and below it."""

    width: float
    height: float
    above: float = 0
    below: float = 0


class Point(NamedTuple):
    """How far to the right, and how far down."""

    x: float
    y: float


class Level(NamedTuple):
    """How far down a row begins, its boxes begin, and it ends."""

    top: float
    boxes: float
    bottom: float


def drawn(
    boxes: list[Box], links: list[Link], arrangement: Arrangement, middles: list[float]
) -> tuple[list[Level], list[list[Point]]]:
    """The levels of the rows, and the points of each link from the top: where its line leaves a box or passes a row."""
    row_of = {item: at for at, row in enumerate(arrangement.rows) for item in row}
    ports = _ports(boxes, links, arrangement, middles)
    tracks = [
        [start, *(middles[passage] for passage in way[1:-1]), end]
        for way, (start, end) in zip(arrangement.ways, ports, strict=True)
    ]
    levels = _levels(boxes, arrangement.rows, _sideways(links, tracks, row_of))
    ways = []
    for link, track in zip(links, tracks, strict=True):
        first, last = row_of[link.upper], row_of[link.lower]
        passed = levels[first + 1 : last] if len(track) > 2 else []
        start = levels[first].boxes + boxes[link.upper].height
        heights = [(start, levels[first].bottom), *((level.top, level.bottom) for level in passed)]
        heights.append((levels[last].top, levels[last].boxes))
        ways.append([Point(x, y) for x, pair in zip(track, heights, strict=True) for y in dict.fromkeys(pair)])
    return levels, ways


def _ports(
    boxes: list[Box], links: list[Link], arrangement: Arrangement, middles: list[float]
) -> list[tuple[float, float]]:
    """Where each link leaves its upper box and enters its lower one: side by side, in the order of where they lead.

    Those that share an end share the port there.
    """
    leads: defaultdict[tuple[int, bool], defaultdict[Hashable, list[float]]] = defaultdict(lambda: defaultdict(list))
    keys = []
    for number, (link, way) in enumerate(zip(links, arrangement.ways, strict=True)):
        shared = arrangement.shared_above[number]
        pair = (
            ((link.upper, True), link.look if shared else number),
            ((link.lower, False), number if shared else link.look),
        )
        for (side, port), other in zip(pair, (way[1], way[-2]), strict=True):
            leads[side][port].append(middles[other])
        keys.append(pair)
    places = {side: _side_by_side(boxes[side[0]].width, middles[side[0]], ports) for side, ports in leads.items()}
    return [(places[above][one], places[below][other]) for (above, one), (below, other) in keys]


def _side_by_side(width: float, middle: float, ports: dict[Hashable, list[float]]) -> dict[Hashable, float]:
    ordered = sorted(ports, key=lambda port: sum(ports[port]) / len(ports[port]))
    gap = min(PORT_GAP, width * 0.8 / len(ordered))
    return {port: middle + gap * (at - (len(ordered) - 1) / 2) for at, port in enumerate(ordered)}


def _sideways(links: list[Link], tracks: list[list[float]], row_of: dict[int, int]) -> dict[int, float]:
    """How far lines run sideways at most below each row."""
    farthest: defaultdict[int, float] = defaultdict(float)
    for link, track in zip(links, tracks, strict=True):
        for row, (x, next_x) in enumerate(pairwise(track), row_of[link.upper]):
            farthest[row] = max(farthest[row], abs(x - next_x))
    return farthest


def _levels(boxes: list[Box], rows: list[list[int]], sideways: dict[int, float]) -> list[Level]:
    levels = []
    top = 0.0
    for number, row in enumerate(rows):
        mine = [boxes[item] for item in row if item < len(boxes)]
        start = top + max(box.above for box in mine)
        bottom = start + max(box.height for box in mine) + max(box.below for box in mine)
        levels.append(Level(top, start, bottom))
        top = bottom + min(max(ROW_GAP, sideways.get(number, 0) / FLATTEST), MOST_ROW_GAP)
    return levels
