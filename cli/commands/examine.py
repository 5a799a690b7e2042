"""What the names and files of models tell of their parents."""

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
    """Say what the names and files of models on the Hub tell of their parents.

    A name tells a parent if the graph holds a model of the same name without the format, such as GGUF. Of files, the
    beginning is read: adapter_config.json, mergekit_config.yml, config.json, a GGUF file, README.md, three of a model
    at most. Both are compared with what the graph has as declared; nothing is written into it.
    """
    from answers.examination import ParentStatement, examine
    from cli.commands.load.hub import the_hub

    hub, database = the_hub(), opened_database()
    statements: list[ParentStatement] = []
    for model in models:
        examination = examine(hub, database, clean(model, "model"))
        statements += examination.statements
        if not examination.statements:
            files = ", ".join(map(harmless, examination.files)) or "none that could"
            click.echo(
                f"The name and the files of {harmless(examination.model)} tell no parent (read: {files}).", err=True
            )
    print_rows([field.name for field in fields(ParentStatement)], map(list, map(astuple, statements)), format_=format_)
