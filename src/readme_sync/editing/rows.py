"""Trackers as rows of data that can be imported: where each row stands, its label, its progress, its other cells."""

from collections.abc import Iterator, Sequence

from readme_sync.editing.find import Within, shown_text, trackers_in, without_number
from readme_sync.editing.set_progress import value_text
from readme_sync.model import Item, Readme, Tracker, TrackerKind
from readme_sync.text import Span
from readme_sync.text.regex import regex

_ADDRESS = regex(r"\]\(|`|<[a-zA-Z]|\]\[")


def rows_of(readme: Readme, section: Within = None) -> Iterator[dict[str, object]]:
    """Yield the rows and tasks of a section, or of the document, in document order.

    A row in which anything but its progress is Markdown says `markdown`, and has its texts as they are written.

    Raises:
        RequestError: there is no such section, or there are several.
    """
    for tracker in trackers_in(readme, section):
        if tracker.kind is TrackerKind.LINES:
            continue
        anchor = readme.sections[tracker.section].anchor
        written = _texts_as_written(readme, tracker)
        for item in tracker.rows:
            row: dict[str, object] = {"section": f"#{anchor}"} if anchor else {}
            yield row | _row(tracker, item, written.get(item.span))


def _texts_as_written(readme: Readme, tracker: Tracker) -> dict[Span, Sequence[str]]:
    """Return, by row, what its cells are written as; of tasks, their text."""
    if tracker.kind is TrackerKind.TABLE:
        table = next((one for one in readme.document.tables if one.span == tracker.span), None)
        return {row.span: [text.replace("\\|", "|") for text in row.texts] for row in table.rows} if table else {}
    source = readme.source
    starts = {item.span: item.figures[0].span.end for item in tracker.items if item.figures}
    return {span: [source.text[start : span.end].strip()] for span, start in starts.items()}


def _row(tracker: Tracker, item: Item, written: Sequence[str] | None) -> dict[str, object]:
    single = len(tracker.progress_columns) <= 1
    plain = item.cells if tracker.header else (item.label,)
    source = [text if one >= len(written or ()) else (written or ())[one] for one, text in enumerate(plain)]
    states = {figure.column for figure in item.figures if figure.column is not None}
    is_marked = any(_is_markup(*pair) for one, pair in enumerate(zip(source, plain, strict=True)) if one not in states)
    at = tracker.label_column if tracker.header else 0
    label = source[at] if at is not None and at < len(plain) and plain[at] == item.label else item.label
    if is_marked and shown_text(label) != item.label:
        is_marked = False
    row: dict[str, object] = {"row": label if is_marked else item.label}
    if single and (value := value_text(item.progress)):
        row["value"] = value
    values: dict[str, str] = {}
    for column, text in enumerate(source if is_marked else plain):
        header = tracker.header[column] if tracker.header else ""
        if not header or tracker.header.count(header) > 1 or column == at:
            continue
        if column not in states:
            values[header] = without_number(text, item) if column == 0 else text
        elif not single and (value := _stated(item, column)):
            values[header] = value
    return row | ({"values": values} if values else {}) | ({"markdown": True} if is_marked else {})


def _stated(item: Item, column: int) -> str:
    return value_text(next(figure.progress for figure in item.figures if figure.column == column))


def _is_markup(source: str, shown: str) -> bool:
    """Return whether a text holds what its plain text loses: an address, code, a picture."""
    return source != shown and _ADDRESS.search(source) is not None
