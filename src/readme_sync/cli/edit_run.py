"""Commands that edit: their options come from the fields of an operation; how a change is written and told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import click

from readme_sync.cli.documents import STDIN, Configured, read_path, shown_path, single_path
from readme_sync.cli.options import config_options, no_sync_option
from readme_sync.cli.output import RESULTS, view, write_data, write_drawn, write_note, write_text
from readme_sync.cli.run import write_diff
from readme_sync.disk.update_file import update_file
from readme_sync.editing.bind import follow, named
from readme_sync.editing.operation import Kind, Operation, Parameter, check_place, defaults_of, parameters_of, replaced
from readme_sync.errors import RequestError
from readme_sync.model import Outcome
from readme_sync.reader import parse
from readme_sync.reports.edit_text import change_text
from readme_sync.reports.outline import left_aside
from readme_sync.store.read_files import split_section
from readme_sync.text import Source

_FILE = click.option(
    "--file", "path", metavar="PATH[#ANCHOR]", help="The document; by default that of the configuration."
)
diff_option = click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")


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
        **given: Any,  # noqa: ANN401  as the fields of the operation are
    ) -> int:
        path, anchor = split_section(path or single_path(configured))
        made = _made(operation, given)
        if made.section is None:
            made = replaced(made, section=anchor)
        settings = configured.of(path)
        preview = Preview(show_diff, dry_run)

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

    for option in (no_sync_option, dry_run_option, diff_option, _FILE):
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
        suffix: what a dry run adds to its last line where something would change.
    """

    diff: bool
    dry_run: bool
    suffix: str = " (not written)"


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
    if path != STDIN and not preview.diff and not preview.dry_run:
        outcome = update_file(path, change)
        write_text("".join(f"{line}\n" for line in lines_of(outcome, path)))
        write_drawn(outcome.pictures)
        return 0
    before, shown = read_path(path), shown_path(path)
    outcome = change(before)
    lines = lines_of(outcome, shown)
    if preview.diff:
        write_diff(before, outcome.source, shown)
    elif preview.dry_run:
        write_text("\n".join(lines) + (f"{preview.suffix}\n" if outcome.changed else "\n"))
    else:
        write_data(outcome.source.text)
    if not preview.dry_run:  # standard output carries data
        for line in lines:
            write_note(line)
    return RESULTS if outcome.changed and (preview.diff or preview.dry_run) else 0


def _lines(outcome: Outcome, path: str) -> list[str]:
    return [change_text(path, change, view()) for change in (*outcome.changes, *named(outcome))]


def _option(name: str, parameter: Parameter, *, is_required: bool) -> Callable[[Any], Any]:
    """Return the option or argument of a parameter."""
    if parameter.is_argument:
        shown = parameter.metavar if is_required else f"[{parameter.metavar}]"
        return click.argument(name, metavar=shown, required=is_required)
    shown = parameter.option or name
    switch = f"--{shown}/--no-{shown}" if parameter.kind is Kind.SWITCH else f"--{shown}"
    return click.option(
        switch,
        name,
        metavar=parameter.metavar or None,
        help=parameter.help.replace("`", ""),
        type=int if parameter.kind is Kind.LINE else None,
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
