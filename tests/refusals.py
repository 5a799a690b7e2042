"""What users read of the errors that tests cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ground.errors import LineageError
from messages import sentences_on


@contextmanager
def refusal(kind: type[LineageError], text: str) -> Iterator[None]:
    """Expect an error whose first sentence holds the text."""
    with pytest.raises(kind) as error:
        yield
    assert text in sentences_on(error.value).what


def notes_into(sentences: list[str]) -> Callable[[LineageError], None]:
    """A listener that adds to a list what the user reads of each obstacle."""
    return lambda error: sentences.append(sentences_on(error).what)
