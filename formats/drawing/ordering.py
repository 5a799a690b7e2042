"""Which row of a layered drawing each box is in, and which place in the row: no coordinates yet.

What has a place in a row is an item: a box, by its number, or a passage, where a line passes the row between the boxes;
passages have the numbers after those of the boxes.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from graphlib import TopologicalSorter
from itertools import pairwise
from math import ceil
from typing import NamedTuple

MOST_PASSAGES = 8_000
MOST_SWEEPS = 12
SWEPT = 60_000
"""How many items all sweeps together may put in order before there are fewer of them."""

Near = list[list[int]]
"""For each item those that it is connected with, above it or below."""


class Link(NamedTuple):
    """A line that is to run from a box down to another, and what it looks like."""

    upper: int
    lower: int
    look: str


class Arrangement(NamedTuple):
    """The items of each row from the left; and for each link the items that its way leads over, from the top, and
    whether it shares its beginning at the top with links that look the same, or else its end.
    """

    rows: list[list[int]]
    ways: list[list[int]]
    shared_above: list[bool]


def turned(count: int, edges: list[tuple[int, int]]) -> list[bool]:
    """Which edges, of child and parent, to turn round so that there is no cycle.

    They are those that lead back to a box on the walk up that has come to them.
    """
    up: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    for number, (child, parent) in enumerate(edges):
        up[child].append((number, parent))
    back = [False] * len(edges)
    seen, walked = [False] * count, [False] * count
    for first in range(count):
        walk = [] if seen[first] else [(first, iter(up[first]))]
        seen[first] = True
        while walk:
            box, rest = walk[-1]
            for number, parent in rest:
                back[number] = seen[parent] and not walked[parent]
                if not seen[parent]:
                    seen[parent] = True
                    walk.append((parent, iter(up[parent])))
                    break
            else:
                walked[box] = True
                walk.pop()
    return back


def arranged(count: int, links: list[Link], in_row: int) -> Arrangement:
    """Every box below all those above it, about `in_row` boxes in a row, and few lines that cross."""
    rows = _wrapped(_layers(count, links), _walked(count, links), links, in_row)
    arrangement = _routed(rows, links)
    return arrangement._replace(rows=_ordered(arrangement))


def neighbours(arrangement: Arrangement) -> tuple[Near, Near]:
    """For each item those above it and those below it that lines lead to."""
    size = sum(map(len, arrangement.rows))
    above: Near = [[] for _ in range(size)]
    below: Near = [[] for _ in range(size)]
    for upper, lower in dict.fromkeys(step for way in arrangement.ways for step in pairwise(way)):
        above[lower].append(upper)
        below[upper].append(lower)
    return above, below


def _near(count: int, pairs: Iterable[tuple[int, int]]) -> Near:
    near: Near = [[] for _ in range(count)]
    for item, other in dict.fromkeys(pairs):
        near[item].append(other)
    return near


def _layers(count: int, links: list[Link]) -> list[int]:
    """The layer of each box: as high as may be, but one with more boxes below it than above is as near to them."""
    above = _near(count, ((link.lower, link.upper) for link in links))
    below = _near(count, ((link.upper, link.lower) for link in links))
    downwards = list(TopologicalSorter(dict(enumerate(above))).static_order())
    layers = [0] * count
    for box in downwards:
        layers[box] = max((layers[upper] + 1 for upper in above[box]), default=0)
    for box in reversed(downwards):
        if len(below[box]) > len(above[box]):
            layers[box] = min(layers[lower] for lower in below[box]) - 1
    return layers


def _walked(count: int, links: list[Link]) -> list[int]:
    """The boxes in the order of a walk down, which keeps together what derives from one box in the same way."""
    alike = sorted(links, key=lambda link: link.look)
    below = _near(count, ((link.upper, link.lower) for link in alike))
    roots = sorted(range(count), key={link.lower for link in links}.__contains__)
    order: dict[int, None] = {}
    waiting = roots[::-1]
    while waiting:
        box = waiting.pop()
        if box not in order:
            order[box] = None
            waiting.extend(reversed(below[box]))
    return list(order)


def _wrapped(layers: list[int], order: list[int], links: list[Link], in_row: int) -> list[list[int]]:
    """The rows: each layer is one or, where it is wide, several of about the same length.

    Boxes that follow one another in the order are below one another, and of these the ones with nothing below at the
    top.
    """
    uppers = {link.upper for link in links}
    members: defaultdict[int, list[int]] = defaultdict(list)
    for box in order:
        members[layers[box]].append(box)
    rows: list[list[int]] = []
    for _, layer in sorted(members.items()):
        height = ceil(len(layer) / in_row)
        wrapped: list[list[int]] = [[] for _ in range(height)]
        for start in range(0, len(layer), height):
            column = sorted(layer[start : start + height], key=uppers.__contains__)
            top = height - len(column) if column[0] in uppers else 0
            for at, box in enumerate(column, top):
                wrapped[at].append(box)
        rows += wrapped
    return rows


def _routed(rows: list[list[int]], links: list[Link]) -> Arrangement:
    """The rows with the passages of all links, which those that look the same and share an end have in common.

    Each link shares the end at which there are more of its like. Past the greatest number of passages the longest links
    have none.
    """
    row_of = {box: at for at, row in enumerate(rows) for box in row}
    rows = [list(row) for row in rows]
    at_top = Counter((link.upper, link.look) for link in links)
    at_bottom = Counter((link.lower, link.look) for link in links)
    shared_above = [at_top[link.upper, link.look] >= at_bottom[link.lower, link.look] for link in links]
    bundles: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, (link, above) in enumerate(zip(links, shared_above, strict=True)):
        bundles[above, link.upper if above else link.lower, link.look].append(number)

    def passed(number: int) -> range:
        return range(row_of[links[number].upper] + 1, row_of[links[number].lower])

    ways = [[link.upper, link.lower] for link in links]
    made = len(row_of)
    needed = {key: {row for number in bundle for row in passed(number)} for key, bundle in bundles.items()}
    for key in sorted(needed, key=lambda key: len(needed[key])):
        if made + len(needed[key]) > len(row_of) + MOST_PASSAGES:
            break
        passages = dict(zip(sorted(needed[key]), range(made, made + len(needed[key])), strict=True))
        made += len(passages)
        for row, passage in passages.items():
            rows[row].append(passage)
        for number in bundles[key]:
            ways[number][1:1] = [passages[row] for row in passed(number)]
    return Arrangement(rows, ways, shared_above)


def _ordered(arrangement: Arrangement) -> list[list[int]]:
    """The rows in the order with the fewest crossings of those that sweeps down and up lead to.

    In each sweep the items of a row are put in the order of the mean place of their neighbours in the row before.
    """
    above, below = neighbours(arrangement)
    rows = best = arrangement.rows
    fewest = _crossings(rows, below)
    for _ in range(min(MOST_SWEEPS, 1 + SWEPT // (len(above) + 1))):
        rows = _swept(_swept(rows, above)[::-1], below)[::-1]
        crossings = _crossings(rows, below)
        if crossings <= fewest:
            fewest, best = crossings, rows
    return best


def _swept(rows: list[list[int]], near: Near) -> list[list[int]]:
    place: dict[int, float] = {}
    swept = []
    for row in rows:
        for at, item in enumerate(row):
            place[item] = (at + 0.5) / len(row)
        wanted = {item: _mean([place[other] for other in near[item]], place[item]) for item in row}
        ordered = sorted(row, key=wanted.__getitem__)
        for at, item in enumerate(ordered):
            place[item] = (at + 0.5) / len(row)
        swept.append(ordered)
    return swept


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def _crossings(rows: list[list[int]], below: Near) -> int:
    """How many pairs of lines cross."""
    place = {item: at for row in rows for at, item in enumerate(row)}
    crossings = 0
    for row in rows:
        passed: list[int] = []
        for item in row:
            ends = [place[lower] for lower in below[item]]
            crossings += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return crossings
