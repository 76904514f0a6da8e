"""`summary`: a table of the sections, or documents, that hold items, with their progress and a total row."""

from collections.abc import Callable

from readme_sync.markdown import Align
from readme_sync.markdown.escape import escape_cell
from readme_sync.model import Region, RegionCheck
from readme_sync.regions._held import Line, Lines, bar, held, inner_text, is_aligned, lines_of, percent, table_lines
from readme_sync.sources.context import DocumentContext

_BAR = "10"
_DEFAULT = "section,progress,done"
_LEFT = ("section", "progress")


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a summary stands.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    return held(region, around, Lines(_lines(region, around)))


def _lines(region: Region, around: DocumentContext) -> list[str]:
    counted = lines_of(region, around)
    length = region.option("bar", _BAR)
    cells = 0 if length == "none" else int(length)
    columns = [name.strip() for name in region.option("columns", _DEFAULT).split(",")]
    header = [counted.noun if name == "section" else name.capitalize() for name in columns]
    rows = [[_CELLS[name](line, cells) for name in columns] for line in counted.lines]
    if len(rows) > 1:
        rows.append([_total(_CELLS[name](counted.whole, cells), name) for name in columns])
    align = [Align.NONE if name in _LEFT else Align.RIGHT for name in columns]
    aligned = is_aligned(inner_text(around.readme.source, region))
    return table_lines([header, *rows], align, aligned=aligned)


def _name(line: Line, _cells: int) -> str:
    title = escape_cell(line.title, alone=False)
    return f"[{title}]({line.target})" if line.target else title


def _total(text: str, column: str) -> str:
    """Return a cell of the total row; its bar stays as thin as the others."""
    return text if column == "progress" else f"**{text}**"


def _progress(line: Line, cells: int) -> str:
    return f"{bar(line.percent, cells)} {percent(line)}" if cells else percent(line)


_CELLS: dict[str, Callable[[Line, int], str]] = {
    "section": _name,
    "progress": _progress,
    "percent": lambda line, _: percent(line),
    "done": lambda line, _: f"{line.done}/{line.total}",
    "left": lambda line, _: str(line.total - line.done),
    "total": lambda line, _: str(line.total),
}
