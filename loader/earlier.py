"""What a model stated earlier, put beside what its record states now."""

from __future__ import annotations

from loader.model import Model, Reference
from loader.write import Stated


def add_earlier(model: Model, stated: Stated) -> None:
    """Add to a model what the witnesses that its record lacks said when they were last heard.

    A list without cards does not say that a card no longer names a parent.
    """
    if "card" not in model.speaking:
        model.declared_relation = stated.declared_relation
    for now, before in ((model.parents, stated.parents), (model.datasets, stated.datasets)):
        by_name = {reference.name: reference for reference in now}
        for reference in before:
            silent = {witness: word for witness, word in reference.words.items() if witness not in model.speaking}
            if silent and reference.name in by_name:
                by_name[reference.name].words.update(silent)
            elif silent:
                now.append(Reference(reference.name, silent, reference.hub_id))


def again(child: str, stated: Stated) -> Model:
    """A model that states just what it stated earlier, to be resolved anew."""
    speaking = frozenset(witness for reference in stated.parents for witness in reference.words)
    return Model(
        id=child,
        publisher=None,
        properties={"sha": stated.sha},
        speaking=speaking,
        declared_relation=stated.declared_relation,
        parents=stated.parents,
        datasets=[],
        quarantined=[],
    )
