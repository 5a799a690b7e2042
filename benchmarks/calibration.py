"""Shows how near a generated table comes to the whole Hub: `python -m benchmarks.calibration models.parquet`."""

from __future__ import annotations

from pathlib import Path

import click

WHOLE_HUB = {
    "models": 3_094_856,
    "parents": 903_939,
    "finetune": 341_527,
    "adapter": 332_102,
    "quantized": 181_768,
    "merge": 47_662,
    "unspecified": 880,
    "models with a parent": 870_583,
    "models with several": 17_457,
    "most parents": 47,
    "parents in the table": 886_854,
    "in another case": 2_343,
    "naming themselves": 2_044,
    "most children": 43_388,
    "second most children": 32_534,
    "dataset edges": 372_601,
}
"""The figures of the full table of 2026-09-25, as the design notes give them."""
SQL = Path(__file__).with_name("calibration.sql")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def main(file: Path) -> None:
    """Print the figures of FILE beside those of the whole Hub, for as many models."""
    import duckdb
    from tabulate import tabulate

    with duckdb.connect() as connection:
        answer = connection.execute(SQL.read_text(encoding="utf-8").replace("{file}", str(file).replace("'", "''")))
        names = [column[0] for column in answer.description or []]
        found = dict(zip(names, answer.fetchone() or (), strict=True))
    share = found["models"] / WHOLE_HUB["models"]
    rows = [
        [name, value, round(WHOLE_HUB[name] * (share if name != "most parents" else 1)) if name in WHOLE_HUB else None]
        for name, value in found.items()
    ]
    click.echo(tabulate(rows, headers=["figure", "here", "whole Hub, in proportion"], intfmt=","))


if __name__ == "__main__":
    main()
