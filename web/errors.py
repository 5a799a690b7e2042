"""What went wrong, as a page: one sentence on what happened, one on what to do next."""

from __future__ import annotations

from starlette.responses import Response

from answers.errors import AnswerError, UnknownNameError
from answers.explained import explain_driver, explain_server
from cypher import CypherError
from formats.graph import NoSubjectError, TooLargeError
from rights.errors import RightsError
from web.visit import Visit


def explained(visit: Visit, error: Exception) -> Response:
    """The page for an error. What is no error of a user's or of the database's is raised again."""
    from neo4j.exceptions import DriverError, Neo4jError

    if isinstance(error, UnknownNameError):
        what = visit.words.gettext("Nothing of that name is in the graph.")
        next = visit.words.gettext("Check the spelling, or load more of the Hub.")
        return visit.render("error.html", 404, what=what, next=next, near=error.near)
    if isinstance(error, AnswerError | CypherError | RightsError):
        return visit.render("error.html", 400, what=error.what, next=error.next, near=[], in_english=True)
    if isinstance(error, NoSubjectError | TooLargeError):
        next = "Choose another format."
        return visit.render("error.html", 400, what=str(error), next=next, near=[], in_english=True)
    if isinstance(error, Neo4jError):
        what, next = explain_server(error)
        return visit.render("error.html", 400, what=what, next=next, near=[], in_english=True)
    if isinstance(error, DriverError):
        what, next = explain_driver(error)
        return visit.without_data("error.html", 503, what=what, next=next, near=[], in_english=True)
    raise error
