"""Tests whether two matrices come from models that were trained independently.

The hidden units of a network have no order of their own: of two networks trained independently, unit 7 of one has
nothing to do with unit 7 of the other. So the units of one matrix are matched with those of the other by similarity;
under independence each matching is equally likely, and its rank correlation with the identity gives a p-value. After
Zhu, Liang and others, "Independence Tests for Language Models", ICML 2025 (arXiv:2502.12292).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

LEAST_UNITS = 16
"""Units of which a matching says something."""


class Test(NamedTuple):
    """The p-value of independence, the share of units matched with themselves, and their mean cosine similarity."""

    p_value: float
    matched: float
    similarity: float


def test(first: Matrix, second: Matrix) -> Test | None:
    """Test two matrices of equal shape, a unit a row; None if too few units of them can be compared."""
    usable = _is_usable(first) & _is_usable(second)
    if usable.sum() < LEAST_UNITS:
        return None
    similarity = _directions(first[usable]) @ _directions(second[usable]).T
    return _test(similarity)


def _is_usable(matrix: Matrix) -> NDArray[np.bool_]:
    """Which rows are finite and not constant."""
    finite = np.isfinite(matrix).all(axis=1)
    with np.errstate(invalid="ignore", over="ignore"):
        varies: NDArray[np.bool_] = finite & (np.ptp(matrix, axis=1) > 0)
    return varies


def _directions(matrix: Matrix) -> NDArray[np.float64]:
    """The rows without their mean, at length 1; what all units have in common would match them by chance."""
    centred = matrix.astype(np.float64) - matrix.mean(axis=0, dtype=np.float64)
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    directions: NDArray[np.float64] = centred / np.maximum(lengths, np.finfo(np.float64).tiny)
    return directions


def _test(similarity: NDArray[np.float64]) -> Test:
    from scipy.optimize import linear_sum_assignment
    from scipy.stats import spearmanr

    units = np.arange(len(similarity))
    _, matching = linear_sum_assignment(similarity, maximize=True)
    result = spearmanr(units, matching, alternative="greater")
    return Test(float(result.pvalue), float((matching == units).mean()), float(similarity.diagonal().mean()))
