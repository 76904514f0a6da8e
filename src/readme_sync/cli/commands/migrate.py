"""`readme-sync migrate`."""

from collections.abc import Sequence

import click

from readme_sync import api
from readme_sync.cli.configuration import Configured
from readme_sync.cli.diffs import write_diff
from readme_sync.cli.failures import RESULTS
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.output import write_data, write_note, write_text
from readme_sync.cli.paths import STDIN, read_path, shown_path
from readme_sync.cli.run import over_paths
from readme_sync.cli.terminal import view
from readme_sync.reports.edit_text import migrate_lines

_TARGETS = ["progress-bar.xyz", "geps", "shields"]
_SOURCES = [*_TARGETS, "progress-bar.dev", "progressed.io", "cloudfunctions", "badgen"]


@click.command("migrate")
@paths_argument
@click.option("--to", "target", type=click.Choice(_TARGETS), required=True, help="The service to move to.")
@click.option(
    "--from", "sources", type=click.Choice(_SOURCES), multiple=True, help="Move from this service only; repeatable."
)
@click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    target: str,
    sources: Sequence[str],
    show_diff: bool,
    dry_run: bool,
) -> int:
    """Move progress images from one service to another.

    PATHS are Markdown files, - is standard input and goes to standard output; by default those of the
    configuration, otherwise the README in this folder.
    Images that the other service cannot show in full are not changed. With --diff or --dry-run, exit code 1 says that
    something would change. The network is not used.
    """

    def one(path: str) -> int:
        return _migrate(path, target, sources, show_diff=show_diff, dry_run=dry_run)

    return over_paths(paths, one, configured)


def _migrate(path: str, target: str, sources: Sequence[str], *, show_diff: bool, dry_run: bool) -> int:
    """Migrate one document, and return its exit code."""
    if path != STDIN and not show_diff and not dry_run:
        _write_lines(_lines(api.migrate_file(path, target, sources=sources), path, target))
        return 0
    before = read_path(path)
    migrated = api.migrate(before, target, sources=sources)
    lines = _lines(migrated, shown_path(path), target)
    if show_diff:
        write_diff(before, migrated.source, shown_path(path))
    elif dry_run:
        _write_lines([*lines[:-1], lines[-1] + (" (not written)" if migrated.changed else "")])
    else:
        write_data(migrated.source.text)
    if not dry_run:  # standard output carries data
        for line in lines:
            write_note(line)
    return RESULTS if migrated.changed and (show_diff or dry_run) else 0


def _write_lines(lines: Sequence[str]) -> None:
    write_text("".join(f"{line}\n" for line in lines))


def _lines(migrated: api.Migrated, path: str, target: str) -> list[str]:
    return list(migrate_lines(path, target, migrated.moves, view()))
