"""Which models may hold what one of them holds."""

from __future__ import annotations

import click

from answers.exposure import NOTE, Hypothesis, find_exposed
from cli import options
from cli.completeness import warn_if_in_part, warn_if_incomplete
from cli.database import opened_database
from cli.hypothesis import hypothesis
from cli.options import OutputOptions
from cli.output import print_answer
from ground.bands import BAND_OF_RELATION

BANDS_OF_CHAINS = ", ".join(f"{band} ({relation})" for relation, band in BAND_OF_RELATION.items())
HELP = f"""The models that may hold the data that came out of MODEL, and by what kind of descent.

Where nothing is known of its origin, it entered at MODEL or at any of its ancestors; the models exposed under each
of these come first. The band is the weakest link of the strongest chain: {BANDS_OF_CHAINS}. Bands rank, they prove
nothing.
"""


@click.command(help=HELP)
@hypothesis(publisher="All that derives from the models of this publisher, grouped by publisher.")
@options.output
def exposure(entered_at: Hypothesis, output: OutputOptions) -> None:
    database = opened_database()
    finding = find_exposed(database, entered_at, warn_if_incomplete(database))
    warn_if_in_part(database, finding.family)
    print_answer(finding.answer(database), output)
    if not output.in_browser and output.format not in ("table", "json"):
        click.echo(f"{finding.words}\n{NOTE}", err=True)
