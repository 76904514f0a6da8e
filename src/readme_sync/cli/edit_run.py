"""Commands that edit: their options come from the fields of an operation; how a change is written and told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click

from readme_sync.cli.completion import row_labels, section_titles
from readme_sync.cli.documents import STDIN, Configured, read_path, shown_path, single_path
from readme_sync.cli.options import config_options, diff_option, dry_run_option, no_sync_option, output_format
from readme_sync.cli.output import (
    RESULTS,
    view,
    write_data,
    write_done,
    write_drawn,
    write_json,
    write_note,
    write_text,
)
from readme_sync.cli.run import write_diff
from readme_sync.disk.update_file import update_file
from readme_sync.editing.bind import follow, named
from readme_sync.editing.operation import Kind, Operation, Parameter, check_place, defaults_of, parameters_of, replaced
from readme_sync.errors import RequestError
from readme_sync.model import Outcome
from readme_sync.reader import parse
from readme_sync.reports.change_json import changed_document
from readme_sync.reports.edit_text import change_text
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.outline import left_aside
from readme_sync.store.read_files import split_section
from readme_sync.text import Source

_FILE = click.option(
    "--file",
    "path",
    metavar="PATH[#ANCHOR]",
    type=click.Path(),
    is_eager=True,  # the rows that a shell proposes are those of this document
    help="The document; by default that of the configuration.",
)


def edit_command(verb: str, operation: type[Operation]) -> click.Command:
    """Return the command that does an operation to one document."""

    @config_options
    def edit(
        configured: Configured,
        /,
        path: str | None,
        show_diff: bool,
        dry_run: bool,
        no_sync: bool,
        output_format: str,
        **given: Any,  # noqa: ANN401  as the fields of the operation are
    ) -> int:
        path, anchor = split_section(path or single_path(configured))
        made = _made(operation, given)
        if made.section is None:
            made = replaced(made, section=anchor)
        settings = configured.of(path)
        preview = Preview(show_diff, dry_run, output_format)

        def change(source: Source) -> Outcome:
            readme = parse(source, settings=settings)
            name = getattr(made, "row", None)
            try:
                outcome = made.perform(readme)
            except RequestError:
                _say_left_aside(left_aside(readme) or (left_aside(readme, name) if name else []))
                raise
            _say_left_aside(left_aside(readme, name) if name else [])
            return follow(readme, outcome, sync=not no_sync)

        return change_document(path, change, _lines, preview)

    for option in (output_format(), no_sync_option, dry_run_option, diff_option, _FILE):
        edit = option(edit)
    defaults = defaults_of(operation)
    for name, parameter in reversed(parameters_of(operation).items()):
        edit = _option(name, parameter, is_required=name not in defaults)(edit)
    return click.command(verb, help=(operation.__doc__ or "").replace("`", ""))(edit)


def _say_left_aside(lines: Sequence[str]) -> None:
    """Say which tables may hold the row that is meant, and how they are counted."""
    for line in lines:
        write_note(line)


class Preview(NamedTuple):
    """What to show of a change instead of writing the document; without any it is written.

    Attributes:
        diff: show it as a diff.
        dry_run: say what would change.
        output_format: "text", or "json" for what was or would be done as data.
        suffix: what stands behind the last line where the document would change and is not written.
    """

    diff: bool
    dry_run: bool
    output_format: str = "text"
    suffix: str = " (not written)"

    @property
    def writes(self) -> bool:
        """Whether the document is written."""
        return not (self.diff or self.dry_run)


def change_document(
    path: str,
    change: Callable[[Source], Outcome],
    lines_of: Callable[[Outcome, str], Sequence[str]],
    preview: Preview,
) -> int:
    """Change a document, or say or show what would change; standard input goes to standard output.

    Args:
        path: the document, or `-`.
        change: what to do to it.
        lines_of: what to say of the outcome, for the path that messages name; the last line sums it up.
        preview: what to show instead of writing the document.

    Returns:
        The exit code.
    """
    if path == STDIN and preview.writes and preview.output_format == "json":
        hint = "add --dry-run or --diff"
        raise RequestError("standard output cannot carry both the document and JSON", hint=hint)
    in_place = path != STDIN and preview.writes
    outcome = update_file(path, change) if in_place else change(read_path(path))
    say_outcome(path, outcome, lines_of, preview)
    return RESULTS if outcome.changed and not preview.writes else 0


def say_outcome(
    path: str, outcome: Outcome, lines_of: Callable[[Outcome, str], Sequence[str]], preview: Preview
) -> None:
    """Say or show what was done, or would be; what is read from standard input goes to standard output."""
    shown = shown_path(path)
    write_drawn(outcome.pictures, outcome.removed)
    if preview.output_format == "json":
        write_json(json_line(changed_document(shown, outcome, written=preview.writes, show_diff=preview.diff)))
        return
    *lines, last = lines_of(outcome, shown)
    lines.append(last + preview.suffix * (outcome.changed and not preview.writes))
    if preview.diff:
        write_diff(outcome.before, outcome.source, shown)
    elif path == STDIN and preview.writes:
        write_data(outcome.source.text)
    else:
        (write_done if preview.writes else write_text)("".join(f"{line}\n" for line in lines))
        return
    for line in lines:  # standard output carries data
        write_note(line)


def _lines(outcome: Outcome, path: str) -> list[str]:
    return [change_text(path, change, view()) for change in (*outcome.changes, *named(outcome))]


def _option(name: str, parameter: Parameter, *, is_required: bool) -> Callable[[Any], Any]:
    """Return the option or argument of a parameter."""
    if parameter.is_argument:
        shown = parameter.metavar if is_required else f"[{parameter.metavar}]"
        proposed = row_labels if parameter.kind is Kind.ROW else None
        return click.argument(name, metavar=shown, required=is_required, shell_complete=proposed)
    shown = parameter.option or name
    switch = f"--{shown}/--no-{shown}" if parameter.kind is Kind.SWITCH else f"--{shown}"
    return click.option(
        switch,
        name,
        metavar=parameter.metavar or None,
        help=parameter.help.replace("`", ""),
        type=int if parameter.kind is Kind.LINE else None,
        shell_complete=section_titles if name == "section" else row_labels if parameter.kind is Kind.ROW else None,
        is_flag=parameter.kind is Kind.FLAG or None,
        default=None if parameter.kind is not Kind.FLAG else False,
        multiple=parameter.kind is Kind.CELLS,
    )


def _made(operation: type[Operation], given: Mapping[str, Any]) -> Operation:
    """Return the operation that the options say.

    Raises:
        UsageError: they contradict each other.
    """
    fields = {
        name: _cells(given[name]) if parameter.kind is Kind.CELLS else given[name]
        for name, parameter in parameters_of(operation).items()
        if given[name] is not None
    }
    made = operation(**fields)
    try:
        check_place(made, "--")
    except RequestError as error:
        raise click.UsageError(error.message, click.get_current_context()) from None
    return made


def _cells(given: Iterable[str]) -> dict[str, str]:
    """Return the texts of cells by header."""
    cells: dict[str, str] = {}
    for cell in given:
        header, sign, text = cell.partition("=")
        if not sign or not header.strip() or header in cells:
            message = f"--cell takes HEADER=TEXT, each header once, not {cell!r}"
            raise click.UsageError(message, click.get_current_context())
        cells[header] = text
    return cells
