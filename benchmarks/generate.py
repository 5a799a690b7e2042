"""Makes tables of models shaped as the Hub's: `python -m benchmarks.generate --models 30000 models.parquet`."""

from __future__ import annotations

from pathlib import Path

import click

SQL = Path(__file__).with_name("models.sql")


def generate(file: Path, models: int, *, seed: int = 2026, changed: float = 0.0) -> None:
    """Write a table of so many models. The same seed gives the same table; `changed` is the share that differs."""
    import duckdb

    with duckdb.connect() as connection:
        for name, value in (("models", models), ("seed", seed), ("changed", changed)):
            connection.execute(f"SET VARIABLE {name} = {value}")
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(SQL.read_text(encoding="utf-8").replace("{file}", str(file).replace("'", "''")))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--models", default=3_094_856, show_default=True, help="How many models.")
@click.option("--seed", default=2026, show_default=True, help="What chance begins with.")
@click.option("--changed", default=0.0, show_default=True, help="The share of models that have changed since.")
def main(file: Path, models: int, seed: int, changed: float) -> None:
    """Write a table of models shaped as the Hub's to FILE."""
    generate(file, models, seed=seed, changed=changed)


if __name__ == "__main__":
    main()
