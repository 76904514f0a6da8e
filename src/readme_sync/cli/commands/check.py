"""Find what is wrong in numbers, tables and numbering."""

from collections.abc import Sequence

import click

from readme_sync.cli.check_options import report_named, selection
from readme_sync.cli.check_options import statistics as statistics_report
from readme_sync.cli.check_run import CheckRun, check_all
from readme_sync.cli.documents import STDIN, Configured
from readme_sync.cli.file_checker import CheckOptions
from readme_sync.cli.options import (
    commands_option,
    config_options,
    format_option,
    ignore_option,
    paths_argument,
    select_option,
)
from readme_sync.cli.run import over
from readme_sync.model import FailOn


@click.command("check")
@paths_argument
@select_option
@ignore_option
@format_option
@click.option("--statistics", is_flag=True, help="Count the results of each rule instead of showing them.")
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in FailOn]),
    help="The lowest severity that fails (exit code 1).",
)
@click.option("--since", metavar="REV", help="Report numbers that were right at this git revision and are wrong now.")
@click.option("--fix", is_flag=True, help="Make all safe fixes, and write the documents.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="Make unsafe fixes, too; review the changes.")
@click.option(
    "--diff", "show_diff", is_flag=True, help="Show what --fix or --unsafe-fixes would change; write nothing."
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="How many processes to use; by default as many as pay."
)
@commands_option
@config_options
def command(
    configured: Configured,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    output_format: str,
    statistics: bool,
    fail_on: str | None,
    since: str | None,
    fix: bool,
    unsafe: bool,
    show_diff: bool,
    jobs: int | None,
    allow_commands: bool,
) -> int:
    """Find what is wrong in numbers, tables and numbering.

    PATHS are Markdown files, - is standard input; by default those of the
    configuration, otherwise the README in this folder. Errors and warnings give
    exit code 1, notes alone do not; --fail-on changes that. The network is not used.
    """
    if statistics and output_format not in {"text", "concise"}:
        raise _usage_error(f"--statistics is for people, it cannot go with --output-format {output_format}")
    if show_diff:
        from readme_sync.cli.fix_run import FixDiffRun  # noqa: PLC0415  what edits and writes; a check needs none of it

        diff_run = FixDiffRun(selection(select, ignore), unsafe=unsafe, since=since)
        return max(over(paths, diff_run.show, configured), diff_run.finish())
    if (fix or unsafe) and STDIN in paths:
        raise _usage_error(f"{'--unsafe-fixes' if unsafe else '--fix'} writes files, it cannot go with -; use --diff")
    report = statistics_report() if statistics else report_named(output_format)
    level = FailOn(fail_on) if fail_on else None
    chosen = CheckOptions(tuple(select), tuple(ignore), configured.path, configured.off, since, allow_commands)
    if fix or unsafe:
        from readme_sync.cli.fix_run import FixRun  # noqa: PLC0415  a check needs no fixes

        run = FixRun(chosen, report, level, chosen.arguments, unsafe=unsafe)
        return max(over(paths, run.fix, configured), run.finish())
    return check_all(CheckRun(report, level, chosen.arguments), chosen, paths, jobs)


def _usage_error(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
