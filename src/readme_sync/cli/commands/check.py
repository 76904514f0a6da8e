"""Find what is wrong in figures, tables and numbering."""

from collections.abc import Sequence

import click

from readme_sync.cli.configuration import Configured
from readme_sync.cli.options import config_options, format_option, ignore_option, paths_argument, select_option
from readme_sync.cli.paths import STDIN
from readme_sync.cli.rule_selection import selection
from readme_sync.cli.run import over

_LEVELS = ["error", "warning", "note", "never"]  # those of model.FailOn, which is not loaded for --help


@click.command("check")
@paths_argument
@select_option
@ignore_option
@format_option
@click.option("--statistics", is_flag=True, help="Count the results of each rule instead of showing them.")
@click.option("--fail-on", type=click.Choice(_LEVELS), help="The mildest results that give exit code 1.")
@click.option("--fix", "mend", is_flag=True, help="Mend what can be mended safely, and write the documents.")
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="As --fix, with fixes that are to be looked at.")
@click.option(
    "--diff", "show_diff", is_flag=True, help="Show what --fix or --unsafe-fixes would change; write nothing."
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="How many processes check; by default as many as pay."
)
@config_options
def command(  # noqa: PLR0913, PLR0917  one parameter per option
    configured: Configured,
    paths: Sequence[str],
    select: Sequence[str],
    ignore: Sequence[str],
    output_format: str,
    statistics: bool,  # noqa: FBT001
    fail_on: str | None,
    mend: bool,  # noqa: FBT001
    unsafe: bool,  # noqa: FBT001
    show_diff: bool,  # noqa: FBT001
    jobs: int | None,
) -> int:
    """Find what is wrong in figures, tables and numbering.

    PATHS are Markdown files, - is standard input; by default those of the
    configuration, else the README in this folder. Errors and warnings give exit
    code 1, notes alone do not; --fail-on changes that. Nothing is asked of the
    network.
    """
    from readme_sync.cli import check_run as checking  # noqa: PLC0415  not for --help
    from readme_sync.cli import report_choice as reporting  # noqa: PLC0415
    from readme_sync.cli.file_checker import CheckOptions  # noqa: PLC0415  likewise
    from readme_sync.model import FailOn  # noqa: PLC0415  likewise

    if statistics and output_format not in {"text", "concise"}:
        raise _usage_error(f"--statistics is for people, it cannot go with --output-format {output_format}")
    if show_diff:
        from readme_sync.cli.fix_run import Diffing  # noqa: PLC0415  likewise

        diffing = Diffing(selection(select, ignore), unsafe=unsafe)
        return max(over(paths, diffing.show, configured), diffing.finish())
    if (mend or unsafe) and STDIN in paths:
        raise _usage_error(f"{'--unsafe-fixes' if unsafe else '--fix'} writes files, it cannot go with -; use --diff")
    report = reporting.statistics() if statistics else reporting.report_named(output_format)
    level = FailOn(fail_on) if fail_on else None
    options = (*_repeated("--select", select), *_repeated("--ignore", ignore), *configured.options)
    chosen = CheckOptions(tuple(select), tuple(ignore), configured.path, configured.off)
    if mend or unsafe:
        from readme_sync.cli.fix_run import Mending  # noqa: PLC0415  likewise

        run = Mending(chosen, report, level, options, unsafe=unsafe)
        return max(over(paths, run.mend, configured), run.finish())
    return checking.check_all(checking.Checking(report, level, options), chosen, paths, jobs)


def _usage_error(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())


def _repeated(option: str, values: Sequence[str]) -> list[str]:
    return [part for value in values for part in (option, value)]
