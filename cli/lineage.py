"""The questions about a lineage: path, ancestors, descendants."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import click

import cypher
from cli import options
from cli.data import warn_if_incomplete
from cli.database import ask, lookup
from cli.models import ModelName, find
from cli.output import answer, rows_that_fit
from formats import derivation, document
from formats.derivation import hops
from formats.text import harmless

MODEL = ModelName()


@click.command()
@click.argument("a", type=MODEL)
@click.argument("b", type=MODEL)
@options.relation
@options.depth
@options.format_
@options.exit_code
def path(a: str, b: str, relation: list[str], depth: int, format_: str, exit_code: bool) -> None:
    """How A derives from B, or B from A: the shortest derivation, with the evidence of each hop."""
    a, b = find(a, b)
    narrowed = _narrowed(relation, depth)
    about: dict[str, Any] = {"child": None, "parent": None, "hubAsOf": warn_if_incomplete(a, b)}
    for child, parent in ((a, b), (b, a)):
        table = ask(cypher.get("path"), {"child": child, "parent": parent, "relation": relation, "depth": depth})
        found = list(table.rows)
        if found:
            about |= {"child": child, "parent": parent, "several": found[0][table.columns.index("several")]}
            break
    else:
        about["commonAncestor"] = None if a == b else _common_ancestor(a, b, relation)
    if format_ == "json":
        click.echo(document(about, "hops", table.columns, found), nl=False)
    else:
        answer(
            table.columns,
            found,
            format_=format_,
            layout=partial(derivation, about, narrowed),
            empty=_no_path(a, b, about, narrowed, _narrowed(relation, 0)),
        )
    if exit_code and not found:
        click.get_current_context().exit(3)


@click.command()
@click.argument("model", type=MODEL)
@options.relation
@options.depth
@options.output
def ancestors(model: str, **how: Any) -> None:
    """Every model that MODEL derives from, nearest first."""
    _relatives("ancestors", model, **how)


@click.command()
@click.argument("model", type=MODEL)
@options.relation
@options.depth
@options.output
def descendants(model: str, **how: Any) -> None:
    """Every model that derives from MODEL, nearest first."""
    _relatives("descendants", model, **how)


def _relatives(
    kind: Literal["ancestors", "descendants"],
    model: str,
    relation: list[str],
    depth: int,
    format_: str,
    limit: int | None,
    exit_code: bool,
) -> None:
    (model,) = find(model)
    warn_if_incomplete(model)
    fit = rows_that_fit(limit, format_)
    walk = {"model": model, "relation": relation, "depth": depth}
    table = ask(cypher.get(kind), walk | {"limit": fit})
    answer(
        table.columns,
        table.rows,
        format_=format_,
        limit=fit,
        exit_code=exit_code,
        total=lambda: int(lookup(f"count-{kind}", **walk)[0]["models"]),
        empty=f"{harmless(model)} has no {kind}{_narrowed(relation, depth)} in this graph.",
    )


def _common_ancestor(a: str, b: str, relation: list[str]) -> dict[str, Any] | None:
    """The nearest model both derive from, if there is one."""
    return next(iter(lookup("common-ancestors", model=a, other=b, relation=relation, limit=1)), None)


def _narrowed(relation: list[str], depth: int) -> str:
    """What the filters leave of the question, in words; nothing where they leave it whole."""
    kinds = [f"by {', '.join(relation)} alone"] if set(relation) != set(options.RELATIONS) else []
    return " ".join(["", *kinds, *([f"within {hops(depth)}"] if depth else [])])


def _no_path(a: str, b: str, about: dict[str, Any], narrowed: str, by_relation: str) -> str:
    """That neither derives from the other, and what they have in common."""
    if a == b:
        return f"{harmless(a)} is one and the same model."
    none = f"Neither of {harmless(a)} and {harmless(b)} derives from the other{narrowed}."
    shared = about.get("commonAncestor")
    if shared is None:
        return f"{none} They have no common ancestor{by_relation}."
    return (
        f"{none} Their nearest common ancestor is {harmless(shared['ancestor'])} "
        f"({hops(shared['distance'])} from the first, {hops(shared['otherDistance'])} from the second)."
    )
