"""`readme-sync apply`."""

from collections.abc import Sequence

import click

from readme_sync.cli.bulk import FORMATS, Bulk, diff_option, dry_run_option, keep_going_option
from readme_sync.cli.configuring import Configured
from readme_sync.cli.options import config_options, paths_argument


@click.command("apply")
@click.argument("edits")
@paths_argument
@click.option(
    "--input-format", "form", type=click.Choice(FORMATS), help="How EDITS is written; by default as its name says."
)
@diff_option
@dry_run_option
@keep_going_option
@config_options
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    configured: Configured,
    edits: str,
    paths: Sequence[str],
    form: str | None,
    show_diff: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    keep_going: bool,  # noqa: FBT001
) -> int:
    """Do many edits of rows at once: all or none.

    EDITS is a file of operations (set, add, remove, move, rename, sort, renumber, put, upsert) in YAML, JSON, JSON
    Lines or CSV, - is standard input; `readme-sync schema edits` describes it. PATHS are the documents of those
    operations that name no `file`, patterns such as "docs/**/*.md" too; by default those of the configuration, else
    the README in this folder.
    First all is planned and verified. If any operation cannot be done, all problems are listed with their lines in
    EDITS, the exit code is 2, and no document is written. An interrupted run is completed by the same command.
    With --diff or --dry-run, exit code 1 says that something would change.
    """
    return Bulk(configured, show_diff, dry_run, keep_going).run(edits, paths, form)
