"""`readme-sync move`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, row_line_option, row_section_option
from readme_sync.cli.place_options import place_options, spot


@click.command("move")
@click.argument("row")
@row_section_option
@row_line_option
@click.option("--to", metavar="TITLE", help="The title or #anchor of the section to which ROW goes.")
@place_options
@editing_options
def command(
    editing: Editing,
    row: str,
    section: str | None,
    line: int | None,
    to: str | None,
    before: str | None,
    after: str | None,
    first: bool,
    last: bool,
) -> int:
    """Move a row or a task to another place.

    ROW is its label, or the number in front of it. Within a table the row stays as it is written; in another table its
    cells go below the same headers. A task takes along what stands in it.
    """
    from readme_sync import api  # noqa: PLC0415

    if not (before is not None or after is not None or first or last or to is not None):
        message = "say where to: --before, --after, --first, --last or --to"
        raise click.UsageError(message, click.get_current_context())
    return editing.run(
        lambda source, anchor, settings: api.move_row(
            source,
            row,
            spot(before, after, first=first, last=last, section=to, line=None),
            section=section or anchor,
            line=line,
            settings=settings,
        )
    )
