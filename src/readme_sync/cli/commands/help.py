"""Explain a command."""

import click

from readme_sync.cli.output import write_text


def _commands(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    group = context.find_root().command
    assert isinstance(group, click.Group)
    return [name for name in group.list_commands(context) if name.startswith(incomplete)]


@click.command("help")
@click.argument("name", metavar="[COMMAND]", required=False, shell_complete=_commands)
@click.pass_context
def command(context: click.Context, name: str | None) -> None:
    """Explain a command, or list all of them.

    Examples:
        readme-sync help
        readme-sync help check
    """
    root = context.find_root()
    group = root.command
    assert isinstance(group, click.Group)
    if name is None:
        write_text(f"{group.get_help(root)}\n")
        return
    _, found, _ = group.resolve_command(root, [name])
    assert found is not None
    with click.Context(found, info_name=name, parent=root) as inner:
        write_text(f"{found.get_help(inner)}\n")
