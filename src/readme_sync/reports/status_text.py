"""The status as text: a tree of sections with bars, percents and counts; or the rows with their lines."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from readme_sync.model import Item, Readme, Section, Shape, Tally, Tracker, tally_of
from readme_sync.reports.outline import OutlineRow, left_aside, outline
from readme_sync.reports.safe import printable
from readme_sync.reports.words import Style, View, bar, counted, percent_text, stated, style_of
from readme_sync.text.width import cut, padded, width

TOP: Final = "(before the first heading)"
"""The title of the items there."""

_OVERALL = "Overall"
_INDENT = "  "
_MEASURES = 12  # columns of a table that are shown each
_GAP = "  "
_TITLE_MAX = 64  # with a wider one, the bar is hard to find
_TITLE_MIN = 12
_BARS = ((20, _TITLE_MAX), (10, 28), (5, 20))
"""The widths of bars, and for each the columns that must be left for titles that need as many."""


class _Line(NamedTuple):
    title: str
    tally: Tally | None
    strong: bool = False


class _Columns(NamedTuple):
    """How wide each column is; `bar` is 0 where there is no room for one."""

    title: int
    bar: int
    percent: int
    done: int


def status_text(readme: Readme, path: str, view: View) -> str:
    """Return the status of one document, each line with its line end."""
    total = readme.tally
    name = view.paint(view.shown(printable(path)), Style.STRONG)
    if not total.total:
        lines = [f"{name}: nothing was read that tracks progress", *_faint(left_aside(readme), view)]
        return "".join(f"{line}\n" for line in lines)
    rows = outline(readme)
    in_matrices: dict[int, list[Item]] = {}
    for tracker in readme.trackers:
        if tracker.shape is Shape.MATRIX and not tracker.is_summary:
            in_matrices.setdefault(tracker.section, []).extend(tracker.items)
    sections = [line for row in rows for line in _of_section(row, in_matrices.get(row.section, ()), view)]
    overall = _Line(_OVERALL, total, strong=True)
    columns = _columns([*sections, overall], view)
    lines = [name, *(_drawn(line, columns, view) for line in sections)]
    if sum(row.tally is not None for row in rows) != 1:  # a single section is the whole
        lines += [""] * bool(sections) + [_drawn(overall, columns, view)]
    lines += _faint([*left_out(list(readme.counted)), *left_aside(readme)], view)
    return "".join(f"{line}\n" for line in lines)


def _faint(notes: Sequence[str], view: View) -> list[str]:
    return [view.paint(view.shown(note), Style.FAINT) for note in notes]


def total_text(items: Sequence[Item], documents: int, view: View) -> str:
    """Return the totals of several documents, as the last lines."""
    total = tally_of(items)
    mean = "" if total.percent is None else f", {percent_text(total.percent)} %"
    line = f"{counted(documents, 'document')}: {total.done} of {counted(total.total, 'item')} done{mean}"
    notes = "".join(view.paint(note, Style.FAINT) + "\n" for note in left_out(items))
    return f"{view.paint(line, Style.STRONG)}\n{notes}"


def left_out(items: Sequence[Item]) -> list[str]:
    """Return how percents were counted where that is not plain, and what does not count; a line for each."""
    tally = tally_of(items)
    notes = []
    if tally.mean is not None and tally.percent is not None:
        mean = percent_text(tally.mean)
        notes.append(f"{percent_text(tally.percent)} % is pooled, all fractions together; their mean is {mean} %")
    if number := sum(bool(item.weight) and item.counts_as.percent is None for item in items):
        states, counts = ("state", "count") if number > 1 else ("states", "counts")
        notes.append(f"{counted(number, 'item')} {states} no percent and {counts} as not done")
    if number := sum(not item.weight for item in items):
        notes.append(f"{counted(number, 'item')} not counted, as the configuration says")
    return notes


def _of_section(row: OutlineRow, items: Sequence[Item], view: View) -> Iterator[_Line]:
    """Yield the line of a section, and one for each column of its tables with a progress in several columns.

    Args:
        row: the section.
        items: those in these tables.
        view: how to show it.
    """
    yield _Line(_titled(row.title, row.depth, view), row.tally, row.depth == 0)
    columns = list(dict.fromkeys(item.column for item in items))
    for column in columns if len(columns) <= _MEASURES else ():
        yield _Line(_titled(f"· {column}", row.depth + 1, view), tally_of(i for i in items if i.column == column))


def _titled(title: str, depth: int, view: View) -> str:
    return _INDENT * depth + (view.shown(printable(title)) or TOP)


def _columns(lines: list[_Line], view: View) -> _Columns:
    tallies = [line.tally for line in lines if line.tally]
    percent = max(len(_percent(tally)) for tally in tallies)
    count = max(len(_count(tally)) for tally in tallies)
    wanted = max(min(width(line.title[:_TITLE_MAX]), _TITLE_MAX) for line in lines if line.tally)
    # One column stays free: some terminals break a line that fills them.
    room = view.columns - 1 - len(_GAP) * 2 - percent - count
    for cells, enough in _BARS:
        title = room - cells - len(_GAP)
        if title >= min(wanted, enough):
            return _Columns(min(wanted, title), cells, percent, count)
    return _Columns(max(min(wanted, room), _TITLE_MIN), 0, percent, count)


def _drawn(line: _Line, columns: _Columns, view: View) -> str:
    ellipsis = "…" if view.unicode else "..."
    style = Style.STRONG if line.strong else Style.NONE
    if line.tally is None:
        return view.paint(cut(line.title, view.columns - 1, ellipsis), style)
    title = padded(cut(line.title, columns.title, ellipsis), columns.title)
    return _GAP.join([view.paint(title, style), *_figures(line.tally, columns, view)])


def _figures(tally: Tally, columns: _Columns, view: View) -> Iterator[str]:
    if columns.bar:
        yield bar(tally.percent, columns.bar, view)
    yield view.paint(_percent(tally).rjust(columns.percent), style_of(tally.percent))
    yield _count(tally).rjust(columns.done)


def _percent(tally: Tally) -> str:
    return "?" if tally.percent is None else f"{percent_text(tally.percent)} %"


def _count(tally: Tally) -> str:
    return f"{tally.done}/{tally.total}"


_LABEL_MAX = 60
_LINE_WIDTH = 5


def status_items(readme: Readme, path: str, view: View) -> str:
    """Return a line for each item: its line in the document, its label, for a matrix its column, and its progress."""
    lines = [view.paint(view.shown(printable(path)), Style.STRONG)]
    section = -1
    for tracker in readme.trackers:
        if tracker.section != section:
            section = tracker.section
            title = cut(_title(readme.sections[section], view), view.columns - 1, "…" if view.unicode else "...")
            lines.append(view.paint(title, Style.STRONG))
        lines += _rows(readme, tracker, view)
    return "".join(f"{line}\n" for line in lines)


def _title(section: Section, view: View) -> str:
    return view.shown(printable(section.title)) or TOP


def _rows(readme: Readme, tracker: Tracker, view: View) -> Iterator[str]:
    labels = [_label(item, view) for item in tracker.items]
    states = [stated(item.progress, tracker.kind) for item in tracker.items]
    notes = ["" if item.weight and not tracker.is_summary else f"{_GAP}not counted" for item in tracker.items]
    others = max((width(state + note) for state, note in zip(states, notes, strict=True)), default=0)
    room = max(view.columns - 1 - _LINE_WIDTH - 2 * len(_GAP) - others, _TITLE_MIN)
    columns = min(max(map(width, labels), default=0), _LABEL_MAX, room)
    for item, label, state, note in zip(tracker.items, labels, states, notes, strict=True):
        line = str(readme.source.line_of(item.span.start)).rjust(_LINE_WIDTH)
        text = padded(cut(label, columns, "…" if view.unicode else "..."), columns)
        progress = view.paint(state, style_of(item.progress.percent))
        yield f"{view.paint(line, Style.FAINT)}{_GAP}{text}{_GAP}{progress}{view.paint(note, Style.FAINT)}"


def _label(item: Item, view: View) -> str:
    column = f" · {item.column}" if item.column else ""
    return view.shown(printable(item.label + column))
