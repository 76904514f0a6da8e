"""List the numbers that are derived, and bind them."""

import json
import os
from collections.abc import Sequence
from functools import partial

import click

from readme_sync.cli.documents import Configured, file_of
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.options import diff_option, dry_run_option, output_file_option, output_format, paths_options
from readme_sync.cli.output import view, write_json, write_note, write_text
from readme_sync.cli.run import over, over_paths
from readme_sync.disk import surroundings_of
from readme_sync.disk.base import followed_in
from readme_sync.disk.update_file import Configuration
from readme_sync.editing.bind import named
from readme_sync.editing.bind_numbers import bind_numbers
from readme_sync.markers.expressions import expression_text
from readme_sync.model import ClaimSetting, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.edit_text import change_text
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.numbers import numbers_lines, numbers_shape
from readme_sync.reports.words import counted
from readme_sync.sources import Facts
from readme_sync.sources.derived_numbers import derived_numbers
from readme_sync.text import Source


@click.command("numbers")
@output_format()
@output_file_option
@click.option("--history", is_flag=True, help="Look into the git log: how often a number was set to what it follows.")
@click.option("--bind", multiple=True, type=int, metavar="LINE", help="Bind the numbers in this line.")
@click.option("--bind-all", is_flag=True, help="Bind all numbers that are right and are not watched.")
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
    watches it. --bind writes markers, which end the doubt; where none can
    stand, a claim in the configuration.

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
        claims: list[ClaimSetting] = []

        def change(source: Source) -> Outcome:
            found = bind_numbers(parse(source, settings=settings), None if bind_all else bind, file_tree)
            claims.extend(found.claims)
            return found.outcome

        code = change_document(path, change, _lines, preview)
        if claims:
            _configure(claims, path, configured, dry_run=show_diff or dry_run)
        return code

    return over_paths(paths, one, configured)


def _lines(outcome: Outcome, path: str) -> list[str]:
    changes = [change_text(path, one, view()) for one in (*outcome.changes, *named(outcome))]
    return changes or [f"{path}: nothing to bind"]


def _configure(claims: Sequence[ClaimSetting], path: str, configured: Configured, *, dry_run: bool) -> None:
    """Write claims behind what the configuration says; say which where nothing is to be written."""
    file = Configuration.of(path, configured.of(path).origin or configured.path)
    document = os.path.relpath(path, os.path.dirname(os.path.abspath(file.path))) if file_of(path) else ""
    head = file.header("claims")
    text = "\n".join(_claim_text(head, one, document.replace(os.sep, "/")) for one in claims)
    if dry_run or configured.off or not file_of(path):
        write_note(f"the configuration {file.path} needs:\n\n{text}")
        return
    file.add(text)
    write_text(f"{file.path}: {counted(len(claims), 'claim')} added\n")


def _claim_text(head: str, claim: ClaimSetting, document: str) -> str:
    (find,) = claim.find
    keys = {"find": find, "value": expression_text(claim.fact), **({"file": document} if document else {})}
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
    return f"[[{head}]]\n{''.join(lines)}"


def _show(source: Source, path: str, settings: Settings, *, form: str, history: bool) -> None:
    readme = parse(source, settings=settings)
    place = file_of(path)
    followed = followed_in(readme, place) if history and place else None
    numbers = derived_numbers(readme, Facts(readme, surroundings_of(place)), followed)
    if form == "json":
        write_json(json_line(numbers_shape(source, path, numbers)))
    else:
        write_text("".join(f"{line}\n" for line in numbers_lines(source, path, numbers, view())))
