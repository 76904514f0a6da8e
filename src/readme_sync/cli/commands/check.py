"""`readme-sync check`."""

from collections.abc import Sequence

import click

from readme_sync.cli.configuring import Configured, config_options
from readme_sync.cli.paths import STDIN, paths_argument
from readme_sync.cli.run import over
from readme_sync.cli.selecting import ignore_option, select_option, selection


@click.command("check")
@paths_argument
@select_option
@ignore_option
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to write the results.")
@click.option("--fix", "mend", is_flag=True, help="Mend what can be mended safely, and write the documents.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix would change; write nothing.")
@config_options
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    configured: Configured,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    output_format: str,
    mend: bool,  # noqa: FBT001
    show_diff: bool,  # noqa: FBT001
) -> int:
    """Find what is wrong in figures, tables and numbering.

    PATHS are Markdown files, - is standard input; by default those of the configuration, else the
    README in this folder. Errors and warnings give exit
    code 1, notes alone do not. Nothing is asked of the network.
    """
    from readme_sync.cli.checking import Checking, Diffing  # noqa: PLC0415

    if mend and (show_diff or STDIN in paths):
        message = f"--fix writes files, it cannot go with {'--diff' if show_diff else '-'}"
        raise click.UsageError(message, click.get_current_context())
    rules = selection(select, ignore)
    if show_diff:
        diffing = Diffing(rules)
        return max(over(paths, diffing.show, configured), diffing.finish())
    checking = Checking(rules, as_json=output_format == "json")
    return max(over(paths, checking.mend if mend else checking.check, configured), checking.finish())
