"""What went wrong, as a page: one sentence on what happened, one on what to do next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.responses import Response

from answers.driver_errors import NO_INDEX, word_of
from answers.errors import UnknownNameError
from formats.errors import FormatError
from ground.errors import LineageError
from messages import sentences_on
from web.language import Words
from web.page_request import Visit
from web.refusal import RefusalError

if TYPE_CHECKING:
    from neo4j.exceptions import Neo4jError

TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
WRITES = "Neo.ClientError.Statement.AccessMode"
OF_CYPHER = "Neo.ClientError.Statement."
OF_COMMANDS = re.compile(r"--\w|lineage-db|connect\(\)")
"""What a sentence on what to do next names that a page does not have."""


def explained(visit: Visit, error: Exception) -> Response:
    """The page for an error. What is no error of a user's or of the database's is raised again.

    Neo4j's own words are said in English besides.
    """
    from neo4j.exceptions import DriverError, Neo4jError

    _ = visit.words.gettext
    if isinstance(error, UnknownNameError):
        what, next = _("Nothing of that name is in the graph."), _("Check the spelling, or load more of the Hub.")
        return wrong(visit, 404, what, next, near=error.nearest)
    if isinstance(error, RefusalError):
        return wrong(visit, 400, error.what, error.next)
    if isinstance(error, FormatError):
        return wrong(visit, 400, sentences_on(error, _).what, _("Choose another format."))
    if isinstance(error, LineageError):
        what, next = sentences_on(error, _)
        return wrong(visit, 400, what, _("Go back and ask in another way.") if OF_COMMANDS.search(next) else next)
    if isinstance(error, Neo4jError):
        return wrong(visit, 400, *of_server(visit.words, error))
    if isinstance(error, DriverError):
        what = _("The database does not answer.")
        next = _("Where the page was started, stop it with Ctrl-C and start it again: lineage-db web")
        return wrong(visit, 503, what, next)
    raise error


def wrong(visit: Visit, status: int, what: str, next: str = "", said: str = "", near: Sequence[str] = ()) -> Response:
    """The page that says what went wrong, what to do next, what was said of it in English, and the nearest names."""
    return visit.without_data("error.html", status, what=what, next=next, said=said, near=near)


def of_server(words: Words, error: Neo4jError) -> tuple[str, str, str]:
    """What Neo4j's own word on a failed query means, what to do next, and, where it tells more, that word."""
    code, said = error.code or "", word_of(error)
    if NO_INDEX in said:
        return words.gettext("Nothing is loaded yet."), words.gettext("Load models, then search again."), ""
    if code.startswith(TIMED_OUT):
        return words.gettext("The database had not answered when the time was up."), words.gettext("Ask for less."), ""
    if code == WRITES:
        what = words.gettext("This Cypher writes, and here it can only read.")
        return what, words.gettext("Ask a question that reads."), ""
    if code.startswith(OF_CYPHER):
        return words.gettext("This Cypher cannot be run."), words.gettext("Mend it and run it again."), said
    return words.gettext("The database could not do this."), words.gettext("Try again in a moment."), said
