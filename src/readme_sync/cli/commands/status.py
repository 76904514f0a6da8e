"""Show the progress as a tree of sections with bars."""

from collections.abc import Callable, Sequence
from functools import partial

import click

from readme_sync.cli.documents import STDIN, Configured
from readme_sync.cli.options import output_file_option, output_format, paths_options, renamed_option
from readme_sync.cli.output import RESULTS, view, write_data, write_json, write_patch, write_text, write_warning
from readme_sync.cli.run import over
from readme_sync.model import Item, Readme, Settings, tally_of
from readme_sync.reader import parse
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.status_csv import status_csv
from readme_sync.reports.status_html import Totals, false_numbers, html_foot, html_head, status_html
from readme_sync.reports.status_json import document_status
from readme_sync.reports.status_markdown import status_markdown
from readme_sync.reports.status_text import status_items, status_text, total_text
from readme_sync.reports.words import number_text, percent_text
from readme_sync.text import Source


@click.command("status")
@output_format(("text", "json", "markdown", "csv", "html"))
@renamed_option("--format", "--output-format", type=click.Choice(("text", "json", "markdown", "csv")))
@output_file_option
@click.option("--charts", "show_charts", is_flag=True, help="Add burn-up charts from git to the page (html).")
@click.option("--items", "show_items", is_flag=True, help="List the rows with their lines instead of the sections.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 where the percent of all documents together is lower.",
)
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    output_format: str,
    old_output_format: str | None,
    fail_under: float | None,
    *,
    show_items: bool,
    show_charts: bool,
) -> int:
    """Show the progress as a tree of sections with bars.

    PATHS are Markdown files, folders or patterns; - is standard input. Default: the files in `paths` of the
    configuration, otherwise README.md in the current directory.

    Examples:
        readme-sync status
        readme-sync status docs --output-format json
        readme-sync status docs --output-format html -o progress.html
        readme-sync status --items
        readme-sync status --fail-under 80
    """
    form = old_output_format or output_format
    if show_items and form != "text":
        message = f"--items is text, it cannot go with --output-format {form}"
        raise click.UsageError(message, click.get_current_context())
    if show_charts and form != "html":
        raise click.UsageError("--charts needs --output-format html", click.get_current_context())
    reports: dict[str, Callable[[], _Report]] = {
        "json": _Json,
        "csv": _Csv,
        "markdown": _Markdown,
        "html": partial(_Html, charts=show_charts),
        "text": _Items if show_items else _Texts,
    }
    report = reports[form]()
    items: list[Item] = []

    def write(source: Source, path: str, settings: Settings) -> None:
        readme = parse(source, settings=settings)
        items.extend(readme.counted)
        report.write(readme, path)

    code = over(paths, write, configured)
    report.end()
    percent = tally_of(items).percent
    if fail_under is None or (percent or 0.0) >= fail_under:
        return code
    write_warning(f"{percent_text(percent or 0.0)} % is less than the {number_text(fail_under)} % of --fail-under")
    return max(code, RESULTS)


class _Report:
    """Writes the status of documents one after the other."""

    def write(self, readme: Readme, path: str) -> None:
        """Write that of one document."""
        raise NotImplementedError

    def end(self) -> None:
        """Write what stands below all of them."""


class _Json(_Report):
    """Writes a document a line."""

    def write(self, readme: Readme, path: str) -> None:
        write_json(json_line(document_status(readme, path)))


class _Csv(_Report):
    """Writes the lines of all documents below one line with the names of the columns."""

    def __init__(self) -> None:
        self._header = True

    def write(self, readme: Readme, path: str) -> None:
        write_patch(status_csv(readme, path, header=self._header))
        self._header = False


class _Markdown(_Report):
    """Writes the documents one below the other."""

    def __init__(self) -> None:
        self._gap = ""

    def write(self, readme: Readme, path: str) -> None:
        write_data(self._gap + status_markdown(readme, path))
        self._gap = "\n"


class _Html(_Report):
    """Writes one page with all documents."""

    def __init__(self, *, charts: bool) -> None:
        self._charts = charts
        self._totals = Totals([])
        write_data(html_head())

    def write(self, readme: Readme, path: str) -> None:
        wrong = false_numbers(readme)
        write_data(status_html(readme, path, wrong, self._chart(readme, path)))
        items, documents, before = self._totals
        self._totals = Totals([*items, *readme.counted], documents + 1, before + len(wrong))

    def end(self) -> None:
        write_data(html_foot(self._totals))

    def _chart(self, readme: Readme, path: str) -> str:
        """Return the SVG of a document's history, "" where it has none or was not asked for."""
        if not self._charts or path == STDIN or not any(readme.counted):
            return ""
        from readme_sync.disk.document_history import chart_of  # noqa: PLC0415  with git and SQLite, for charts alone

        return chart_of(path, readme.settings)


class _Texts(_Report):
    """Writes the trees of the documents, and the totals of all."""

    _text = staticmethod(status_text)

    def __init__(self) -> None:
        self._view = view()
        self._items: list[Item] = []
        self._documents = 0
        self._needs_gap = False

    def write(self, readme: Readme, path: str) -> None:
        items = list(readme.counted)
        text = self._text(readme, path, self._view)
        write_text("\n" + text if self._needs_gap else text)
        self._needs_gap = True
        self._items += items
        self._documents += bool(items)

    def end(self) -> None:
        if self._documents > 1:
            write_text("\n" + total_text(self._items, self._documents, self._view))


class _Items(_Texts):
    """Writes the rows of the documents."""

    _text = staticmethod(status_items)

    def end(self) -> None:
        """Write nothing: the rows have no total."""
