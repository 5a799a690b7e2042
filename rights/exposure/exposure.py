"""Computes which models may hold the data, under a hypothesis about where it entered, and by what descent.

A band ranks a chain of derivations by its weakest link; no band proves anything (docs/ideas/exposure.md says why each).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ground.bands import BAND_OF_RELATION, BANDS, ORIGIN, RANK
from rights.exposure.family import Family, Link


@dataclass(frozen=True)
class Exposed:
    """A model that may hold the data."""

    model: str
    band: str
    """The weakest link of its strongest chain from any of the origins."""
    origins: tuple[str, ...]
    """The candidates that it is or derives from."""
    certain: bool
    """Whether these are all candidates, or all that account for one observation."""
    distance: int
    """The fewest hops from an origin."""
    former: bool
    """Whether every chain from the origins includes a withdrawn derivation."""


def candidates(family: Family, model: str, *, former: bool = True) -> list[str]:
    """Return the origins that account for data seen at a model: itself and all that it derives from, nearest first.

    Without `former`, withdrawn derivations do not count.
    """
    distances = _distances(family.parents, [model], former=former)
    return sorted(distances, key=lambda each: (distances[each], each))


def exposure(
    family: Family,
    candidates: Iterable[str],
    *,
    known: bool = False,
    explanations: Sequence[Sequence[str]] | None = None,
) -> list[Exposed]:
    """Return every model that is a candidate origin or derives from one.

    Certain ones come first; then the order is by number of candidates, by band and by distance.

    If the origins are `known`, the data entered at each of them, and every exposed model is certain. Each of the
    `explanations` is a list of origins of which at least one is true, such as those of one observation (by default,
    all candidates): a model that derives from all origins of a list is certain.
    """
    origins = list(dict.fromkeys(candidates))
    complete = [frozenset(each) for each in explanations or [origins] if each]
    is_certain = cache(lambda under: known or any(each.issubset(under) for each in complete))
    bands = _bands(family, origins)
    distances = _distances(family.children, origins)
    today = _distances(family.children, origins, former=False)
    models = [
        Exposed(model, bands[model], under, is_certain(under), distances[model], model not in today)
        for model, under in _under(family, origins)
    ]
    return sorted(
        models, key=lambda each: (not each.certain, -len(each.origins), RANK[each.band], each.distance, each.model)
    )


def _distances(links: Mapping[str, Sequence[Link]], start: Iterable[str], *, former: bool = True) -> dict[str, int]:
    """Return the fewest hops to each model that the links lead to."""
    distances = dict.fromkeys(start, 0)
    reached = list(distances)
    for model in reached:
        for link in links.get(model, ()):
            if link.model not in distances and (former or link.holds):
                distances[link.model] = distances[model] + 1
                reached.append(link.model)
    return distances


def _bands(family: Family, origins: Iterable[str]) -> dict[str, str]:
    """Return the band of each model: the first that reaches it as more relations are followed, strongest first.

    A model waits in the band of the weakest link of the chain that reached it.
    """
    waiting: dict[str, list[str]] = {band: [] for band in BANDS}
    waiting[ORIGIN] += origins
    bands: dict[str, str] = {}
    for band, models in waiting.items():
        while models:
            model = models.pop()
            if model not in bands:
                bands[model] = band
                for link in family.children.get(model, ()):
                    waiting[max(band, BAND_OF_RELATION[link.relation], key=RANK.__getitem__)].append(link.model)
    return bands


def _under(family: Family, origins: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each model with the origins that it is or derives from.

    Sets of bits pass from parents to children; circles take further rounds, until nothing changes.
    """
    sets = {origin: 1 << place for place, origin in enumerate(origins)}
    order = _parents_first(family, origins)
    changed = True
    while changed:
        changed = False
        for model in order:
            bits = before = sets.get(model, 0)
            for link in family.parents.get(model, ()):
                bits |= sets.get(link.model, 0)
            if bits != before:
                sets[model] = bits
                changed = True
    names: dict[int, tuple[str, ...]] = {}
    for model, bits in sets.items():
        if bits not in names:
            names[bits] = tuple(origin for place, origin in enumerate(origins) if bits >> place & 1)
        yield model, names[bits]


def _parents_first(family: Family, origins: Iterable[str]) -> list[str]:
    """Return the origins and all that derives from them, each model after its parents outside its circle."""
    visited: set[str] = set()
    order = []
    for origin in origins:
        stack = [(origin, iter(family.children.get(origin, ())))] if origin not in visited else []
        visited.add(origin)
        while stack:
            model, rest = stack[-1]
            child = next((link.model for link in rest if link.model not in visited), None)
            if child is None:
                order.append(model)
                stack.pop()
            else:
                visited.add(child)
                stack.append((child, iter(family.children.get(child, ()))))
    return order[::-1]
