"""Checks the sentences of errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from ground.errors import LineageError
from messages import sentences_on


@contextmanager
def refusal(kind: type[LineageError], text: str) -> Iterator[None]:
    """Expects an error whose first sentence contains the text."""
    with pytest.raises(kind) as error:
        yield
    assert text in sentences_on(error.value).what


def notes_into(sentences: list[str]) -> Callable[[LineageError], None]:
    """Returns a listener that appends the first sentence of each error to a list."""
    return lambda error: sentences.append(sentences_on(error).what)
