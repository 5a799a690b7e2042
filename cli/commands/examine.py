"""What the files of models say of their parents."""

from __future__ import annotations

from dataclasses import astuple, fields

import click

from cli import options
from cli.database import opened_database
from cli.output import print_rows
from ground.names import clean
from ground.text import harmless


@click.command()
@click.argument("models", nargs=-1, required=True, metavar="MODEL...")
@options.format_
def examine(models: tuple[str, ...], format_: str) -> None:
    """Say what the files of models on the Hub name as their parents.

    Reads the beginning of adapter_config.json, mergekit_config.yml, config.json, a GGUF file and README.md, three files
    of a model at most, and compares what they name with what the graph has as declared. Writes nothing into the graph.
    """
    from answers.examination import FileStatement, examine
    from cli.commands.load.hub import the_hub

    hub, database = the_hub(), opened_database()
    statements: list[FileStatement] = []
    for model in models:
        examination = examine(hub, database, clean(model, "model"))
        statements += examination.statements
        if not examination.statements:
            files = ", ".join(map(harmless, examination.files)) or "none that could"
            click.echo(f"The files of {harmless(examination.model)} name no parent (read: {files}).", err=True)
    print_rows([field.name for field in fields(FileStatement)], map(list, map(astuple, statements)), format_=format_)
