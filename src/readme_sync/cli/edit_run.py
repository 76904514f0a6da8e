"""What the commands that edit rows share: their options, and how they write and what they say."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec

import click

from readme_sync.cli.configuration import Configured
from readme_sync.cli.failures import RESULTS
from readme_sync.cli.options import config_options
from readme_sync.cli.output import write_data, write_note, write_text
from readme_sync.cli.paths import STDIN, read_path, shown_path, single_path

if TYPE_CHECKING:
    from readme_sync.api import Edited
    from readme_sync.model import Settings
    from readme_sync.text import Source

P = ParamSpec("P")

row_section_option = click.option(
    "--section", metavar="TITLE", help="The title or #anchor of the section in which ROW stands."
)
row_line_option = click.option("--line", type=int, metavar="N", help="The line in which ROW stands.")
section_option = click.option("--section", metavar="TITLE", help="The title or #anchor of the section that is meant.")
line_option = click.option("--line", type=int, metavar="N", help="A line of the table or list that is meant.")
file_option = click.option(
    "--file", "path", metavar="PATH[#ANCHOR]", help="The document; by default that of the configuration."
)
repad_option = click.option(
    "--repad/--no-repad",
    default=None,
    help="Pad an aligned table anew where a cell becomes too wide; by default as configured.",
)


class Editing(NamedTuple):
    """One run of an editing command: which document, what to write, and where the result goes."""

    configured: Configured
    path: str | None
    show_diff: bool
    dry_run: bool

    def run(self, edit: "Callable[[Source, str | None, Settings], Edited]") -> int:
        """Does the edit; the exit code. It is given the document, the section after a `#` in --file, the settings."""
        from readme_sync import api  # noqa: PLC0415
        from readme_sync.store.section_paths import parted  # noqa: PLC0415

        path, section = parted(self.path or single_path(self.configured))
        settings = self.configured.of(path)
        if path != STDIN and not self.show_diff and not self.dry_run:
            edited = api.edit_file(path, lambda source: edit(source, section, settings))
            write_text(_said(edited, path) + "\n")
            return 0
        before = read_path(path)
        edited = edit(before, section, settings)
        if self.show_diff:
            from readme_sync.cli.diffs import write_diff  # noqa: PLC0415

            write_diff(before, edited.source, shown_path(path))
        elif self.dry_run:
            write_text(_said(edited, shown_path(path)) + (" (not written)\n" if edited.changed else "\n"))
        else:
            write_data(edited.source.text)
        if not self.dry_run:  # standard output carries data
            write_note(_said(edited, shown_path(path)))
        return RESULTS if edited.changed and (self.show_diff or self.dry_run) else 0


def editing_options(command: Callable[Concatenate[Editing, P], int]) -> Callable[P, int]:
    """Gives a command --file, --diff and --dry-run, and the `Editing` that comes of them as its first argument."""

    @config_options
    def editing(configured: Configured, /, *args: P.args, **kwargs: P.kwargs) -> int:
        path, show_diff, dry_run = kwargs.pop("path"), kwargs.pop("show_diff"), kwargs.pop("dry_run")
        run = Editing(configured, str(path) if path else None, bool(show_diff), bool(dry_run))
        return command(run, *args, **kwargs)

    editing.__doc__ = command.__doc__
    dry = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
    diff = click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
    return file_option(diff(dry(editing)))


def _said(edited: "Edited", path: str) -> str:
    from readme_sync.cli.terminal import view  # noqa: PLC0415
    from readme_sync.reports.edit_text import edited_text  # noqa: PLC0415

    return edited_text(f"{path}:{edited.line}", edited.label, edited.did, view())
