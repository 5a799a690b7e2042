"""Writes the reference pages, docs/reference/*.md, from the registries of the code: python -m tools.reference"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

import cypher
import messages
from cli.root import SECTIONS, root
from formats import FORMATS, GRAPH_FORMATS, Format
from loader.fields import MODEL_FIELDS, Field
from tools import environment

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
WIDTH = 100
"""Characters of a line of help."""
GROUPS = {
    "lineage": "Relatives of a model. Most of these are commands too, such as `lineage-db ancestors`.",
    "explore": "Questions about the whole graph, or about a part of it.",
}


def main() -> None:
    """Write every page anew."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


def commands() -> str:
    """The page of the commands: the help of each, under the headings of `lineage-db --help`."""
    settings = {**root.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(root, info_name="lineage-db", **settings)
    return _page(
        "Commands",
        "The help of every command, as `lineage-db COMMAND --help` prints it. Data goes to stdout, everything else to "
        "stderr. A command exits with 0 if it answered, 1 if it could not, and 2 if it was called wrongly; with "
        "`--exit-code`, an empty answer exits with 3.",
        "cli/commands/",
        *_help_of("lineage-db", context, root),
        *(part for heading, names in SECTIONS.items() for part in _section(context, heading, names)),
    )


def _section(context: click.Context, heading: str, names: Iterable[str]) -> Iterator[str]:
    yield f"## {heading}"
    for name in names:
        command = root.get_command(context, name)
        if command is not None:
            yield from _commands_from(context, name, command)


def _commands_from(parent: click.Context, name: str, command: click.Command) -> Iterator[str]:
    """The help of a command and of all below it, but for those that have it elsewhere.

    `browse` takes the commands whose answers it draws, with the same options; saved queries have a page of their own.
    """
    context = click.Context(command, parent, name, terminal_width=WIDTH, max_content_width=WIDTH)
    yield from _help_of(f"### {context.command_path}", context, command)
    if isinstance(command, click.Group) and context.command_path != "lineage-db query run":
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None and not (name == "browse" and root.get_command(context, below)):
                yield from _commands_from(context, below, found)


def _help_of(heading: str, context: click.Context, command: click.Command) -> Iterator[str]:
    if heading.startswith("#"):
        yield heading
    yield f"```text\n{command.get_help(context)}\n```"


def saved_queries() -> str:
    """The page of the saved queries: parameters and columns of each, from the headers of their files."""
    return _page(
        "Saved queries",
        "Run one with `lineage-db query run NAME`: a parameter without a default is an argument, one with a default an "
        "option. `lineage-db query show NAME` prints its Cypher.",
        "cypher/",
        *(part for group, about in GROUPS.items() for part in (f"## {group}", about, *_queries_in(group))),
    )


def _queries_in(group: str) -> Iterator[str]:
    for query in cypher.queries(group):
        yield f"### {query.name}"
        yield f"{_markdown(query.title)}."
        if query.params:
            yield _table(
                ("parameter", "type", "default", "meaning"),
                (
                    (
                        _code(param.name),
                        _code(f"list[{param.type}]" if param.is_list else param.type),
                        "" if param.required else _code(json.dumps(param.default)),
                        param.description,
                    )
                    for param in query.params
                ),
            )
        yield _table(("column", "meaning"), ((_code(column.name), column.description) for column in query.columns))


def formats() -> str:
    """The page of the formats: the registry of formats, with the first line of each one's module."""
    return _page(
        "Formats",
        "Every answer takes `--format NAME`. A format of rows prints the table of the answer, a format of graphs its "
        "models and the derivations among them.",
        "formats/",
        *("## Of rows", _format_table(FORMATS.values())),
        *("## Of graphs", _format_table(GRAPH_FORMATS.values())),
    )


def _format_table(formats: Iterable[Format]) -> str:
    heads = ("format", "what it prints", "suffix of a file", "media type")
    rows = (
        (_code(each.name), _first_line(each.write.__module__), _code(f".{each.suffix}"), _code(each.media_type))
        for each in formats
    )
    return _table(heads, rows)


def _first_line(module: str) -> str:
    return (import_module(module).__doc__ or "").partition("\n")[0]


def fields() -> str:
    """The page of a model's fields, from their registry."""
    return _page(
        "Fields of a model",
        "What is read of a model on the Hub, and the property of `(:Model)` that it becomes; a property without a "
        "field on the Hub is computed by the loader. [The graph](graph.md) says what each property means, and "
        "describes those of all other nodes and of relationships.",
        "loader/fields.py",
        _table(
            ("property", "type", "field on the Hub", "values", "kept of a forgotten publisher’s model"),
            (
                (
                    _code(field.name),
                    field.type if field.name else "",
                    _code(field.hub),
                    ", ".join(map(_code, field.choices)),
                    _when_forgotten(field),
                )
                for field in MODEL_FIELDS
            ),
        ),
    )


def _when_forgotten(field: Field) -> str:
    if not field.identifying:
        return "yes"
    return {"code": "a keyed hash of it", "month": "its month", None: "no"}[field.substitute]


def errors() -> str:
    """The page of the errors: what each says happened and what to do next, from the catalogues of sentences."""
    return _page(
        "Errors",
        "An error has a code, a sentence on what happened, and one on what to do next. Values stand in `{braces}`. The "
        "errors stand under the part of the code that raises them.",
        "messages/",
        *(part for room, sentences in _catalogues() for part in (f"## {room}/", _error_table(sentences))),
    )


def _catalogues() -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """Yield the sentences about the errors of each room that has any."""
    for module in iter_modules(messages.__path__):
        sentences = getattr(import_module(f"messages.{module.name}"), "SENTENCES", None)
        if sentences:
            yield module.name, sentences


def _error_table(sentences: dict[str, tuple[str, str]]) -> str:
    rows = ((_code(code), _markdown(what), _markdown(next)) for code, (what, next) in sorted(sentences.items()))
    return _table(("code", "what happened", "what to do next"), rows, is_markdown=True)


def variables() -> str:
    """The page of the environment variables."""
    return _page(
        "Environment variables",
        "What lineage-db takes from the environment. None of them is needed.",
        "tools/environment.py",
        *("## Of lineage-db", _variable_table(environment.OURS)),
        *("## Of the libraries that it uses", _variable_table(environment.LIBRARIES)),
        *("## Of the tests", _variable_table(environment.TESTS)),
    )


def _variable_table(meanings: dict[str, str]) -> str:
    rows = ((_code(name), meaning) for name, meaning in meanings.items())
    return _table(("variable", "meaning"), rows, is_markdown=True)


def _page(title: str, about: str, source: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", about, f"*`make reference` writes this page from `{source}`.*", *parts)) + "\n"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, is_markdown: bool = False) -> str:
    lines = [heads, tuple("---" for _ in heads), *(row if is_markdown else map(_cell, row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return text if text.startswith("`") else _markdown(text)


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def _markdown(text: str) -> str:
    """The text with what Markdown and tables would read as marks escaped; what stands between backticks stays code."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part if part.startswith("`") else re.sub(r"([\\<>*_|\[\]])", r"\\\1", part).replace("\n", " ") for part in parts
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "queries.md": saved_queries,
    "formats.md": formats,
    "fields.md": fields,
    "errors.md": errors,
    "environment.md": variables,
}
"""The generated pages, by the name of their file."""


if __name__ == "__main__":
    main()
