"""The rows of a document with their lines and what they state, section by section."""

from collections.abc import Iterator

from readme_sync.model import Item, Readme, Section, Tracker
from readme_sync.reports.safe import printable
from readme_sync.reports.status_text import TOP
from readme_sync.reports.words import Style, View, stated, style_of
from readme_sync.text.width import cut, padded, width

_GAP = "  "
_LABEL_MAX = 60


def status_items(readme: Readme, path: str, view: View) -> str:
    """Return a line for each item: its line in the document, its label, for a matrix its column, and its progress."""
    lines = [view.paint(view.shown(printable(path)), Style.STRONG)]
    section = -1
    for tracker in readme.trackers:
        if tracker.section != section:
            section = tracker.section
            lines.append(view.paint(_title(readme.sections[section], view), Style.STRONG))
        lines += _rows(readme, tracker, view)
    return "".join(f"{line}\n" for line in lines)


def _title(section: Section, view: View) -> str:
    return view.shown(printable(section.title)) or TOP


def _rows(readme: Readme, tracker: Tracker, view: View) -> Iterator[str]:
    labels = [_label(item, view) for item in tracker.items]
    columns = min(max(map(width, labels), default=0), _LABEL_MAX)
    for item, label in zip(tracker.items, labels, strict=True):
        line = str(readme.source.line_of(item.span.start)).rjust(5)
        text = padded(cut(label, columns, "…" if view.unicode else "..."), columns)
        progress = view.paint(stated(item.progress, tracker.kind), style_of(item.progress.percent))
        note = "" if item.weight and not tracker.is_summary else _GAP + view.paint("not counted", Style.FAINT)
        yield f"{view.paint(line, Style.FAINT)}{_GAP}{text}{_GAP}{progress}{note}"


def _label(item: Item, view: View) -> str:
    column = f" · {item.column}" if item.column else ""
    return view.shown(printable(item.label + column))
