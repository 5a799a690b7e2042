"""Shell completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what makes SHELL complete commands and model ids.

    \b
    bash: lineage-db completion bash >> ~/.bashrc
    zsh:  lineage-db completion zsh >> ~/.zshrc
    fish: lineage-db completion fish > ~/.config/fish/completions/lineage-db.fish
    """
    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"click does not know the shell {shell}.")
    root = click.get_current_context().find_root().command
    click.echo(made(root, {}, "lineage-db", "_LINEAGE_DB_COMPLETE").source())
