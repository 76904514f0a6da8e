"""Do many edits of rows at once: all or none."""

from collections.abc import Sequence

import click

from readme_sync.cli.bulk import Bulk, bulk_options


@click.command("apply")
@click.argument("edits", type=click.Path())
@bulk_options
def command(bulk: Bulk, edits: str, paths: Sequence[str], form: str | None) -> int:
    """Do many edits of rows at once: all or none.

    EDITS is a file of operations (set, add, remove, move, rename, sort, renumber, reset, put, upsert) in YAML, JSON,
    JSON Lines or CSV, - is standard input; `readme-sync schema edits` describes it. PATHS are the documents of those
    operations that name no `file`, patterns such as "docs/**/*.md" and sections such as README.md#anchor too; by
    default those of the configuration, otherwise README.md in the current directory.

    First all is planned and verified. If any operation cannot be done, all problems are listed with their lines in
    EDITS, the exit code is 2, and no document is written. An interrupted run is completed by the same command.
    With --diff or --dry-run, exit code 1 says that something would change.

    Examples:
        readme-sync apply edits.yml --dry-run
        readme-sync apply edits.yml "docs/**/*.md"
    """
    return bulk.run(edits, paths, form)
