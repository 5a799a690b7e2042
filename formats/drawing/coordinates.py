"""How far to the right each item of a layered drawing stands."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import inf

from formats.drawing.ordering import Arrangement, Near, neighbours

ROUNDS = 10
STRAIGHT = 30.0
"""How much more it counts that a passage is right below another, so that long lines are straight."""


def placed(arrangement: Arrangement, widths: list[float], gap: float) -> list[float]:
    """The middle of each item, its rows in their order with gaps between them, and each near what it is connected with.

    `widths` are those of the boxes. Between a passage and what is beside it half a gap is enough. In sweeps down and up
    the items of each row go to the mean place of their neighbours in the row before; of all these placements it is the
    one whose lines run sideways least.
    """
    rows = arrangement.rows
    boxes = len(widths)
    near = neighbours(arrangement)
    apart = [[_apart(a, b, widths, gap) for a, b in pairwise(row)] for row in rows]
    middles = [0.0] * sum(map(len, rows))
    for row, gaps in zip(rows, apart, strict=True):
        for item, middle in zip(row, accumulate(gaps, initial=-sum(gaps) / 2), strict=True):
            middles[item] = middle
    best, shortest = middles, inf
    for sides in near * ROUNDS:
        order = 1 if sides is near[0] else -1
        middles = list(middles)
        for row, gaps in zip(rows[::order], apart[::order], strict=True):
            wanted = [_wanted(item, sides, middles, boxes) for item in row]
            for item, middle in zip(row, spread(wanted, gaps), strict=True):
                middles[item] = middle
        sideways = sum(abs(middles[item] - middles[other]) for item, above in enumerate(near[0]) for other in above)
        if sideways < shortest:
            best, shortest = middles, sideways
    return best


def spread(wanted: list[tuple[float, float]], gaps: list[float]) -> list[float]:
    """The places nearest to those wanted, each with its weight, that are in order and at least the gaps apart.

    Nearest is the least sum of weighted squares. What is too near is gathered into blocks, each at the mean of what its
    members want.
    """
    offsets = list(accumulate(gaps, initial=0.0))
    blocks: list[tuple[float, float, int]] = []
    for (place, weight), offset in zip(wanted, offsets, strict=True):
        block = ((place - offset) * weight, weight, 1)
        while blocks and blocks[-1][0] / blocks[-1][1] > block[0] / block[1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2] + block[2])
        blocks.append(block)
    starts = [total / weight for total, weight, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _wanted(item: int, sides: Near, middles: list[float], boxes: int) -> tuple[float, float]:
    """The mean place of what an item is connected with, and how much that weighs; else where it is, which is little."""
    total, weight = 0.01 * middles[item], 0.01
    for other in sides[item]:
        counts = STRAIGHT if item >= boxes and other >= boxes else 1.0
        total += counts * middles[other]
        weight += counts
    return total / weight, weight


def _apart(left: int, right: int, widths: list[float], gap: float) -> float:
    """How far the middles of two items that stand side by side are apart at least."""
    half = [widths[item] / 2 if item < len(widths) else 0.0 for item in (left, right)]
    return sum(half) + (gap if left < len(widths) and right < len(widths) else gap / 2)
