"""A case about a small family, for tests."""

from __future__ import annotations

from typing import Any

from rights.cases.case import Case
from rights.cases.writing import Order, write
from rights.exposure.family import Family
from rights.letters.contacts import contacts

DAY = "2026-09-24"
PERSON = {
    "name": "Zoé Ωmega-Secret",
    "address": "7 rue Cachée\n75000 Paris",
    "email": "zoe@secret.example",
    "data": "my secret line",
    "ground": "d",
    "situation": "my secret situation",
    "authority": "a secret authority",
}
FACTS = {"pipelineTag": None, "libraryName": None, "license": None, "likes": None, "descendants": 0, "sha": "c0ffee"}
TIMES = {"createdAt": None, "lastModified": None}


def family_model(id: str, publisher: str | None, **more: Any) -> dict[str, Any]:
    row = {"id": id, "state": "listed", "publisher": publisher, "publisherKind": None, "downloads": 1, "gated": None}
    return row | FACTS | TIMES | more


def derivation(child: str, parent: str, relation: str = "finetune", state: str = "holds") -> dict[str, Any]:
    return {
        "child": child,
        "parent": parent,
        "relation": relation,
        "state": state,
        "sha": None,
        "witnesses": ["card"],
        "disputed": False,
        "declaredRelation": relation,
        "statements": [],
    }


def family() -> Family:
    """A model of m's that derives from two models of b's, and a model of another from each of these."""
    models = [
        family_model("b/base", "b"),
        family_model("b/older", "b"),
        family_model("m/seen", "m"),
        family_model("c/copy", "c"),
        family_model("n/other", "n", gated="manual"),
    ]
    edges = [
        derivation("b/base", "b/older"),
        derivation("m/seen", "b/base"),
        derivation("c/copy", "m/seen", "quantized"),
        derivation("n/other", "b/older"),
    ]
    return Family.from_rows(models, edges, {"number": 1}, "2026-11-20")


def write_letters(case: Case, right: str = "access", **more: Any) -> list[Any]:
    standing = case.standing()
    return list(write(case, standing, contacts(standing.family, standing.exposed), Order(right, "en", DAY, **more)))


def with_more_of_c() -> Family:
    """The same family, in which c has one more model."""
    rows = family().to_json()
    rows["models"].append(family_model("c/new", "c"))
    rows["edges"].append(derivation("c/new", "m/seen"))
    return Family.from_json(rows)
