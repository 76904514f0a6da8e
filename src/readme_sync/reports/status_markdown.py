"""The status as Markdown, for a job summary: the overall progress, then a table of the sections."""

from collections.abc import Iterator

from readme_sync.model import Readme, Tally
from readme_sync.reports.outline import outline
from readme_sync.reports.safe import escaped
from readme_sync.reports.status_text import TOP, left_out
from readme_sync.reports.words import View, bar, percent_text

_BAR = 20
_NARROW = 10
_INDENT = "&emsp;"
_VIEW = View()


def status_markdown(readme: Readme, path: str) -> str:
    """Return the status of one document; GitHub shows its titles as they are written."""
    name = escaped(path)
    total = readme.tally
    if not total.total:
        return f"### {name}\n\nNo progress in this document.\n"
    notes = [f"\n{note}.\n" for note in left_out(list(readme.items))]
    rows = "".join(_rows(readme))
    table = f"\n| Section | Progress | | Done |\n| --- | --- | ---: | ---: |\n{rows}" if rows else ""
    overall = f"{bar(total.percent, _BAR, _VIEW)} **{_percent(total)}** ({total.done} of {total.total} done)"
    return f"### {name}\n\n{overall}\n{table}{''.join(notes)}"


def _rows(readme: Readme) -> Iterator[str]:
    for row in outline(readme):
        title = _INDENT * row.depth + (escaped(row.title) or TOP)
        if row.tally is None:
            yield f"| {title} | | | |\n"
        else:
            figure = f"{bar(row.tally.percent, _NARROW, _VIEW)} | {_percent(row.tally)}"
            yield f"| {title} | {figure} | {row.tally.done}/{row.tally.total} |\n"


def _percent(tally: Tally) -> str:
    return "?" if tally.percent is None else f"{percent_text(tally.percent)} %"
