"""What a command cannot do, said in a user's words."""

from __future__ import annotations

from answers.errors import AnswerError


class CommandError(AnswerError):
    """A command cannot do what was asked."""
