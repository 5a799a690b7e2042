"""Keeps models that wait for their references, in memory while they are few, else in a file without a name."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from types import TracebackType

from loader.model import Model

IN_MEMORY = 64 * 1024 * 1024


class Spool:
    """Batches of models, first in, first out; gone when the load is over."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, models: list[Model]) -> None:
        """Put a batch at the end."""
        pickle.dump(models, self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def batches(self) -> Iterator[list[Model]]:
        """Every batch, in the order they were added."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)  # noqa: S301 - written above, by this process
            except EOFError:
                return
