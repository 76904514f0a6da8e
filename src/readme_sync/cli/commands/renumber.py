"""`readme-sync renumber`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, line_option, repad_option, section_option


@click.command("renumber")
@section_option
@line_option
@repad_option
@editing_options
def command(editing: Editing, section: str | None, line: int | None, repad: bool | None) -> int:
    """Bring the numbers in front of rows in order.

    All tables and lists with numbers are renumbered, from their first number on, in the form in which they are written.
    """
    from readme_sync import api  # noqa: PLC0415

    return editing.run(
        lambda source, anchor, settings: api.renumber_rows(
            source, section=section or anchor, line=line, repad=repad, settings=settings
        )
    )
