"""`readme-sync add`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, line_option, repad_option, section_option
from readme_sync.cli.place_options import place_options, spot


@click.command("add")
@click.argument("label")
@click.argument("value", required=False)
@click.option("--cell", "cells", multiple=True, metavar="HEADER=TEXT", help="What another cell says; may be repeated.")
@section_option
@line_option
@place_options
@repad_option
@editing_options
def command(
    editing: Editing,
    label: str,
    value: str | None,
    cells: tuple[str, ...],
    section: str | None,
    line: int | None,
    before: str | None,
    after: str | None,
    first: bool,
    last: bool,
    repad: bool | None,
) -> int:
    """Add a row or a task, written as those beside it.

    LABEL is any text: it is escaped so that GitHub shows just that. VALUE is its progress, as for set; by default it is
    open. The row takes the table's own style: pipes, padding, its next number, the notation of its progress.
    """
    from readme_sync import api  # noqa: PLC0415

    values: dict[str, str] = {}
    for cell in cells:
        header, sign, text = cell.partition("=")
        if not sign or not header.strip() or header in values:
            message = f"--cell takes HEADER=TEXT, each header once, not {cell!r}"
            raise click.UsageError(message, click.get_current_context())
        values[header] = text
    return editing.run(
        lambda source, anchor, settings: api.add_row(
            source,
            label,
            value,
            values=values,
            spot=spot(before, after, first=first, last=last, section=section or anchor, line=line),
            repad=repad,
            settings=settings,
        )
    )
