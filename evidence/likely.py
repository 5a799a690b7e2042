"""The likely derivations of a model: what the witnesses that declare nothing tell of its parents. Pure.

A line of evidence is a statement (`ground.statement`) whose last part is the witness's own words:
`name: quantized: format in the name: gguf`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence.format_names import name_key
from evidence.names import NamedModel, NamedParent, Rule
from ground.statement import StatementLine
from ground.vocabulary import ORDER, UNKNOWN

NAME = "name"
CONFIDENCE_OF_RULES: Mapping[Rule, float] = {
    "own model": 0.99,
    "publisher in the name": 0.99,
    "format in the name": 0.96,
    "same name": 0.9,
}
"""The part of the parents found by each rule that are right; docs/ideas/evidence.md gives the measurements."""
CONFIDENCE_OF_WITNESSES: Mapping[str, float] = {
    "bytes": 1.0,
    "weights": 1.0,
    "adapter-config": 0.99,
    "mergekit": 0.99,
    "gguf": 0.98,
    "config": 0.9,
    "readme": 0.95,
}
LEAST_CONFIDENCE = 0.5
"""That of a witness that is not known here."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The parent that witnesses tell: a line of evidence of each, and the other models that the name fits."""

    parent: str
    evidence: tuple[str, ...]
    alternatives: tuple[str, ...] = ()

    @property
    def statements(self) -> list[StatementLine]:
        return sorted(
            map(StatementLine.parse, self.evidence), key=lambda line: (ORDER.get(line.witness, len(ORDER)), line)
        )

    @property
    def witnesses(self) -> list[str]:
        """The witnesses, the strongest first."""
        return list(dict.fromkeys(line.witness for line in self.statements))

    @property
    def relation(self) -> str:
        """The relation that the strongest witness states which states one."""
        return next((line.relation for line in self.statements if line.relation), UNKNOWN)

    @property
    def confidence(self) -> float:
        """That of the strongest witness, from 0 to 1: the part of what it finds that is right."""
        return max(map(_confidence, self.statements))


def _confidence(line: StatementLine) -> float:
    if line.witness == NAME:
        rule = (line.written or "").partition(":")[0]
        return next((value for name, value in CONFIDENCE_OF_RULES.items() if name == rule), LEAST_CONFIDENCE)
    return CONFIDENCE_OF_WITNESSES.get(line.witness, LEAST_CONFIDENCE)


def finding_of_name(child: NamedModel, named: NamedParent | None) -> Finding | None:
    """The finding of the name; None if it tells no parent, or less than a declaration.

    A declared parent whose name begins with the found one's is nearer: of `X-GGUF` that declares `X-abliterated`, the
    name tells less than the card.
    """
    if named is None:
        return None
    key = name_key(named.parent.id)
    if any(name_key(parent).startswith(f"{key}-") for parent in child.parents):
        return None
    words = f"{named.rule}: {', '.join(named.formats) or 'no format'}"
    line = StatementLine(NAME, "quantized" if named.formats else None, words)
    return Finding(named.parent.id, (str(line),), named.alternatives)


def findings(by_name: Finding | None, held: Iterable[Finding]) -> dict[str, Finding]:
    """What is known of the parents of a model, by parent: what its name tells now, and what other witnesses told."""
    found: dict[str, Finding] = {}
    for each in held:
        lines = [line for line in each.evidence if not line.startswith(f"{NAME}: ")]
        if lines:
            before = found[each.parent].evidence if each.parent in found else ()
            found[each.parent] = Finding(each.parent, tuple(dict.fromkeys([*before, *lines])))
    if by_name:
        others = found[by_name.parent].evidence if by_name.parent in found else ()
        found[by_name.parent] = Finding(by_name.parent, (*others, *by_name.evidence), by_name.alternatives)
    return found
