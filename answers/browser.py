"""What Neo4j Browser draws of an answer."""

from __future__ import annotations

from urllib.parse import quote

import cypher
from answers.answer import Answer
from ground.text import harmless

MOST = 300
"""Models: so many Browser draws at once."""
ALL = 2**31 - 1


def address(browser: str, text: str) -> str:
    """The address of Browser with a query in its editor. It asks for the password.

    What stands after # is not sent to the server: it may be long, and is in no log.
    """
    return f"{browser}#&cmd=edit&arg={quote(text, safe='')}"


def text(answer: Answer, most: int = MOST) -> str:
    """A query that draws no more than `most` models or derivations of it, under lines that say what it draws.

    Browser would take & and # for its end.
    """
    parts = [
        cypher.drawing(question.query, question.params, answer.asked, most).strip().removesuffix(";")
        for question in answer.questions
    ]
    cut = [f"// Of a longer answer, the first {most:,} are drawn."] if most < ALL else []
    return "\n".join(
        [f"// {harmless(answer.title).replace('&', '+').replace('#', '+')}", *cut, "\nUNION\n".join(parts)]
    )
