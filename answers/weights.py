"""Whether two models share weights: read by pieces from their repositories on the Hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from answers.errors import AnswerError
from evidence.weights.comparison import Comparison, compare
from evidence.weights.repository import Weights, weights_of
from loader.hub.repository import Repository, read, repository

if TYPE_CHECKING:
    from loader.hub.endpoint import Hub


@dataclass(frozen=True)
class WeightComparison:
    """The comparison of two models, the commits at which they were read, and the bytes that were read of both."""

    comparison: Comparison
    commits: tuple[str, str]
    bytes_read: int


class _Reader:
    """Reads from a repository and counts the bytes."""

    def __init__(self, hub: Hub, repository: Repository) -> None:
        self.hub = hub
        self.repository = repository
        self.bytes_read = 0

    def __call__(self, file: str, offset: int, size: int) -> bytes:
        content = read(self.hub, self.repository, file, offset, size)
        self.bytes_read += len(content)
        return content

    def weights(self) -> Weights:
        """The weights of the repository. Raises EvidenceError if it holds none that can be read."""
        sizes = {file.name: file.size for file in self.repository.files.values()}
        return weights_of(self.repository.id, sizes, self)


def compare_weights(hub: Hub, first: str, second: str) -> WeightComparison:
    """Compare the weights of two models of the Hub.

    Raises AnswerError if one is not there, EvidenceError if they cannot be compared, LoaderError if the Hub cannot be
    read.
    """
    readers = [_Reader(hub, _repository(hub, name)) for name in (first, second)]
    comparison = compare(readers[0].weights(), readers[1].weights())
    commits = (readers[0].repository.commit, readers[1].repository.commit)
    return WeightComparison(comparison, commits, sum(reader.bytes_read for reader in readers))


def _repository(hub: Hub, name: str) -> Repository:
    found = repository(hub, name)
    if found is None:
        raise AnswerError("model-is-not-on-hub", name=name)
    return found
