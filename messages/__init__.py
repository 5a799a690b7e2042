"""The sentences about errors: one on what happened and one on what to do next, for every face and in every language.

One file per room that raises them; each maps the codes of that room's errors to their sentences.
"""

from __future__ import annotations

from messages.sentences import Sentences, sentences_on

__all__ = ["Sentences", "sentences_on"]
