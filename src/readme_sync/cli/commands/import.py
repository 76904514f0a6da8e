"""`readme-sync import`."""  # noqa: N999  the command is called so

from collections.abc import Sequence

import click

from readme_sync.cli.bulk import FORMATS, Bulk, diff_option, dry_run_option, keep_going_option
from readme_sync.cli.configuring import Configured
from readme_sync.cli.options import config_options, paths_argument


@click.command("import")
@click.argument("data")
@paths_argument
@click.option(
    "--input-format", "form", type=click.Choice(FORMATS), help="How DATA is written; by default as its name says."
)
@diff_option
@dry_run_option
@keep_going_option
@config_options
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    configured: Configured,
    data: str,
    paths: Sequence[str],
    form: str | None,
    show_diff: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    keep_going: bool,  # noqa: FBT001
) -> int:
    """Set or add rows as a file of data says.

    DATA is what `readme-sync export` writes, as CSV, JSON, JSON Lines or YAML, - is standard input: `row` is the label,
    `section` where it stands, `value` its progress; other columns are those of the table. Rows that DATA does not name
    stay. PATHS, --diff and --dry-run are as for `readme-sync apply`, and so is what happens if anything is wrong: no
    document is written.
    """
    return Bulk(configured, show_diff, dry_run, keep_going).run(data, paths, form, default="upsert")
