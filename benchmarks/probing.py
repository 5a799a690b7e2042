"""How many probes find the origin on real families: `python -m benchmarks.probing`.

Bisection, as `case probe-next` proposes it, beside the most downloaded first, beside chance, and, where the candidates
are few, beside the best that any order of probes can do. The families are those of the Hub's table in
LINEAGE_TEST_DATA, else of the sample; parents are taken by the names they are called by, without renames.

A model is assumed to show the data where it is the origin or derives from it, and each candidate to be as likely as
any other. An origin is found when no model that anyone can get tells it from the others that are left. The other
orders leave out models that would tell nothing, which nobody knows without the lineage: they are better here than in
life.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

import click
from tabulate import tabulate

from loader.model import Model
from loader.record import Record
from loader.shape import shape
from loader.sources import Source, parquet, sample
from rights.exposure.exposure import candidates, exposure
from rights.exposure.family import Family
from rights.exposure.observations import Observation, remaining
from rights.exposure.probe import can_be_asked, probe_next

FEW = 10
"""Candidates: where there are no more, the best order is computed."""
UP_TO = (2, 4, FEW, 40, 1000)
"""The classes of the table, by how many candidates there are at most."""
TIMES = 20
"""How often chance is tried on each model."""
Candidates = frozenset[str]
Choose = Callable[[Candidates], Candidates | None]
"""Of the candidates that are left, those under which the model to probe next shows the data; None to end."""


def family_of(source: Source) -> Family:
    """All models of a source, with their derivations."""
    records = (record for record in source.records if isinstance(record, Record))
    shaped = [model for model in (shape(record.raw) for record in records) if isinstance(model, Model)]
    edges = [
        _edge(model, parent.name, [model.declared_relation, parent.words.get("hub"), parent.words.get("tag")])
        for model in shaped
        for parent in model.parents
        if parent.name != model.id
    ]
    models: dict[str, dict[str, Any]] = {edge["parent"]: {"id": edge["parent"], "state": "unseen"} for edge in edges}
    models |= {model.id: {"id": model.id, "state": "listed", **model.properties} for model in shaped}
    return Family.from_rows(models.values(), edges, None, None)


def _edge(model: Model, parent: str, words: Iterable[str | None]) -> dict[str, Any]:
    relation = next(filter(None, words), "unknown")
    return {"child": model.id, "parent": parent, "relation": relation, "state": "holds"}


class Orders:
    """The orders in which the origin of what was seen at a model can be looked for; each says what to probe next."""

    def __init__(self, family: Family, model: str) -> None:
        self.family, self.model = family, model
        self.candidates: Candidates = frozenset(candidates(family, model))
        self.tells = {
            each.model: frozenset(each.origins)
            for each in exposure(family, sorted(self.candidates))
            if not each.certain and can_be_asked(family, each.model)
        }
        popular = sorted(self.tells, key=lambda id: (-(family.models[id].downloads or 0), id))
        self.popular = list(dict.fromkeys(self.tells[id] for id in popular))

    def bisection(self, left: Candidates) -> Candidates | None:
        """What the product proposes."""
        seen = [Observation(self.model, "positive")]
        probe = probe_next(self.family, remaining(self.family, sorted(left), seen), seen)
        return frozenset(probe.if_positive) if probe else None

    def popularity(self, left: Candidates) -> Candidates | None:
        """The most downloaded of the models that tell anything."""
        return next(self._splits(self.popular, left), None)

    def chance(self, left: Candidates) -> Candidates | None:
        """Any of the models that tell anything."""
        found = list(self._splits(self.tells.values(), left))
        return random.choice(found) if found else None

    def best(self, left: Candidates) -> int:
        """The fewest probes that any order needs for these candidates, summed over them."""

        @cache
        def fewest(left: Candidates) -> int:
            splits = set(self._splits(self.popular, left))
            return len(left) + min(fewest(yes) + fewest(left - yes) for yes in splits) if splits else 0

        return fewest(left)

    @staticmethod
    def _splits(sets: Iterable[Candidates], left: Candidates) -> Any:
        return (left & each for each in sets if left & each and not left <= each)


def probes(choose: Choose, left: Candidates) -> int:
    """How many probes an order needs, summed over the candidates, each being the origin once."""
    yes = choose(left)
    return len(left) + probes(choose, yes) + probes(choose, left - yes) if yes else 0


def compare(family: Family, model: str) -> dict[str, Any] | None:
    """The average number of probes of each order for what was seen at a model; None where no probe tells anything."""
    orders = Orders(family, model)
    left = orders.candidates
    if not orders.tells:
        return None
    averages = {
        "bisection": probes(orders.bisection, left) / len(left),
        "popularity": probes(orders.popularity, left) / len(left),
        "chance": mean(probes(orders.chance, left) for _ in range(TIMES)) / len(left),
        "best": orders.best(left) / len(left) if len(left) <= FEW else None,
    }
    return {"candidates": len(left), "halvings": math.log2(len(left)), **averages}


@click.command()
@click.option("--models", default=150, show_default=True, help="At so many models, drawn by chance, the data was seen.")
def main(models: int) -> None:
    """Print how many probes each order needs on average, by how many candidates there are."""
    data = os.environ.get("LINEAGE_TEST_DATA")
    family = family_of(parquet(Path(data) / "hub-stats" / "models.parquet") if data else sample())
    random.seed(2026)
    derived = sorted(model for model in family.parents if model in family.models)
    seen = random.sample(derived, min(models, len(derived)))
    compared = [found for found in (compare(family, model) for model in seen) if found]
    names = ["bisection", "popularity", "chance", "best", "halvings"]
    rows = []
    for low, high in zip((1, *UP_TO), UP_TO, strict=False):
        those = [each for each in compared if low < each["candidates"] <= high]
        if those:
            averages = [None if those[0][name] is None else mean(each[name] for each in those) for name in names]
            rows.append([f"{low + 1} to {high}", len(those), *averages])
    click.echo(
        f"{len(seen)} models drawn from {len(derived):,}; at {len(seen) - len(compared)} no probe tells anything."
    )
    click.echo(tabulate(rows, ["candidates", "models", *names], tablefmt="github", floatfmt=".2f"))


if __name__ == "__main__":
    main()
