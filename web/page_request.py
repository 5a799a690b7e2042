"""One request for a page: what it asks, in which language, and how it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse

from answers.completeness import Unfollowed, unfollowed_of
from answers.names import find, is_another
from cypher import Database
from web.language import Words, words
from web.refusal import RefusalError
from web.templating import environment

LONGEST = 100_000
"""The largest number that a page takes."""
Params = dict[str, Any]


@dataclass(frozen=True)
class Visit:
    """A request for a page in a language. What was sent as a form is in `form`, and is kept nowhere."""

    request: Request
    language: str
    page: str
    form: FormData | None = None
    about: list[str] = field(default_factory=list)
    """The models that were named, as far as they were looked up."""
    renamed: dict[str, str] = field(default_factory=dict)
    """The names among these that are others now."""

    @cached_property
    def words(self) -> Words:
        """The words of its language."""
        return words(self.language)

    @property
    def database(self) -> Database:
        """The database that answers it."""
        database: Database = self.request.app.state.database
        return database

    @cached_property
    def browser(self) -> str:
        """The address of Neo4j Browser."""
        return str(self.request.app.state.browser)

    def text(self, name: str) -> str:
        """The value of a parameter, or an empty text."""
        return next(iter(self._values(name)), "")

    def texts(self, name: str) -> list[str]:
        """All values of a parameter that are not empty, each once."""
        return list(dict.fromkeys(self._values(name)))

    def _values(self, name: str) -> list[str]:
        """What the form holds, else what the address does."""
        sent = self.form.getlist(name) if self.form else []
        given = sent or self.request.query_params.getlist(name)
        return [text for each in given if (text := str(each).strip())]

    def number(self, name: str, default: int, most: int = LONGEST) -> int:
        """The value of a parameter, no more than `most`, or the default where it is no number or zero."""
        text = self.text(name)
        if not (text.isascii() and text.isdigit()):
            return default
        return min(int(text), most) or default if len(text) <= len(str(LONGEST)) else most

    def chosen(self, name: str, among: Sequence[str]) -> list[str]:
        """The values of a parameter that are among these, in their order; all of them where it is not given."""
        given = self.texts(name)
        return [each for each in among if each in given] or list(among)

    def model(self, name: str = "model") -> str:
        """The id of the model that a parameter means. UnknownNameError where there is none."""
        return self.model_of(self.text(name))

    def model_of(self, name: str) -> str:
        """The id of the model of that name. UnknownNameError where there is none."""
        if not name:
            raise RefusalError(
                self.words.gettext("No model is named."), self.words.gettext("Name one, or search for it.")
            )
        (id,) = find(self.database, name)
        self.about.append(id)
        if is_another(name, id):
            self.renamed[name] = id
        return id

    def link(self, page: str, **params: Any) -> str:
        """The address of a page in the same language."""
        return address(self.language, page, params)

    def here(self, **changed: Any) -> str:
        """The address of this page with some parameters changed; None takes one out."""
        return address(self.language, self.page, self.asked | changed)

    def in_language(self, language: str) -> str:
        """The address of this page in another language."""
        return address(language, self.page, self.asked)

    def pairs(self) -> list[tuple[str, str]]:
        """What the address holds, one name and value after another, for a form that sends it on."""
        return list(self.request.query_params.multi_items())

    @cached_property
    def asked(self) -> Params:
        """All that the address of this page holds."""
        query = self.request.query_params
        return {name: values[0] if len(values := query.getlist(name)) == 1 else values for name in query}

    @property
    def day(self) -> str | None:
        """The day the data is of, as far as known."""
        return self.data["newest"].iso_format()[:10] if self.data and self.data["newest"] else None

    def render(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """The page that a template makes of these values."""
        return self._rendered(template, status, self.data, {"in_part": self._in_part()} | values)

    def without_data(self, template: str, status: int, **values: Any) -> HTMLResponse:
        """The same where the database does not answer."""
        return self._rendered(template, status, None, {"in_part": {}} | values)

    def _rendered(self, template: str, status: int, data: Params | None, values: Params) -> HTMLResponse:
        made = environment(self.language).get_template(template)
        return HTMLResponse(made.render(visit=self, data=data, **values), status)

    def _in_part(self) -> dict[str, Unfollowed]:
        """Of the models that were named, those whose families were loaded in part."""
        if not (self.data and self.data["frontier"]):
            return {}
        found = {model: unfollowed_of(self.database, model) for model in dict.fromkeys(self.about)}
        return {model: each for model, each in found.items() if any(each)}

    @cached_property
    def data(self) -> Params | None:
        """How old the data is and whether it is whole: the last load, None where there was none."""
        return next(iter(self.database.records("last-load")), None)


def address(language: str, page: str, params: Params) -> str:
    """The address of a page, without the parameters that are None, False or empty."""
    given = {
        name: "1" if value is True else value for name, value in params.items() if value not in (None, False, "", [])
    }
    query = urlencode(given, doseq=True, safe="/")
    return f"/{language}/{page}" + (f"?{query}" if query else "")
