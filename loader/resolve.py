"""Decides which node each name in a record means. Pure: what the graph knows of the names is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ground.names import why_no_repository
from ground.statement import StatementLine, stated_relations
from ground.text import short
from ground.vocabulary import ORDER, UNKNOWN
from loader.model import Model, Quarantined, Reference
from loader.readings import Reading
from loader.witnesses import RECORD_WITNESSES

NAMES_ITSELF = "names itself"
RELATION_FIELD = "cardData.base_model_relation"
READS_LIKE = "reads like a model that no source lists"


@dataclass(frozen=True, slots=True)
class Known:
    """The models of the graph that a name may mean.

    `exact` is the one of exactly that id, with the Hub's own id of it and when it was created; `renamed` the one that
    once had the name; `alike` those whose names differ from it in case only.
    """

    exact: str | None = None
    hub_id: str | None = None
    created: datetime | None = None
    renamed: str | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the graph knows of the names in some records: by name, and by the Hub's own ids of repositories."""

    by_name: Mapping[str, Known] = field(default_factory=dict)
    by_hub_id: Mapping[str, str] = field(default_factory=dict)

    def meant(self, reference: Reference, child: Model) -> str | None:
        """The id of the model that a name in a child's record means; None where the graph has none.

        That is the one of exactly the name; else the one that the Hub's own id tells; else the one that once had the
        name; else the only one whose name differs in case alone. Where the name has gone over to another model, it
        means the one that had it when the child's record was written.
        """
        known = self.by_name.get(reference.name, Known())
        same = self.by_hub_id.get(reference.hub_id or "")
        if known.exact is None:
            return same or known.renamed or (known.alike[0] if len(known.alike) == 1 else None)
        if reference.hub_id and known.hub_id and known.hub_id != reference.hub_id:
            return same or known.exact
        if known.renamed and known.created and child.modified and known.created > child.modified:
            return known.renamed
        return known.exact


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reference to a parent, and the reading by which it means that one; None where it names it."""

    reference: Reference
    reading: Reading | None


@dataclass(slots=True)
class Resolved:
    """What a model's references come to: rows to write, what goes to quarantine, and counts of names.

    `unread` are the names of parents of which nothing came but rows of the quarantine.
    """

    derivations: list[dict[str, Any]] = field(default_factory=list)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    aliases: list[list[str]] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    datasets_quarantined: int = 0

    @property
    def parents_quarantined(self) -> int:
        """How many names of parents came to nothing but rows of the quarantine."""
        return len(self.unread)


def resolve(model: Model, names: Names) -> Resolved:
    """The derivations of a model, one a parent, and its datasets, by what the graph knows of each name."""
    resolved = Resolved()
    meant: dict[str, list[Meaning]] = {}
    for reference in model.parents:
        for parent, reading in _parents(model, reference, names, resolved):
            meant.setdefault(parent, []).append(Meaning(reference, reading))
    speaking = {witness for meanings in meant.values() for each in meanings for witness in each.reference.words}
    resolved.derivations = [_derivation(model, parent, meanings, speaking) for parent, meanings in meant.items()]
    if (
        model.declared_relation
        and not resolved.derivations
        and not any(each.statement for each in resolved.quarantined)
    ):
        written = model.declared_as or model.declared_relation
        resolved.quarantined.append(Quarantined(model.id, RELATION_FIELD, written, "a relation to no parent"))
    _datasets(model, resolved)
    return resolved


def _parents(
    model: Model, reference: Reference, names: Names, resolved: Resolved
) -> Iterator[tuple[str, Reading | None]]:
    """The id of each parent that a reference means, and how it is read; what means none is put in quarantine."""
    meant = names.meant(reference, model)
    if reference.readings and meant is None:
        yield from _read(model, reference, names, resolved)
        return
    if model.id in (meant, reference.name) or (meant is None and reference.name.lower() == model.id.lower()):
        reason: str | None = NAMES_ITSELF
    else:
        reason = None if reference.readings else why_no_repository(reference.name)
    if reason:
        resolved.unread.add(reference.name)
        resolved.quarantined.append(_quarantine(model.id, "base_model", reference, reason))
        return
    if meant and names.by_hub_id.get(reference.hub_id or "") == meant and is_old_name(reference.name, meant):
        known = names.by_name.get(reference.name)
        if known is None or known.exact is None:
            resolved.aliases.append([reference.name, meant])
    yield meant or reference.name, None


def _read(model: Model, reference: Reference, names: Names, resolved: Resolved) -> Iterator[tuple[str, Reading]]:
    """The id of each listed model that a reference means by a rule. The other readings wait in quarantine."""
    unlisted = []
    is_itself, is_read = False, False
    for reading in reference.readings:
        parent = names.meant(Reference(reading.name), model)
        if model.id in (parent, reading.name):
            is_itself = True
        elif parent is None:
            unlisted.append(reading)
        else:
            is_read = True
            yield parent, reading
    if not is_read:
        resolved.unread.add(reference.name)
    if unlisted:
        statement = replace(reference, readings=unlisted)
        resolved.quarantined.append(
            replace(
                _quarantine(model.id, "base_model", reference, READS_LIKE),
                value=reference.name,
                statement=statement,
                declared_relation=model.declared_relation,
                declared_as=model.declared_as,
            )
        )
    elif is_itself and not is_read:
        resolved.quarantined.append(_quarantine(model.id, "base_model", reference, NAMES_ITSELF))


def _datasets(model: Model, resolved: Resolved) -> None:
    """Rows of the datasets that a model names. No source lists datasets, so whatever reads like one is one."""
    stated: dict[str, list[Meaning]] = {}
    for reference in model.datasets:
        reason = None if reference.readings else why_no_repository(reference.name)
        if reason:
            resolved.datasets_quarantined += 1
            resolved.quarantined.append(_quarantine(model.id, "datasets", reference, reason))
            continue
        alternatives: list[Reading | None] = [*reference.readings] or [None]
        for reading in alternatives:
            name = reading.name if reading else reference.name
            stated.setdefault(name, []).append(Meaning(reference, reading))
    resolved.datasets = [
        {"dataset": name, "witnesses": _witnesses(meanings), "statements": _statements(name, meanings)}
        for name, meanings in stated.items()
    ]


def is_old_name(name: str, id: str) -> bool:
    """Whether a name that stands for the model of this id is one it had before, not the same in another case."""
    return name.lower() != id.lower() and "@" not in name


def _derivation(model: Model, parent: str, meanings: list[Meaning], speaking: set[str]) -> dict[str, Any]:
    """The row of one derivation. What the publisher declared counts for every parent: the Hub has one field for all.

    It is disputed where two words differ, or where a witness that names parents of this model does not name this one.
    """
    references = [each.reference for each in meanings]
    witnesses = _witnesses(meanings)
    statements = _statements(parent, meanings)
    relations = list(stated_relations(statements, model.declared_relation).values())
    has_other_names = any(each.name != parent for each in references)
    parent_hub_id = next((each.hub_id for each in references if each.hub_id), None)
    return {
        "parent": parent,
        "hubId": parent_hub_id,
        "heldBy": next((each.held_by for each in references if each.held_by), None),
        "properties": {
            "relation": relations[0] if relations else UNKNOWN,
            "declaredRelation": model.declared_relation,
            "declaredAs": model.declared_as,
            "witnesses": witnesses,
            "statements": statements,
            "disputed": len(set(relations)) > 1 or set(witnesses) != speaking,
            "writtenOtherwise": True if has_other_names else None,
            "parentHubId": parent_hub_id,
            "sha": model.properties.get("sha"),
        },
    }


def _witnesses(meanings: list[Meaning]) -> list[str]:
    return sorted({witness for each in meanings for witness in each.reference.words}, key=_place)


def _place(witness: str) -> tuple[int, str]:
    """Where a witness stands among others: those that the vocabulary lacks come last."""
    return ORDER.get(witness, len(ORDER)), witness


def _statements(id: str, meanings: list[Meaning]) -> list[str]:
    """What each witness says of the repository of an id, in lines: one for each name by which it names that."""
    statements = {
        (witness, each.reference.name): _statement(id, witness, each)
        for witness in _witnesses(meanings)
        for each in sorted(meanings, key=lambda each: each.reference.name)
        if witness in each.reference.words
    }
    return [str(statement) for statement in statements.values()]


def _statement(id: str, witness: str, meaning: Meaning) -> StatementLine:
    relation, name = meaning.reference.words[witness], meaning.reference.name
    if meaning.reading:
        return StatementLine(witness, relation, name, meaning.reading.name, meaning.reading.rule)
    return StatementLine(witness, relation, None if name == id else name)


def names_itself(id: str, reference: Reference) -> Quarantined:
    """What goes to quarantine where a model names itself as its parent."""
    return _quarantine(id, "base_model", reference, NAMES_ITSELF)


def _quarantine(id: str, kind: str, reference: Reference, reason: str) -> Quarantined:
    return Quarantined(
        id,
        ", ".join(RECORD_WITNESSES[witness].place(kind) for witness in sorted(reference.words)),
        short(reference.name),
        reason,
        words=tuple(words_of(reference)) if any(reference.words.values()) else (),
    )


def words_of(reference: Reference) -> list[str]:
    """The witnesses of a reference, each with the relation that it states."""
    return [f"{by}: {word}" if word else by for by, word in sorted(reference.words.items())]
