"""`readme-sync rename`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, repad_option, row_line_option, row_section_option


@click.command("rename")
@click.argument("row")
@click.argument("label")
@row_section_option
@row_line_option
@repad_option
@editing_options
def command(
    editing: Editing,
    row: str,
    label: str,
    section: str | None,
    line: int | None,
    repad: bool | None,
) -> int:
    """Give a row or a task another label.

    ROW is its label, or the number in front of it. LABEL is any text: it is escaped so that GitHub shows just that.
    The number in front of a row, links and emphasis around the label stay.
    """
    from readme_sync import api  # noqa: PLC0415

    return editing.run(
        lambda source, anchor, settings: api.rename_row(
            source, row, label, section=section or anchor, line=line, repad=repad, settings=settings
        )
    )
