"""The errors of questions. Their sentences are in `messages/answers.py`."""

from __future__ import annotations

from collections.abc import Sequence

from ground.errors import LineageError


class AnswerError(LineageError):
    """A question has no answer."""


class UnknownNameError(AnswerError):
    """Nothing in the graph has a name; `nearest` are the names most like it."""

    def __init__(self, code: str, /, *, name: str, nearest: Sequence[str]) -> None:
        super().__init__(code, name=name, nearest=list(nearest))
        self.nearest = nearest
