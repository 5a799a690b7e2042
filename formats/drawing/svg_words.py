"""The few words that a drawing says, so that it can say them in another language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formats.graphs.graph import TRAINED_ON


@dataclass(frozen=True)
class Words:
    """What a drawing says. `{count}` and the like stand where it puts what it has counted, or a name."""

    legend: str
    """The title of the legend."""
    relations: Mapping[str, str]
    """Each relation in the legend."""
    of: Mapping[str, str]
    """Each relation before the name of the `{parent}`."""
    asked: str
    states: Mapping[str, str]
    """What `gone` and `unseen` mean."""
    dataset: str
    withdrawn: str
    disputed: str
    folded: str
    """In the legend: models that are not drawn."""
    up: tuple[str, str]
    """How many hops above the models asked about: `{count}` of one, of several."""
    down: tuple[str, str]
    more_above: str
    """`{count}` models above `{model}` that are not drawn."""
    more_below: str
    more: str
    """After the names of some parents: `{count}` others."""
    thousands: str
    """What stands between thousands."""

    def number(self, count: int) -> str:
        """A count as it is written."""
        return f"{count:,}".replace(",", self.thousands)

    def hops(self, count: int) -> str:
        """How far above the models asked about, or below them where the count is negative."""
        one, several = self.up if count > 0 else self.down
        return (one if abs(count) == 1 else several).format(count=self.number(abs(count)))


ENGLISH = Words(
    legend="Legend",
    relations={
        "finetune": "finetune",
        "adapter": "adapter",
        "merge": "merge",
        "quantized": "quantized",
        "unknown": "unknown relation",
        TRAINED_ON: "trained on",
    },
    of={
        "finetune": "finetune of {parent}",
        "adapter": "adapter of {parent}",
        "merge": "merge of {parent}",
        "quantized": "quantized from {parent}",
        "unknown": "derived in an unknown way from {parent}",
        TRAINED_ON: "trained on {parent}",
    },
    asked="asked about",
    states={"gone": "gone", "unseen": "never seen"},
    dataset="dataset",
    withdrawn="withdrawn",
    disputed="disputed",
    folded="models not drawn",
    up=("{count} hop up", "{count} hops up"),
    down=("{count} hop down", "{count} hops down"),
    more_above="{count} more above {model}",
    more_below="{count} more below {model}",
    more="{count} more",
    thousands=",",
)
