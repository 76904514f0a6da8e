"""Write docs/commands.md: what each command takes, from the commands themselves.

python scripts/commands.py
"""

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click

from readme_sync.cli.group import cli

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# Commands

What `readme-sync help COMMAND` says, on one page. This page is made by `python scripts/commands.py`; do not edit it.

Exit codes: 0 clean, 1 results or something would change, 2 wrong usage or input, 3 internal error. One option has one
name in every command: what writes takes `--diff` and `--dry-run`, what reports takes `--output-format`. Where a command
takes PATHS, they are files, folders (the Markdown in them that git does not ignore) and quoted patterns such as
`"docs/**/*.md"`. `readme-sync completions bash` (or zsh, fish) completes all of it in your shell.
"""
BAR = "\\|"
GROUPS = {
    "See": ("status", "history", "check", "numbers", "facts", "rule"),
    "Update": ("sync", "push", "format", "migrate", "merge", "resolve"),
    "Edit rows": ("set", "add", "put", "upsert", "rename", "move", "remove", "sort", "renumber", "reset", "column"),
    "Many edits, and data": ("apply", "import", "export", "parse", "schema"),
    "Set up": ("init", "server", "completions", "help"),
}


def page() -> str:
    """Return the page."""
    context = cli.make_context("readme-sync", [], resilient_parsing=True)
    names = set(cli.list_commands(context))
    parts = [HEAD, f"## Options of every command\n\n{_options(cli.params)}"]
    for title, group in GROUPS.items():
        parts.append(f"## {title}\n")
        for name in group:
            command = cli.get_command(context, name)
            assert command is not None, name
            names.remove(name)
            parts.append(_command(command, name, context))
    assert not names, f"in no group: {sorted(names)}"
    return "\n".join(parts)


def _command(command: click.Command, name: str, group: click.Context) -> str:
    with click.Context(command, info_name=name, parent=group) as context:
        usage = " ".join(["readme-sync", name, *command.collect_usage_pieces(context)])
    shared = {spelling for one in cli.params for spelling in one.opts}
    own = [one for one in command.params if not shared & set(one.opts)]
    text = "\n\n".join(" ".join(part.split()) for part in cleandoc(command.help or "").split("\n\n"))
    examples = (command.epilog or "").partition("Examples:\n")[2]
    lines = "".join(f"{line.strip()}\n" for line in examples.splitlines())
    options = _options(own)
    return f"### {name}\n\n```text\n{usage}\n```\n\n{text}\n\n```sh\n{lines}```\n" + (f"\n{options}" if options else "")


def _options(parameters: list[click.Parameter]) -> str:
    rows = list(_rows(parameters))
    return "| option | does |\n| --- | --- |\n" + "".join(rows) if rows else ""


def _rows(parameters: list[click.Parameter]) -> Iterator[str]:
    for one in parameters:
        if not isinstance(one, click.Option) or one.hidden:
            continue
        metavar = "" if one.is_flag else f" {one.metavar or 'TEXT'}"
        spellings = [f"`{name}{metavar}`" for name in one.opts] + [f"`{name}`" for name in one.secondary_opts]
        yield f"| {', '.join(spellings).replace('|', BAR)} | {_escaped(one.help or '')} |\n"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", BAR).replace("*", "\\*").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
