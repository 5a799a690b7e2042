"""Makes tables of models shaped as the Hub's: `python -m benchmarks.generate --models 30000 --out models.parquet`."""

from __future__ import annotations

from pathlib import Path

import click

SQL = Path(__file__).with_name("models.sql")


def generate(file: Path, models: int, *, seed: int = 2026, changed: float = 0.0, draw: int | None = None) -> None:
    """Write a table of so many models; the same arguments give the same rows in the same order.

    `changed` is the share of models that differ from the table of the same seed without it, as a week on the Hub makes
    them differ; `draw` chooses which those are, and what becomes of them.
    """
    import duckdb

    variables = {"models": models, "seed": seed, "changed": changed, "draw": seed if draw is None else draw}
    with duckdb.connect() as connection:
        for name, value in variables.items():
            connection.execute(f"SET VARIABLE {name} = {value}")
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(SQL.read_text(encoding="utf-8").replace("{file}", str(file).replace("'", "''")))


@click.command()
@click.option("--models", default=3_094_856, show_default=True, type=click.IntRange(min=1000), help="How many models.")
@click.option("--seed", default=2026, show_default=True, help="What chance begins with.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The parquet file to write.")
@click.option("--changed", default=0.0, type=click.FloatRange(0, 1), help="The share of models changed since.")
@click.option("--of", "of", type=int, help="The seed of the table that is changed; --seed then draws the changes.")
@click.option("--check", is_flag=True, help="Print the figures of the table beside those of the whole Hub.")
def main(models: int, seed: int, out: Path, changed: float, of: int | None, check: bool) -> None:
    """Write a table of models shaped as the Hub's."""
    if of is not None and not changed:
        raise click.UsageError("--of names the table that --changed changes: give both.")
    generate(out, models, seed=seed if of is None else of, changed=changed, draw=seed)
    if check:
        from benchmarks.calibration import calibration

        click.echo(calibration(out))


if __name__ == "__main__":
    main()
