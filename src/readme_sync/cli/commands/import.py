"""Set or add rows as a file of data says."""

from collections.abc import Sequence

import click

from readme_sync.cli.bulk import Bulk, bulk_options


@click.command("import")
@click.argument("data", type=click.Path())
@click.option("--only-existing", is_flag=True, help="Add no row: one that is not there is an error.")
@bulk_options
def command(bulk: Bulk, data: str, paths: Sequence[str], form: str | None, only_existing: bool) -> int:
    """Set or add rows as a file of data says.

    DATA is what `readme-sync export` writes, as CSV, JSON, JSON Lines or YAML, - is standard input: `row` is the label,
    `section` where it stands, `value` its progress; other columns are those of the table. Rows that DATA does not name
    stay. PATHS, --diff and --dry-run are as for `readme-sync apply`, and so is what happens if anything is wrong: no
    document is written. Rows that are unchanged are listed with --verbose only.

    Examples:
        readme-sync import rows.csv --diff
        readme-sync import rows.csv --only-existing README.md
    """
    return bulk.run(data, paths, form, default="upsert", existing=only_existing)
