"""Which model a user means."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import click
from click.shell_completion import CompletionItem

from cli.database import is_managed, lookup
from cli.errors import CommandError
from formats.text import harmless
from loader.names import clean
from server.home import home
from server.running import status

PLAIN = re.compile(r"[\w./-]+", re.ASCII)
NEAREST = 5
ALIKE = 0.6
PURL_NEXT = "Give one such as pkg:huggingface/mistralai/Mistral-7B-v0.1."
NOT_FOUND_NEXT = "Check the spelling, or load more of the Hub: lineage-db load --help"


class ModelName(click.ParamType[str]):
    """The name of a model, completed from the ids in the graph."""

    name = "model"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return completed(ctx, "beginning", "model", incomplete.lower())


def completed(ctx: click.Context, query: str, column: str, beginning: str) -> list[CompletionItem]:
    """What completes a name, by a query for the beginnings of names; nothing where the database does not run."""
    try:
        with ctx.find_root():
            if is_managed() and status(home()) is None:
                return []
            found = [row[column] for row in lookup(query, beginning=beginning)]
    except Exception:  # a completion has nobody to tell what went wrong
        return []
    return [CompletionItem(id) for id in found if PLAIN.fullmatch(id)]


def find(*names: str) -> list[str]:
    """The ids of the models that these names mean: the exact one, the one that once had the name, or the only one
    alike but for case. A name may be the address of a page of the Hub, or a package URL. Raises CommandError with the
    nearest ids where there is none."""
    if not names:
        return []
    cleaned = [clean(_of_package(name) if name.startswith("pkg:") else name, "model") for name in names]
    rows = {row["name"]: row for row in lookup("names", names=[[name, name.lower()] for name in set(cleaned)])}
    return [_meant(name, rows[name]["exact"], rows[name]["alike"]) for name in cleaned]


def _meant(name: str, exact: str | None, alike: list[str]) -> str:
    if exact is not None:
        if exact != name:
            click.echo(f"{harmless(name)} is now {harmless(exact)}.", err=True)
        return exact
    if len(alike) == 1:
        return alike[0]
    nothing_loaded()
    near = sorted(alike) or _nearest(name)
    words = f" Nearest: {', '.join(map(harmless, near))}." if near else ""
    raise CommandError(f"No model '{harmless(name)}' is in the graph.{words}", NOT_FOUND_NEXT)


def the_one_meant(name: str, exact: str | None, alike: list[str], missing: str) -> str:
    """The name that is exact, or the only one alike but for case. CommandError with `missing` and the nearest names."""
    same = [other for other in alike if other.lower() == name.lower()]
    if exact or len(same) == 1:
        return exact or same[0]
    nothing_loaded()
    words = f" Nearest: {', '.join(map(harmless, alike[:NEAREST]))}." if alike else ""
    raise CommandError(f"{missing}{words}", NOT_FOUND_NEXT)


def nothing_loaded() -> None:
    """Raise CommandError where that is why a name is not found."""
    if not lookup("last-load"):
        raise CommandError("Nothing is loaded yet.", "Load a small sample with: lineage-db load sample")


def _of_package(url: str) -> str:
    """The name in a package URL such as pkg:huggingface/gpt2@607a30d; that a revision chooses nothing is said."""
    from packageurl import PackageURL

    try:
        package = PackageURL.from_string(url)
    except ValueError as error:
        raise CommandError(f"'{harmless(url)}' is no package URL: {harmless(str(error))}", PURL_NEXT) from None
    if package.type != "huggingface":
        raise CommandError(f"'{harmless(url)}' is not of a model of the Hugging Face Hub.", PURL_NEXT)
    if package.version:
        click.echo("The graph knows models, not revisions: the answer is for every revision.", err=True)
    return "/".join(filter(None, [package.namespace, package.name]))


def _nearest(name: str) -> list[str]:
    words = re.findall(r"\w+", name)
    if not words:
        return []
    fuzzy = " ".join(f"{word} {word}~" for word in words)
    found = [row["model"] for row in lookup("nearest", words=fuzzy)]
    likeness = {id: SequenceMatcher(None, id.lower(), name.lower()).ratio() for id in found}
    return sorted((id for id in found if likeness[id] > ALIKE), key=lambda id: -likeness[id])[:NEAREST]
