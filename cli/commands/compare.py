"""Whether two models share weights."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from cli import options
from cli.errors import CommandError
from cli.output import print_rows
from formats import document
from ground.names import clean
from ground.text import harmless

if TYPE_CHECKING:
    from answers.weights import WeightComparison

PACKAGES = ("numpy", "scipy", "gguf")
VERDICTS = {
    "shared": "They share weights: one derives from the other, or both from a third.",
    "no-sign": "There is no sign that they share weights.",
    "uncertain": "It is uncertain whether they share weights.",
}
LIMITS = {
    "shared": "Weights do not say which of them came first, nor through how many models; dates and cards may.",
    "no-sign": "That is no proof of independence: what was learned from another model's answers leaves no such trace.",
    "uncertain": "The p-value lies between 1e-9 and 1e-3: compare other formats of the same models.",
}
COLUMNS = ["tensor", "otherTensor", "p", "matched", "similarity", "units", "equal"]


@click.command()
@click.argument("model")
@click.argument("other")
@options.just_format
def compare(model: str, other: str, format_: str) -> None:
    """Say whether the weights of two models of the Hub were trained independently.

    Reads a few MB of their weights in safetensors or GGUF from the Hub. Hidden units of a few layers of MODEL are
    matched with those of OTHER; p is the chance of such a matching if the two were trained independently.
    """
    if missing := [package for package in PACKAGES if find_spec(package) is None]:
        raise CommandError("compare-lacks-packages", packages=missing)
    from answers.weights import compare_weights
    from cli.commands.load.hub import the_hub

    result = compare_weights(the_hub(), clean(model, "model"), clean(other, "model"))
    if format_ == "json":
        click.echo(document(_as_json(result)), nl=False)
        return
    rows = [[*values.values()] for values in _as_json(result)["tensors"]]
    print_rows(COLUMNS, rows, format_=format_)
    _explain(result)


def _explain(result: WeightComparison) -> None:
    """Say the verdict, what it does not say, and what was read."""
    comparison = result.comparison
    names = " and ".join(map(harmless, (comparison.first, comparison.second)))
    megabytes = result.bytes_read / 1e6
    click.echo(f"{names}: p = {comparison.p_value:.1g}. {VERDICTS[comparison.verdict]}", err=True)
    click.echo(f"{LIMITS[comparison.verdict]} Read from the Hub: {megabytes:.1f} MB.", err=True)


def _as_json(result: WeightComparison) -> dict[str, Any]:
    """The comparison as `--format json` gives it."""
    comparison = result.comparison
    return {
        "model": comparison.first,
        "other": comparison.second,
        "modelCommit": result.commits[0],
        "otherCommit": result.commits[1],
        "verdict": comparison.verdict,
        "p": comparison.p_value,
        "bytesRead": result.bytes_read,
        "tensors": [
            {
                "tensor": each.first,
                "otherTensor": each.second,
                "p": each.p_value,
                "matched": round(each.matched, 4),
                "similarity": round(each.similarity, 4),
                "units": each.units,
                "equal": each.equal,
            }
            for each in comparison.tensors
        ],
    }
