"""Shows how near a generated table comes to the whole Hub: `python -m benchmarks.calibration models.parquet`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import click

WHOLE_HUB = {
    "models": 3_094_856,
    "edges": 903_939,
    "finetune": 341_527,
    "adapter": 332_102,
    "quantized": 181_768,
    "merge": 47_662,
    "unspecified": 880,
    "models with a parent": 870_583,
    "models with several": 17_457,
    "parents in another case": 2_343,
    "models naming themselves": 2_044,
    "most children": 43_388,
    "second most": 32_534,
    "third most": 30_626,
    "dataset edges": 372_601,
    "publishers": 800_000,
    "rings": 12,
}
"""The figures of the full table of 2026-09-25 that grow with it, as the design notes give them."""
AT_ANY_SIZE = {"% of parents in the table": 98.11, "most parents": 47, "depth": 86}
"""Those that do not."""
SQL = Path(__file__).with_name("calibration.sql")


def calibration(file: Path) -> str:
    """A table of the figures of a file beside those of the whole Hub."""
    from tabulate import tabulate

    found = figures(file)
    share = float(found["models"]) / WHOLE_HUB["models"]
    rows = [
        (
            name,
            _text(value),
            _text(AT_ANY_SIZE.get(name, round(WHOLE_HUB[name] * share) if name in WHOLE_HUB else None)),
        )
        for name, value in found.items()
    ]
    headers = ["figure", "here", "whole Hub, in proportion"]
    return tabulate(rows, headers, disable_numparse=True, colalign=("left", "right", "right"))


def figures(file: Path) -> dict[str, float]:
    """The figures of a file, each by its name."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(SQL.read_text(encoding="utf-8").replace("{file}", str(file).replace("'", "''")))
        answer = connection.execute("FROM figures")
        names = [column[0] for column in answer.description or []]
        found: dict[str, float] = dict(zip(names, answer.fetchone() or (), strict=True))
        edges = connection.execute("SELECT child, parent FROM edges WHERE parent <> child").fetchall()
    found["depth"], found["rings"] = depth_and_rings(edges)
    found["megabytes"] = round(file.stat().st_size / 1e6, 1)
    found["bytes of a model"] = round(file.stat().st_size / found["models"], 1)
    return found


def depth_and_rings(edges: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """The most edges on a way down that meets no ring, and the number of rings.

    A ring is a group of models that all derive from one another. A model is taken off once all its parents are, so what
    is never taken off is in a ring or descends from one.
    """
    parents: dict[str, list[str]] = defaultdict(list)
    children: dict[str, list[str]] = defaultdict(list)
    for child, parent in edges:
        parents[child].append(parent)
        children[parent].append(child)
    waiting = {child: len(named) for child, named in parents.items()}
    depth, layer = -1, [parent for parent in children if parent not in waiting]
    while layer:
        depth += 1
        freed = []
        for parent in layer:
            for child in children[parent]:
                waiting[child] -= 1
                if not waiting[child]:
                    freed.append(child)
        layer = freed
    left = {model for model, missing in waiting.items() if missing}
    ancestors = {model: _reached(model, parents) for model in left}
    return depth, len(
        {frozenset(a for a in ancestors[m] & left if m in ancestors[a]) for m in left if m in ancestors[m]}
    )


def _reached(model: str, parents: dict[str, list[str]]) -> set[str]:
    """All that a model derives from; itself too, where it is in a ring."""
    reached: set[str] = set()
    stack = [model]
    while stack:
        for parent in parents.get(stack.pop(), []):
            if parent not in reached:
                reached.add(parent)
                stack.append(parent)
    return reached


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def main(file: Path) -> None:
    """Print the figures of FILE beside those of the whole Hub, for as many models."""
    click.echo(calibration(file))


if __name__ == "__main__":
    main()
