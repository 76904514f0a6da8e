"""Trackers as rows of data that `import` takes: where each row stands, its label, its progress, its other cells."""

from collections.abc import Iterator

from readme_sync.editing.find import trackers_in
from readme_sync.editing.row_label import without_number
from readme_sync.editing.value import value_text
from readme_sync.model import Item, Readme, Tracker, TrackerKind


def rows_of(readme: Readme, section: str | None = None) -> Iterator[dict[str, object]]:
    """Yield the rows and tasks of a section, or of the document, in document order.

    Raises:
        RequestError: there is no such section, or there are several.
    """
    for tracker in trackers_in(readme, section):
        if tracker.kind is not TrackerKind.LINES:
            anchor = readme.sections[tracker.section].anchor
            for item in tracker.rows:
                yield _row(tracker, item, anchor)


def _row(tracker: Tracker, item: Item, anchor: str) -> dict[str, object]:
    row: dict[str, object] = {}
    if anchor:
        row["section"] = f"#{anchor}"
    row["row"] = item.label
    single = len(tracker.progress_columns) <= 1
    if single and (value := value_text(item.progress)):
        row["value"] = value
    values: dict[str, str] = {}
    for column, text in enumerate(item.cells if tracker.header else ()):
        header = tracker.header[column]
        if not header or tracker.header.count(header) > 1 or column == tracker.label_column:
            continue
        stated = next((figure.progress for figure in item.figures if figure.column == column), None)
        if stated is None:
            values[header] = without_number(text, item) if column == 0 else text
        elif not single and (value := value_text(stated)):
            values[header] = value
    if values:
        row["values"] = values
    return row
