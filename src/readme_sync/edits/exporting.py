"""Trackers as rows of data that `import` takes: where each row stands, its label, its progress, its other cells."""

import re
from collections.abc import Iterator

from readme_sync.model import Item, Progress, Readme, State, Tracker, TrackerKind
from readme_sync.transform.find import trackers_in

_NUMBER = re.compile(r"([0-9]{1,6})(?:[:.)][ \t]*|[、．：][ \t]*)")
_WORDS = {State.DONE: "done", State.IN_PROGRESS: "in progress", State.OPEN: "open"}


def rows_of(readme: Readme, section: str | None = None) -> Iterator[dict[str, object]]:
    """The rows and tasks of a section, or of the document, in document order.

    Raises:
        RequestError: there is no such section, or there are several.
    """
    for tracker in trackers_in(readme, section):
        if tracker.kind is not TrackerKind.LINES:
            anchor = readme.sections[tracker.section].anchor
            for item in tracker.items:
                yield _row(tracker, item, anchor)


def _row(tracker: Tracker, item: Item, anchor: str) -> dict[str, object]:
    row: dict[str, object] = {}
    if anchor:
        row["section"] = f"#{anchor}"
    row["row"] = item.label
    single = len(tracker.progress_columns) <= 1
    if single and (value := value_of(item.progress)):
        row["value"] = value
    values: dict[str, str] = {}
    for column, text in enumerate(item.cells if tracker.header else ()):
        header = tracker.header[column]
        if not header or tracker.header.count(header) > 1 or column == tracker.label_column:
            continue
        stated = next((figure.progress for figure in item.figures if figure.column == column), None)
        if stated is None:
            values[header] = _without_number(text, item) if column == 0 else text
        elif not single and (value := value_of(stated)):
            values[header] = value
    if values:
        row["values"] = values
    return row


def _without_number(text: str, item: Item) -> str:
    """The text without the number of its row, which belongs to the place and not to the row."""
    found = _NUMBER.match(text)
    return text[found.end() :] if found and int(found[1]) == item.number and found.end() < len(text) else text


def value_of(progress: Progress) -> str:
    """The progress as `set` takes it; "" where it is unknown."""
    if progress.done is not None and progress.total:
        return f"{_number(progress.done)}/{_number(progress.total)}"
    if progress.percent is not None:
        return _number(progress.percent)
    return _WORDS.get(progress.state, "")


def _number(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")
