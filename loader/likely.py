"""Keeps likely derivations up to date: what the names of models tell, once all records are written and reconciled.

Starts from what the graph holds, so that the result depends neither on the order of the records nor on where an earlier
load broke off. Of a load that changes little, only the models are compared whose names are like those of changed ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from evidence.format_names import model_key
from evidence.likely import Finding, finding_of_name, findings
from evidence.names import NamedModel, parent_by_name
from evidence.stems import stem_of, stems_of_children, stems_of_parents
from loader.derivations import WriteRow
from loader.transactions import execute, run

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

BATCH = 2_000
"""Stems that are compared at a time."""
MOST_NAMESAKES = 1_000
"""Models of one key that are looked at as parents: those from which most derive, then the oldest."""
CHECKED = 50_000
LIKELY, DECLARED = "LIKELY_DERIVED_FROM", "DERIVED_FROM"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """The evidence on a derivation of the graph, and its type."""

    finding: Finding
    type: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """A model of a stem, with the evidence that the graph holds of its parents."""

    model: NamedModel
    held: tuple[HeldEvidence, ...]


@dataclass
class LikelyChanges:
    """What is to be written: likely derivations, what supports declared ones, and likely derivations that end."""

    likely: list[WriteRow] = field(default_factory=list)
    supported: list[WriteRow] = field(default_factory=list)
    ended: list[list[str]] = field(default_factory=list)


def compare_names(session: Session, load: int, *, is_first: bool) -> None:
    """Bring the likely derivations up to date with the names of the models that have changed, and of those like them.

    `load` is the number of the load; `is_first` is true if no model was compared before.
    """
    stems = sorted(_changed_stems(session, is_first=is_first))
    for batch in _batches(stems, BATCH):
        session.execute_write(_compare, load, batch)
    while execute(session, "checked-names", limit=CHECKED)[0][0] == CHECKED:
        pass


def _changed_stems(session: Session, *, is_first: bool) -> set[str]:
    """The stems of the models whose parents by name may be others by now. The stems of changed models are written."""
    stems: set[str] = set()
    unchecked = [(id, before, stem_of(id)) for id, before in execute(session, "unchecked-names")]
    for id, before, stem in unchecked:
        if is_first:
            stems |= {stem} if stem else set()
        else:
            stems.update(filter(None, [before, *stems_of_children(id)]))
    for batch in _batches(((id, stem) for id, before, stem in unchecked if stem != before), CHECKED):
        execute(session, "stems", stems=[list(pair) for pair in batch])
    return stems


def _compare(tx: ManagedTransaction, load: int, stems: list[str]) -> None:
    """Compare the names of all models of these stems, and write what differs from what the graph holds."""
    namesakes = _namesakes(tx, stems)
    wanted = {other for stem in namesakes for other in stems_of_parents(stem)} - set(stems)
    by_key = _by_key([*_models(namesakes), *_models(_namesakes(tx, sorted(wanted)))])
    changes = LikelyChanges()
    for stem in stems:
        for namesake in namesakes.get(stem, ()):
            named = parent_by_name(namesake.model, lambda key: by_key.get(key, ()))
            found = findings(finding_of_name(namesake.model, named), (held.finding for held in namesake.held))
            _add_changes(changes, namesake, found)
    _write(tx, load, changes)


def _namesakes(tx: ManagedTransaction, stems: list[str]) -> dict[str, list[Namesake]]:
    """The models of these stems, by stem."""
    models: dict[str, list[Namesake]] = defaultdict(list)
    for stem, id, created, children, parents, parameters, held in run(tx, "namesakes", stems=stems):
        model = NamedModel(
            id,
            None if created is None else datetime.fromtimestamp(created, UTC),
            children,
            frozenset(parents),
            parameters,
        )
        evidence = (HeldEvidence(Finding(one, tuple(lines), tuple(others)), kind) for one, lines, others, kind in held)
        models[stem].append(Namesake(model, tuple(evidence)))
    return models


def _models(namesakes: dict[str, list[Namesake]]) -> Iterator[NamedModel]:
    return (each.model for group in namesakes.values() for each in group)


def _by_key(models: Iterable[NamedModel]) -> dict[str, list[NamedModel]]:
    """The models by the key under which a parent is looked for, of each no more than MOST_NAMESAKES."""
    by_key: dict[str, list[NamedModel]] = defaultdict(list)
    for model in models:
        by_key[model_key(model.id)].append(model)
    for key, group in by_key.items():
        if len(group) > MOST_NAMESAKES:
            by_key[key] = sorted(group, key=_standing)[:MOST_NAMESAKES]
    return by_key


def _standing(model: NamedModel) -> tuple[int, float, str]:
    return -model.children, model.created.timestamp() if model.created else float("inf"), model.id


def _add_changes(changes: LikelyChanges, namesake: Namesake, found: dict[str, Finding]) -> None:
    """Add what is to be written so that the derivations of a model have the evidence that was found."""
    child, declared = namesake.model.id, namesake.model.parents
    held = {(each.finding.parent, each.type): each.finding for each in namesake.held}
    for parent, finding in found.items():
        if parent in declared and ((parent, LIKELY) in held or not _says(held.get((parent, DECLARED)), finding)):
            changes.supported.append(_row(child, finding, evidence=finding.evidence, witnesses=finding.witnesses))
        elif parent not in declared and not _says(held.get((parent, LIKELY)), finding, with_alternatives=True):
            changes.likely.append(_row(child, finding, properties=_properties(finding)))
    for (parent, kind), finding in held.items():
        if kind == LIKELY and parent not in found:
            changes.ended.append([child, parent])
        elif kind == DECLARED and parent not in found:
            changes.supported.append(_row(child, finding, evidence=None, witnesses=None))


def _says(held: Finding | None, finding: Finding, *, with_alternatives: bool = False) -> bool:
    """Whether a derivation of the graph has the evidence of a finding, and all of it."""
    if held is None or held.evidence != finding.evidence:
        return False
    return not with_alternatives or held.alternatives == finding.alternatives


def _row(child: str, finding: Finding, **values: object) -> WriteRow:
    return {"child": child, "parent": finding.parent, **values}


def _properties(finding: Finding) -> WriteRow:
    return {
        "relation": finding.relation,
        "witnesses": finding.witnesses,
        "confidence": finding.confidence,
        "evidence": list(finding.evidence),
        "alternatives": list(finding.alternatives),
    }


def _write(tx: ManagedTransaction, load: int, changes: LikelyChanges) -> None:
    if changes.ended:
        run(tx, "unlikely-derivations", pairs=changes.ended)
    if changes.supported:
        run(tx, "supported-derivations", derivations=changes.supported, load=load)
    if changes.likely:
        run(tx, "likely-derivations", derivations=changes.likely, load=load)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
