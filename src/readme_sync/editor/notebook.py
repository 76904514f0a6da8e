"""What a notebook shows of a document and its parts, and what they are as plain data."""

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from readme_sync.model import Item, Progress, Readme, Section, Tally, Tracker
from readme_sync.reports.document_json import document_shape, item_shape, tracker_shape
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.words import percent_text
from readme_sync.sources import Facts
from readme_sync.sources.derived_numbers import derived_numbers

_SHOWN = 60
"""So many rows of a table are shown; a cell of a notebook is no place for a thousand."""


def as_data(readme: Readme, part: Section | Tracker | Item | None) -> dict[str, Any]:
    """Return a document, or a part of it, as the JSON that `readme-sync parse` writes."""
    if isinstance(part, Item):
        return _data(item_shape(part, readme.source))
    if isinstance(part, Tracker):
        return _data(tracker_shape(part, readme.source))
    numbers = derived_numbers(readme, Facts(readme)) if part is None else ()
    document = _data(document_shape(readme, readme.source.path or "", numbers))
    return document if part is None else _section(document, readme.source.line_of(part.span.start)) or document


def _data(shape: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json_line(shape))
    return data


def _section(within: dict[str, Any], line: int) -> dict[str, Any] | None:
    """Return the section whose heading stands in a line."""
    waiting = [*within["sections"]]
    while waiting:
        section: dict[str, Any] = waiting.pop()
        if section["line"] == line:
            return section
        waiting += section["sections"]
    return None


def table_html(
    title: str, tally: Tally, header: Sequence[str], rows: Iterable[Sequence[str | Progress | Tally]]
) -> str:
    """Return an HTML table: a title with the total, and rows, of which long tables show the first."""
    all_rows = list(rows)
    heads = "".join(f"<th>{escape(one)}</th>" for one in header)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(one)}</td>' for one in row)}</tr>" for row in all_rows[:_SHOWN])
    left = len(all_rows) - _SHOWN
    more = f"<tr><td colspan={len(header)}>and {left} more</td></tr>" if left > 0 else ""
    caption = f"<caption>{escape(title)} {_cell(tally)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{body}{more}</tbody></table>"


def _cell(value: str | Progress | Tally) -> str:
    """Return what a cell shows; a percent with a bar."""
    if isinstance(value, str):
        return escape(value)
    counts = f" ({value.done:g}/{value.total:g})" if value.total and value.done is not None else ""
    if value.percent is None:
        return escape(str(value.state)) if isinstance(value, Progress) else counts.strip()
    percent = percent_text(value.percent)
    return f'<progress max="100" value="{value.percent:g}"></progress> {percent} %{counts}'
