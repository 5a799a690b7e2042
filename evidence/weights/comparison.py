"""Compares the weights of two models on a sample of a few tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evidence.errors import EvidenceError
from evidence.weights.independence import Matrix, test
from evidence.weights.repository import Weights, chosen
from evidence.weights.roles import Role
from evidence.weights.tensors import Tensor, values

UNITS = 256
"""Units of a tensor that are compared."""
FEATURES = 256
"""Rows by which the columns of a tensor are compared."""
BYTES = 1 << 20
"""Read of each tensor of each model, or fewer."""
SHARED, UNRELATED = 1e-9, 1e-3
"""Below the first p-value two models share weights; above the second nothing says so."""

Verdict = Literal["shared", "no-sign", "uncertain"]


@dataclass(frozen=True)
class ComparedTensor:
    """A pair of tensors: their names, the p-value of independence, the share of units matched with themselves, their
    mean cosine similarity, how many units were compared, and whether their values are equal."""

    first: str
    second: str
    p_value: float
    matched: float
    similarity: float
    units: int
    equal: bool


@dataclass(frozen=True)
class Comparison:
    """What the weights of two models say.

    `p_value` is the smallest of the tensors', times their number (Bonferroni). `verdict` does not say which of the two
    derives from the other, nor from whom both do.
    """

    first: str
    second: str
    tensors: tuple[ComparedTensor, ...]
    p_value: float
    verdict: Verdict


def compare(first: Weights, second: Weights) -> Comparison:
    """Compare two models. Raises EvidenceError if no tensor of one has the shape of its counterpart in the other."""
    pairs = {role: (first.tensors[role], second.tensors[role]) for role in first.tensors if role in second.tensors}
    alike = {role: pair for role, pair in pairs.items() if _are_comparable(role, pair[0][1], pair[1][1])}
    tensors = [compared for role in chosen(alike) if (compared := _compare(first, second, role))]
    if not tensors:
        raise EvidenceError("weights-of-other-shapes", first=first.model, second=second.model)
    p_value = min(1.0, min(each.p_value for each in tensors) * len(tensors))
    return Comparison(first.model, second.model, tuple(tensors), p_value, _verdict(p_value))


def _verdict(p_value: float) -> Verdict:
    if p_value < SHARED:
        return "shared"
    return "no-sign" if p_value > UNRELATED else "uncertain"


def _are_comparable(role: Role, first: Tensor, second: Tensor) -> bool:
    """Whether two tensors have the same shape; embeddings may differ in the number of tokens."""
    return first.columns == second.columns and (role.part == "embedding" or first.rows == second.rows)


def _compare(first: Weights, second: Weights, role: Role) -> ComparedTensor | None:
    (_, one), (_, other) = first.tensors[role], second.tensors[role]
    start = min(one.rows, other.rows) // 4 if role.part == "embedding" else 0
    rows = min(_rows(role, one), _rows(role, other), one.rows - start, other.rows - start)
    if rows < 1:
        return None
    samples = [_sample(weights, role, start, rows) for weights in (first, second)]
    number = min(map(len, samples))
    result = test(samples[0][:number], samples[1][:number])
    if result is None:
        return None
    equal = bool((samples[0][:number] == samples[1][:number]).all())
    return ComparedTensor(one.name, other.name, *result, units=number, equal=equal)


def _units_are_columns(role: Role, tensor: Tensor) -> bool:
    """Whether hidden units are columns: the dimensions of an embedding, and layers stored transposed (GPT-2)."""
    return role.part == "embedding" or tensor.rows < tensor.columns


def _rows(role: Role, tensor: Tensor) -> int:
    """How many rows of a tensor to read."""
    most = FEATURES if _units_are_columns(role, tensor) else UNITS
    return max(1, min(most, BYTES // max(tensor.row_size, 1)))


def _sample(weights: Weights, role: Role, start: int, rows: int) -> Matrix:
    """Units of a tensor, a unit a row."""
    file, tensor = weights.tensors[role]
    matrix = values(tensor, weights.read(file, tensor.offset + start * tensor.row_size, rows * tensor.row_size))
    if not _units_are_columns(role, tensor):
        return matrix
    step = max(1, tensor.columns // UNITS)
    return matrix[:, ::step][:, :UNITS].T
