"""Find what is wrong in numbers, tables and numbering."""

from collections.abc import Sequence
from typing import NamedTuple

import click

from readme_sync.cli.check_options import RuleChoice, report_named
from readme_sync.cli.check_options import statistics as statistics_report
from readme_sync.cli.check_run import CheckRun, check_all
from readme_sync.cli.documents import STDIN, Configured, chosen_paths
from readme_sync.cli.file_checker import CheckOptions
from readme_sync.cli.options import (
    commands_option,
    diff_option,
    dry_run_option,
    ignore_option,
    output_file_option,
    output_format,
    paths_options,
    rules_option,
    select_option,
)
from readme_sync.cli.output import write_text
from readme_sync.cli.run import over, over_paths
from readme_sync.model import FailOn, Settings
from readme_sync.reports.checked import PLUGINS, CheckReport


class _What(NamedTuple):
    """What to do with results, or instead of looking for them."""

    fix: bool
    unsafe_fixes: bool
    fix_only: bool
    add_ignore: bool
    show_diff: bool
    dry_run: bool

    @property
    def fixes(self) -> bool:
        return self.fix or self.unsafe_fixes or self.fix_only


@click.command("check")
@select_option
@ignore_option
@rules_option("--extend-select", "Run these rules, too, where --select or the configuration chooses some.")
@click.option("--since", metavar="REV", help="Report numbers that were right at this git revision and are wrong now.")
@click.option(
    "--fail-on",
    type=click.Choice([level.value for level in FailOn]),
    metavar="LEVEL",
    help="Lowest severity that fails (exit code 1): error, warning, note or never.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are results.")
@click.option("--fix", is_flag=True, help="Make all safe fixes, and write the documents.")
@click.option("--unsafe-fixes", is_flag=True, help="Make unsafe fixes, too; review the changes.")
@click.option("--fix-only", is_flag=True, help="Fix, and do not report what is left.")
@rules_option("--fixable", "Fix only results of these rules.")
@rules_option("--unfixable", "Never fix results of these rules.")
@click.option(
    "--add-ignore", is_flag=True, help="Write an ignore comment for each result that fails, so that only new ones do."
)
@diff_option
@dry_run_option
@output_format(PLUGINS.names(), "text")
@output_file_option
@click.option("--statistics", is_flag=True, help="Count the results of each rule instead of showing them.")
@click.option("--show-files", is_flag=True, help="List the documents that would be checked.")
@click.option("--show-settings", is_flag=True, help="Show the settings of each document.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Use this many processes; by default as many as pay.")
@commands_option
@paths_options
def command(
    configured: Configured,
    /,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    extend_select: Sequence[str],
    fixable: Sequence[str],
    unfixable: Sequence[str],
    output_format: str,
    statistics: bool,
    fail_on: str | None,
    exit_zero: bool,
    since: str | None,
    show_files: bool,
    show_settings: bool,
    jobs: int | None,
    allow_commands: bool,
    **what: bool,
) -> int:
    """Find what is wrong in numbers, tables and numbering.

    PATHS are Markdown files, folders or patterns; - is standard input. Default: the files in `paths` of the
    configuration, otherwise README.md in the current directory. What git ignores is left out of folders and patterns.

    Errors and warnings give exit code 1, notes alone do not; --fail-on changes that. Never uses the network.

    Examples:
        readme-sync check
        readme-sync check . --exclude vendor
        readme-sync check --fix --diff
        readme-sync check --since main --output-format github
        readme-sync check --add-ignore
    """
    if show_files:
        write_text("".join(f"{path}\n" for path in chosen_paths(paths, configured)))
        return 0
    if show_settings:
        return over_paths(paths, lambda path: _show_settings(path, configured.of(path)), configured)
    rules = RuleChoice(*map(tuple, (select, ignore, extend_select, fixable, unfixable)))
    options = CheckOptions(rules, configured.path, configured.off, since, allow_commands)
    level = FailOn.NEVER if exit_zero else FailOn(fail_on) if fail_on else None
    report = _report(output_format, statistics=statistics)
    asked = _What(**what)
    if asked.fixes or asked.add_ignore or asked.show_diff or asked.dry_run:
        return _write(asked, options, report, level, configured, paths)
    return check_all(CheckRun(report, level, options.arguments), options, chosen_paths(paths, configured), jobs)


def _report(output_format: str, *, statistics: bool) -> CheckReport:
    if not statistics:
        return report_named(output_format)
    if output_format not in {"text", "concise", "json"}:
        raise _usage_error(f"--statistics cannot go with --output-format {output_format}; json can")
    return statistics_report(output_format)


def _write(
    what: _What,
    options: CheckOptions,
    report: CheckReport,
    level: FailOn | None,
    configured: Configured,
    paths: Sequence[str],
) -> int:
    """Fix or ignore results, or show what that would change; return the exit code."""
    # What edits and writes is imported here: a check needs none of it.
    from readme_sync.cli.edit_run import Preview  # noqa: PLC0415
    from readme_sync.cli.fix_run import FixDiffRun, FixRun, IgnoreRun  # noqa: PLC0415

    preview = Preview(what.show_diff, what.dry_run)
    if what.add_ignore:
        if what.fixes:
            raise _usage_error("--add-ignore cannot go with a fix; fix first")
        adding = IgnoreRun(options, report, level, preview)
        code = over_paths(paths, lambda path: adding.ignore(path, configured.of(path)), configured)
        return max(code, adding.finish())
    options.rules.verify()
    if not preview.writes:
        shown = FixDiffRun(options, unsafe=what.unsafe_fixes, show_diff=what.show_diff)
        return max(over(paths, shown.show, configured), shown.finish())
    if STDIN in paths:
        used = "--unsafe-fixes" if what.unsafe_fixes else "--fix" if what.fix else "--fix-only"
        raise _usage_error(f"{used} writes files, it cannot go with -; use --diff")
    run = FixRun(options, report, level, options.arguments, unsafe=what.unsafe_fixes, only=what.fix_only)
    return max(over(paths, run.fix, configured), run.finish())


def _show_settings(path: str, settings: Settings) -> int:
    from readme_sync.reports.settings_text import settings_text  # noqa: PLC0415  with JSON; a check needs none

    write_text(settings_text(path, settings))
    return 0


def _usage_error(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
