"""What a page does not answer, said in its language."""

from __future__ import annotations

from answers.errors import AnswerError


class RefusalError(AnswerError):
    """What was asked has no answer, in the words of the page's language."""
