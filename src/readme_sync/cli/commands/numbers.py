"""List the numbers that are derived, and bind them."""

from collections.abc import Sequence
from functools import partial

import click

from readme_sync.cli.documents import Configured, file_of
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.options import diff_option, dry_run_option, output_file_option, output_format, paths_options
from readme_sync.cli.output import view, write_json, write_text
from readme_sync.cli.run import over, over_paths
from readme_sync.disk import surroundings_of
from readme_sync.disk.base import followed_in
from readme_sync.editing.bind import bind_numbers, named
from readme_sync.model import Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.edit_text import change_text
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.numbers import numbers_lines, numbers_shape
from readme_sync.sources import Facts
from readme_sync.sources.derived_numbers import derived_numbers
from readme_sync.text import Source


@click.command("numbers")
@output_format()
@output_file_option
@click.option("--history", is_flag=True, help="Look into the git log: how often a number was set to what it follows.")
@click.option("--bind", multiple=True, type=int, metavar="LINE", help="Put markers around the numbers in this line.")
@click.option("--bind-all", is_flag=True, help="Put markers around all numbers that are right and are not watched.")
@diff_option
@dry_run_option
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    output_format: str,
    history: bool,
    bind: Sequence[int],
    bind_all: bool,
    show_diff: bool,
    dry_run: bool,
) -> int:
    """List the numbers that are derived from something else.

    Each with its place, what it follows, how sure that is, and whether check
    watches it. --bind writes markers, which end the doubt.

    PATHS are Markdown files, folders or patterns; - is standard input. Default: the files in `paths` of the
    configuration, otherwise README.md in the current directory.

    Examples:
        readme-sync numbers
        readme-sync numbers --history --output-format json
        readme-sync numbers --bind-all --diff
    """
    if not bind and not bind_all:
        return over(paths, partial(_show, form=output_format, history=history), configured)
    preview = Preview(show_diff, dry_run, output_format)

    def one(path: str) -> int:
        settings, file_tree = configured.of(path), surroundings_of(file_of(path))

        def change(source: Source) -> Outcome:
            return bind_numbers(parse(source, settings=settings), None if bind_all else bind, file_tree)

        return change_document(path, change, _lines, preview)

    return over_paths(paths, one, configured)


def _lines(outcome: Outcome, path: str) -> list[str]:
    changes = [change_text(path, one, view()) for one in (*outcome.changes, *named(outcome))]
    return changes or [f"{path}: nothing to bind"]


def _show(source: Source, path: str, settings: Settings, *, form: str, history: bool) -> None:
    readme = parse(source, settings=settings)
    place = file_of(path)
    followed = followed_in(readme, place) if history and place else None
    numbers = derived_numbers(readme, Facts(readme, surroundings_of(place)), followed)
    if form == "json":
        write_json(json_line(numbers_shape(source, path, numbers)))
    else:
        write_text("".join(f"{line}\n" for line in numbers_lines(source, path, numbers, view())))
