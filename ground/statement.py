"""What a witness says of one parent, as a derivation of the graph keeps it: a line of its property `statements`.

`WITNESS: RELATION`, as `hub: quantized`; `named` in the place of the relation if the witness states none. After it, if
the witness wrote another name than the parent's id, that name: `card: named: Old/Name`. If rules read the parent in
what was written, what they read and their names come before it:
`card: named (org/a by address, quantisation): hf.co/org/a:Q4_K_M`. Only the written name, which comes last, is the text
of a stranger; nothing in it can be taken for another part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

NAMED = "named"
STATEMENT_PARTS = re.compile(r"([\w-]+): ([\w-]+)(?: \((\S+) by ([^()]+)\))?(?:: (.*))?", re.DOTALL)


class StatementLine(NamedTuple):
    """A witness, the relation that it states if any, and what it wrote if that is not the parent's id.

    `read` is the name that rules read in what is written, and `rules` are their names.
    """

    witness: str
    relation: str | None = None
    written: str | None = None
    read: str | None = None
    rules: str | None = None

    def __str__(self) -> str:
        reading = f" ({self.read} by {self.rules})" if self.rules else ""
        written = "" if self.written is None else f": {self.written}"
        return f"{self.witness}: {self.relation or NAMED}{reading}{written}"

    @classmethod
    def parse(cls, text: str) -> StatementLine:
        """The statement in a line. Raises ValueError if the line holds none."""
        match = STATEMENT_PARTS.fullmatch(text)
        if match is None:
            raise ValueError(f"not a statement of a witness: {text}")
        witness, relation, read, rules, written = match.groups()
        return cls(witness, None if relation == NAMED else relation, written, read, rules)


def stated_relations(lines: Iterable[str] | None, declared: str | None = None) -> dict[str, str]:
    """The relation that each witness states of a parent; of several of one witness the first.

    That which the publisher declares is the card's, also where the card does not name this parent.
    """
    relations = {"card": declared} if declared else {}
    for statement in map(StatementLine.parse, lines or ()):
        if statement.relation:
            relations.setdefault(statement.witness, statement.relation)
    return relations
