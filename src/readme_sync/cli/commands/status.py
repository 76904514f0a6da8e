"""Show the progress as a tree of sections with bars."""

from collections.abc import Callable, Sequence

import click

from readme_sync.cli.documents import Configured
from readme_sync.cli.options import config_options, paths_argument
from readme_sync.cli.output import view, write_data, write_json, write_patch, write_text
from readme_sync.cli.run import over
from readme_sync.model import Item, Readme, Settings
from readme_sync.reader import parse
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.status_csv import status_csv
from readme_sync.reports.status_json import document_status
from readme_sync.reports.status_markdown import status_markdown
from readme_sync.reports.status_text import status_items, status_text, total_text
from readme_sync.reports.words import View
from readme_sync.text import Source


@click.command("status")
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "csv"]),
    default="text",
    help="How to write it; json: a document a line, markdown: for a job summary.",
)
@click.option("--items", "show_items", is_flag=True, help="List the rows with their lines instead of the sections.")
@config_options
def command(configured: Configured, paths: Sequence[str], form: str, *, show_items: bool) -> int:
    """Show the progress as a tree of sections with bars.

    PATHS are Markdown files, - is standard input; by default those of the
    configuration, otherwise the README in this folder.
    """
    if show_items and form != "text":
        raise click.UsageError(f"--items is text, it cannot go with --format {form}", click.get_current_context())
    if form == "json":
        return over(paths, _write_json, configured)
    if form == "csv":
        return over(paths, _Csv().write, configured)
    if form == "markdown":
        return over(paths, _Markdown().write, configured)
    texts = _Texts(status_items if show_items else status_text)
    code = over(paths, texts.write, configured)
    if not show_items:
        texts.write_total()
    return code


def _write_json(source: Source, path: str, settings: Settings) -> None:
    write_json(json_line(document_status(parse(source, settings=settings), path)))


class _Csv:
    """Writes the lines of all documents below one line with the names of the columns."""

    def __init__(self) -> None:
        self._header = True

    def write(self, source: Source, path: str, settings: Settings) -> None:
        write_patch(status_csv(parse(source, settings=settings), path, header=self._header))
        self._header = False


class _Markdown:
    """Writes the documents one below the other."""

    def __init__(self) -> None:
        self._gap = ""

    def write(self, source: Source, path: str, settings: Settings) -> None:
        write_data(self._gap + status_markdown(parse(source, settings=settings), path))
        self._gap = "\n"


class _Texts:
    """Writes the trees of the documents, and the totals of all."""

    def __init__(self, written: Callable[[Readme, str, View], str]) -> None:
        self._written = written
        self._view = view()
        self._items: list[Item] = []
        self._documents = 0
        self._needs_gap = False

    def write(self, source: Source, path: str, settings: Settings) -> None:
        readme = parse(source, settings=settings)
        items = list(readme.counted)
        text = self._written(readme, path, self._view)
        write_text("\n" + text if self._needs_gap else text)
        self._needs_gap = True
        self._items += items
        self._documents += bool(items)

    def write_total(self) -> None:
        if self._documents > 1:
            write_text("\n" + total_text(self._items, self._documents, self._view))
