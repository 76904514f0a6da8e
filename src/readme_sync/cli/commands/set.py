"""`readme-sync set`."""

from typing import TYPE_CHECKING

import click

from readme_sync.cli.configuration import Configured
from readme_sync.cli.edit_run import file_option, repad_option
from readme_sync.cli.failures import RESULTS
from readme_sync.cli.options import config_options
from readme_sync.cli.output import write_data, write_note, write_text
from readme_sync.cli.paths import STDIN, read_path, shown_path, single_path

if TYPE_CHECKING:
    from readme_sync.api import Updated


@click.command("set")
@click.argument("row")
@click.argument("value")
@file_option
@click.option("--section", metavar="TITLE", help="The title or #anchor of the section in which ROW stands.")
@click.option("--column", metavar="HEADER", help="The column to change, where a row states more than one progress.")
@click.option("--line", type=int, metavar="N", help="The line in which ROW stands, where labels are equal.")
@repad_option
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@config_options
def command(
    configured: Configured,
    row: str,
    value: str,
    path: str | None,
    section: str | None,
    column: str | None,
    line: int | None,
    repad: bool | None,
    show_diff: bool,
    dry_run: bool,
) -> int:
    """Set the progress of one item, in its own notation.

    ROW is the item's label, or the number in front of it. VALUE is a percent, a fraction or a word: 40, 40%, 3/7, done.
    Only the characters of the value change, and in an aligned table the blanks behind it. With --file - the document
    comes from standard input and goes to standard output. With --diff or --dry-run, exit code 1 says that something
    would change.
    """
    from readme_sync import api  # noqa: PLC0415
    from readme_sync.store.section_paths import parted  # noqa: PLC0415

    path, anchor = parted(path or single_path(configured))
    section = section or anchor
    settings = configured.of(path)
    if path != STDIN and not show_diff and not dry_run:
        updated = api.update_file(
            path, row, value, section=section, column=column, line=line, repad=repad, settings=settings
        )
        write_text(_said(updated, path) + "\n")
        return 0
    before = read_path(path)
    updated = api.update(before, row, value, section=section, column=column, line=line, repad=repad, settings=settings)
    if show_diff:
        from readme_sync.cli.diffs import write_diff  # noqa: PLC0415

        write_diff(before, updated.source, shown_path(path))
    elif dry_run:
        write_text(_said(updated, shown_path(path)) + (" (not written)\n" if updated.changed else "\n"))
    else:
        write_data(updated.source.text)
    if not dry_run:  # standard output carries data
        write_note(_said(updated, shown_path(path)))
    return RESULTS if updated.changed and (show_diff or dry_run) else 0


def _said(updated: "Updated", path: str) -> str:
    from readme_sync.cli.terminal import view  # noqa: PLC0415
    from readme_sync.reports.edit_text import item_changed_text, item_text, item_unchanged_text  # noqa: PLC0415

    seen = view()
    name = item_text(f"{path}:{updated.line}", updated.item.label, seen)
    if updated.changed:
        return f"{name} {item_changed_text(updated.kind, updated.was, updated.now, seen)}"
    return f"{name} {item_unchanged_text(updated.kind, updated.now)}"
