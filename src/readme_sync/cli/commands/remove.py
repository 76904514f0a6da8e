"""`readme-sync remove`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, row_line_option, row_section_option


@click.command("remove")
@click.argument("row")
@row_section_option
@row_line_option
@click.option("--children", is_flag=True, help="Take along what stands in a task.")
@editing_options
def command(editing: Editing, row: str, section: str | None, line: int | None, children: bool) -> int:
    """Remove a row of a table, or a task.

    ROW is its label, or the number in front of it. A task in which other tasks stand is removed with --children only.
    """
    from readme_sync import api  # noqa: PLC0415

    return editing.run(
        lambda source, anchor, settings: api.remove_row(
            source, row, section=section or anchor, line=line, children=children, settings=settings
        )
    )
