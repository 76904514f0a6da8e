"""`readme-sync sort`."""

import click

from readme_sync.cli.edit_run import Editing, editing_options, line_option, section_option


@click.command("sort")
@click.option("--by", default="label", metavar="COLUMN", help="A column's header, progress, or label (the default).")
@click.option("--reverse", is_flag=True, help="The last first.")
@section_option
@line_option
@editing_options
def command(editing: Editing, by: str, reverse: bool, section: str | None, line: int | None) -> int:
    """Sort the rows of a table, or the outer tasks of a list.

    Numbers in texts count as numbers: Day 9 comes before Day 10. Equal rows keep their order, totals their places. The
    number in front of a row goes with it; renumber brings the numbers in order.
    """
    from readme_sync import api  # noqa: PLC0415

    return editing.run(
        lambda source, anchor, settings: api.sort_rows(
            source, by, reverse=reverse, section=section or anchor, line=line, settings=settings
        )
    )
