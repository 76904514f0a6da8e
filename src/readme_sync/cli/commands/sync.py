"""Bring every figure in line with what it is derived from."""

from collections.abc import Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.run import over_paths
from readme_sync.cli.sync_run import SyncRun


@click.command("sync")
@paths_argument
@click.option("--check", "only_check", is_flag=True, help="Say what would change; write nothing; then exit code 1.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change as a diff; write nothing.")
@click.option("--offline", is_flag=True, help="Do not ask GitHub; skip what only GitHub knows.")
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    only_check: bool,
    show_diff: bool,
    offline: bool,
) -> int:
    """Update every number that is derived from something else.

    PATHS are Markdown files, - is standard input and goes to standard output;
    by default those of the configuration, otherwise the README in this folder.
    Only the characters of the values change, and the text in regions of
    readme-sync. A number that stays out of date is listed with the reason, and
    gives exit code 1. Broken markers and missing facts give exit code 2; such a
    document is not changed.
    """
    run = SyncRun(writes=not (only_check or show_diff), shows_diff=show_diff, offline=offline)
    code = over_paths(paths, lambda path: run.sync(path, configured.of(path)), configured)
    run.finish()
    return code
