"""The pieces of SVG that a drawing is made of: text, boxes, lines, and marks on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from formats.drawing.routing import Point
from ground.text import escaped, harmless

HEAD = 8.0
CURVE = 4.0
"""How much of a cylinder its end takes."""
ILLEGAL = re.compile("[\ufffe\uffff]")
"""What XML cannot hold, beside characters that steer."""


def text(of: str) -> str:
    """A text as it stands between tags, or in an attribute: no markup, and nothing that steers."""
    return escape(ILLEGAL.sub(lambda found: escaped(found[0]), harmless(of)))


def written(at: Point, of: str, classes: str) -> str:
    """A line of text."""
    return f'<text class="{classes}" x="{at.x:.9g}" y="{at.y:.9g}">{text(of)}</text>'


def box(corner: Point, width: float, height: float, *, cylinder: bool = False) -> str:
    """The outline of a node."""
    if not cylinder:
        return f'<rect class="box" {_sizes(corner, width, height, 5)}/>'
    end = f"a{width / 2:.9g} {CURVE:.9g} 0 0"
    top = f"M{corner.x:.9g} {corner.y + CURVE:.9g}"
    side = height - 2 * CURVE
    sides = f"{top} {end} 1 {width:.9g} 0 v{side:.9g} {end} 1 {-width:.9g} 0 z"
    return f'<path class="box" d="{sides} {top} {end} 0 {width:.9g} 0"/>'


def mark(corner: Point, height: float) -> str:
    """A bar within the left side of a box."""
    return f'<path class="mark" d="M{corner.x + 6:.9g} {corner.y + height / 4:.9g} v{height / 2:.9g}"/>'


def pill(corner: Point, width: float, height: float, label: str) -> str:
    """A small round box with a text in it."""
    middle = Point(round(corner.x + width / 2, 1), corner.y + height / 2 + 4)
    return f"<rect {_sizes(corner, width, height, height / 2)}/>{written(middle, label, 'centred')}"


def line(points: Sequence[Point], *, head_first: bool) -> str:
    """A line that is vertical at each of its points, with a head at one of its ends."""
    ends = points[:2] if head_first else points[:-3:-1]
    tip, before = ends
    down = 1 if before.y > tip.y else -1
    stopped = Point(tip.x, tip.y + down * (HEAD - 1))
    way = [stopped, *points[1:]] if head_first else [*points[:-1], stopped]
    head = f"M{tip.x:.9g} {tip.y:.9g} l{HEAD / 2:.9g} {down * HEAD:.9g} h{-HEAD:.9g} z"
    return _arrow(f"M{way[0].x:.9g} {way[0].y:.9g}" + "".join(_step(a, b) for a, b in pairwise(way)), head)


def level_line(start: Point, length: float) -> str:
    """A line to the right, with a head there."""
    head = f"M{start.x + length:.9g} {start.y:.9g} l{-HEAD:.9g} {HEAD / 2:.9g} v{-HEAD:.9g} z"
    return _arrow(f"M{start.x:.9g} {start.y:.9g} h{length - HEAD + 1:.9g}", head)


def loop(corner: Point, width: float, height: float) -> str:
    """A line from the right side of a box back to it."""
    x, first, last = corner.x + width, corner.y + height / 4, corner.y + height * 3 / 4
    way = f"M{x:.9g} {first:.9g} C{x + 30:.9g} {first:.9g} {x + 30:.9g} {last:.9g} {x + HEAD:.9g} {last:.9g}"
    return _arrow(way, f"M{x:.9g} {last:.9g} l{HEAD:.9g} {HEAD / 2:.9g} v{-HEAD:.9g} z")


def doubt(at: Point) -> str:
    """A question mark upon a line."""
    circle = f'<circle cx="{at.x:.9g}" cy="{at.y:.9g}" r="6.5"/>'
    return f'<g class="doubt">{circle}{written(Point(at.x, at.y + 4), "?", "centred")}</g>'


def _sizes(corner: Point, width: float, height: float, rounding: float) -> str:
    numbers = {"x": corner.x, "y": corner.y, "width": width, "height": height, "rx": rounding}
    return " ".join(f'{name}="{number:.9g}"' for name, number in numbers.items())


def _arrow(way: str, head: str) -> str:
    return f'<path class="line" d="{way}"/><path class="head" d="{head}"/>'


def _step(start: Point, end: Point) -> str:
    if start.x == end.x:
        return f" V{end.y:.9g}"
    middle = round((start.y + end.y) / 2, 1)
    return f" C{start.x:.9g} {middle:.9g} {end.x:.9g} {middle:.9g} {end.x:.9g} {end.y:.9g}"
