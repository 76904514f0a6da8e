"""Write the completion script of a shell."""

import click
from click.shell_completion import get_completion_class

from readme_sync.cli.output import write_data

_NAME = "readme-sync"
_VARIABLE = "_README_SYNC_COMPLETE"


@click.command("completions")
@click.argument("shell", metavar="SHELL", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Write a script that completes commands, options, files, rules, sections and rows in a shell.

    bash: put the line `eval "$(readme-sync completions bash)"` into ~/.bashrc. zsh: the same with zsh into ~/.zshrc.
    fish: write the script to ~/.config/fish/completions/readme-sync.fish.

    Examples:
        readme-sync completions bash
    """
    shell_class = get_completion_class(shell)
    assert shell_class is not None
    completion = shell_class(context.find_root().command, {}, _NAME, _VARIABLE)
    write_data(f"{completion.source()}\n")
