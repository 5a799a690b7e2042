"""Resolves each name in a record to a node. Pure: the caller passes what the graph knows of the names."""

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

    `exact` is the model with exactly that id, `hub_id` and `created` its id on the Hub and its time of creation;
    `renamed` is the model that once had the name; `alike` are those whose names differ from it in case only.
    """

    exact: str | None = None
    hub_id: str | None = None
    created: datetime | None = None
    renamed: str | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the graph knows of the names in some records: by name, and by the ids of repositories on the Hub."""

    by_name: Mapping[str, Known] = field(default_factory=dict)
    by_hub_id: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, reference: Reference, child: Model) -> str | None:
        """Return the id of the model that a name in a child's record means; None if the graph has none.

        It is the model with exactly the name; else the one with the id on the Hub; else the one that once had the name;
        else the only one whose name differs in case alone. If the name has passed to another model, it means the one
        that had it when the child's record was written.
        """
        known = self.by_name.get(reference.name, Known())
        same_repository = self.by_hub_id.get(reference.hub_id or "")
        if known.exact is None:
            return same_repository or known.renamed or (known.alike[0] if len(known.alike) == 1 else None)
        if reference.hub_id and known.hub_id and known.hub_id != reference.hub_id:
            return same_repository or known.exact
        if known.renamed and known.created and child.modified and known.created > child.modified:
            return known.renamed
        return known.exact


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to a repository, and the reading by which it means that one; None if it names it exactly."""

    reference: Reference
    reading: Reading | None


@dataclass(slots=True)
class Resolved:
    """The outcome of a model's references: rows to write, rows of the quarantine, and counts of names.

    `unread` are the names of parents that resolve to no model: they give rows of the quarantine only.
    """

    derivations: list[dict[str, Any]] = field(default_factory=list)
    datasets: list[dict[str, Any]] = field(default_factory=list)
    aliases: list[list[str]] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    datasets_quarantined: int = 0

    @property
    def parents_quarantined(self) -> int:
        """The number of names of parents that give rows of the quarantine only."""
        return len(self.unread)


def resolve(model: Model, names: Names) -> Resolved:
    """Resolve the references of a model: one derivation for each parent, one row for each dataset."""
    resolved = Resolved()
    by_parent: dict[str, list[Mention]] = {}
    for reference in model.parents:
        for parent, reading in _parents(model, reference, names, resolved):
            by_parent.setdefault(parent, []).append(Mention(reference, reading))
    speaking = {witness for mentions in by_parent.values() for each in mentions for witness in each.reference.words}
    resolved.derivations = [_derivation(model, parent, mentions, speaking) for parent, mentions in by_parent.items()]
    if (
        model.declared_relation
        and not resolved.derivations
        and not any(each.statement for each in resolved.quarantined)
    ):
        relation = model.declared_as or model.declared_relation
        resolved.quarantined.append(Quarantined(model.id, RELATION_FIELD, relation, "a relation to no parent"))
    _datasets(model, resolved)
    return resolved


def _parents(
    model: Model, reference: Reference, names: Names, resolved: Resolved
) -> Iterator[tuple[str, Reading | None]]:
    """Yield the id of each parent that a reference means, and its reading; quarantine a reference that means none."""
    parent = names.resolve(reference, model)
    if reference.readings and parent is None:
        yield from _by_readings(model, reference, names, resolved)
        return
    if model.id in (parent, reference.name) or (parent is None and reference.name.lower() == model.id.lower()):
        reason: str | None = NAMES_ITSELF
    else:
        reason = None if reference.readings else why_no_repository(reference.name)
    if reason:
        resolved.unread.add(reference.name)
        resolved.quarantined.append(_quarantine(model.id, "base_model", reference, reason))
        return
    if parent and names.by_hub_id.get(reference.hub_id or "") == parent and is_old_name(reference.name, parent):
        known = names.by_name.get(reference.name)
        if known is None or known.exact is None:
            resolved.aliases.append([reference.name, parent])
    yield parent or reference.name, None


def _by_readings(model: Model, reference: Reference, names: Names, resolved: Resolved) -> Iterator[tuple[str, Reading]]:
    """Yield the id of each listed model that a reference means by a rule. Quarantine the other readings."""
    unlisted = []
    is_itself, is_read = False, False
    for reading in reference.readings:
        parent = names.resolve(Reference(reading.name), model)
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
    """Add the datasets that a model names. No source lists datasets, so every reading of one counts."""
    by_dataset: dict[str, list[Mention]] = {}
    for reference in model.datasets:
        reason = None if reference.readings else why_no_repository(reference.name)
        if reason:
            resolved.datasets_quarantined += 1
            resolved.quarantined.append(_quarantine(model.id, "datasets", reference, reason))
            continue
        alternatives: list[Reading | None] = [*reference.readings] or [None]
        for reading in alternatives:
            name = reading.name if reading else reference.name
            by_dataset.setdefault(name, []).append(Mention(reference, reading))
    resolved.datasets = [
        {"dataset": name, "witnesses": _witnesses(mentions), "statements": _statements(name, mentions)}
        for name, mentions in by_dataset.items()
    ]


def is_old_name(name: str, id: str) -> bool:
    """Return whether a name of the model with this id is an earlier one, not the same name in another case."""
    return name.lower() != id.lower() and "@" not in name


def _derivation(model: Model, parent: str, mentions: list[Mention], speaking: set[str]) -> dict[str, Any]:
    """Return the row of one derivation. The declared relation applies to every parent: the Hub has one field for all.

    The derivation is disputed if two relations differ, or if a witness that names parents does not name this one.
    """
    references = [each.reference for each in mentions]
    witnesses = _witnesses(mentions)
    statements = _statements(parent, mentions)
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


def _witnesses(mentions: list[Mention]) -> list[str]:
    return sorted({witness for each in mentions for witness in each.reference.words}, key=_place)


def _place(witness: str) -> tuple[int, str]:
    """Return the sort key of a witness: those that the vocabulary lacks come last."""
    return ORDER.get(witness, len(ORDER)), witness


def _statements(id: str, mentions: list[Mention]) -> list[str]:
    """Return the statements of each witness on a repository, one line for each name that the witness uses."""
    statements = {
        (witness, each.reference.name): _statement(id, witness, each)
        for witness in _witnesses(mentions)
        for each in sorted(mentions, key=lambda each: each.reference.name)
        if witness in each.reference.words
    }
    return [str(statement) for statement in statements.values()]


def _statement(id: str, witness: str, mention: Mention) -> StatementLine:
    relation, name = mention.reference.words[witness], mention.reference.name
    if mention.reading:
        return StatementLine(witness, relation, name, mention.reading.name, mention.reading.rule)
    return StatementLine(witness, relation, None if name == id else name)


def names_itself(id: str, reference: Reference) -> Quarantined:
    """Return the row of the quarantine for a model that names itself as its parent."""
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
    """Return the witnesses of a reference, each with the relation that it states."""
    return [f"{witness}: {relation}" if relation else witness for witness, relation in sorted(reference.words.items())]
