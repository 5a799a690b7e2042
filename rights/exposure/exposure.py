"""Which models may hold what one of them holds, under a hypothesis about where the data entered, and by what kind of
descent.

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
    """A model that may hold the data.

    `origins` are the candidates that it is or derives from, and `certain` says that these are all that come into
    question, or all that would explain one observation. `band` is the weakest link of its strongest chain from any of
    them, `distance` the fewest hops from one, and `former` says that each chain from them leads over a derivation that
    was withdrawn.
    """

    model: str
    band: str
    origins: tuple[str, ...]
    certain: bool
    distance: int
    former: bool


def candidates(family: Family, model: str, *, former: bool = True) -> list[str]:
    """The origins that would explain what was seen at a model: itself and all that it derives from, nearest first.

    Without `former`, only what it derives from today.
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
    """Every model that is one of the candidate origins or derives from one: those that are so in any case first, then
    by how many candidates, by band and by distance.

    Where the origins are `known`, the data entered at each of them, and so every model exposed is certain. Each of the
    `explanations` are origins of which at least one is true, such as those of one observation (by default, all
    candidates): a model that derives from all of one explanation is certain.
    """
    origins = list(dict.fromkeys(candidates))
    complete = [frozenset(each) for each in explanations or [origins] if each]
    is_certain = cache(lambda under: known or any(each.issubset(under) for each in complete))
    bands = _bands(family, origins)
    distances = _distances(family.children, origins)
    today = _distances(family.children, origins, former=False)
    made = [
        Exposed(model, bands[model], under, is_certain(under), distances[model], model not in today)
        for model, under in _under(family, origins)
    ]
    return sorted(
        made, key=lambda each: (not each.certain, -len(each.origins), RANK[each.band], each.distance, each.model)
    )


def _distances(links: Mapping[str, Sequence[Link]], start: Iterable[str], *, former: bool = True) -> dict[str, int]:
    """The fewest hops to each model that the links lead to."""
    distances = dict.fromkeys(start, 0)
    reached = list(distances)
    for model in reached:
        for link in links.get(model, ()):
            if link.model not in distances and (former or link.holds):
                distances[link.model] = distances[model] + 1
                reached.append(link.model)
    return distances


def _bands(family: Family, origins: Iterable[str]) -> dict[str, str]:
    """The band of each model: the first that reaches it when ever more kinds of derivation are followed, strongest
    first. A model waits in the band of the weakest link by which it was come to."""
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
    """Each model with the origins that it is or derives from, as sets of bits handed on from parents to children. A
    circle takes another round, until nothing changes."""
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
    named: dict[int, tuple[str, ...]] = {}
    for model, bits in sets.items():
        if bits not in named:
            named[bits] = tuple(origin for place, origin in enumerate(origins) if bits >> place & 1)
        yield model, named[bits]


def _parents_first(family: Family, origins: Iterable[str]) -> list[str]:
    """The origins and all that derives from them, each model after its parents but for those in a circle with it."""
    seen: set[str] = set()
    finished = []
    for origin in origins:
        open_ = [(origin, iter(family.children.get(origin, ())))] if origin not in seen else []
        seen.add(origin)
        while open_:
            model, rest = open_[-1]
            child = next((link.model for link in rest if link.model not in seen), None)
            if child is None:
                finished.append(model)
                open_.pop()
            else:
                seen.add(child)
                open_.append((child, iter(family.children.get(child, ()))))
    return finished[::-1]
