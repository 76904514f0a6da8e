"""Bring every figure in line with what it is derived from."""

from collections.abc import Sequence

import click

from readme_sync.cli.configuration import Configured
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.run import over_paths


@click.command("sync")
@paths_argument
@click.option("--check", "only_check", is_flag=True, help="Say what would change and write nothing; exit code 1 then.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change as a diff; write nothing.")
@click.option("--offline", is_flag=True, help="Ask nothing of GitHub; skip what only GitHub knows.")
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    only_check: bool,  # noqa: FBT001
    show_diff: bool,  # noqa: FBT001
    offline: bool,  # noqa: FBT001
) -> int:
    """Bring every figure in line with what it is derived from.

    PATHS are Markdown files, - is standard input and goes to standard output;
    by default those of the configuration, else the README in this folder.
    Only the characters of the values change, and what stands in regions of
    readme-sync. What is stale and stays so is said with the reason, and gives
    exit code 1. Broken markers, and facts that are not there, give exit code 2;
    such a document stays as it is.
    """
    from readme_sync.cli.sync_run import Syncing  # noqa: PLC0415  not for --help

    syncing = Syncing(writes=not (only_check or show_diff), shows_diff=show_diff, offline=offline)
    code = over_paths(paths, lambda path: syncing.sync(path, configured.of(path)), configured)
    syncing.finish()
    return code
