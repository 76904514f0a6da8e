"""The history of a document as CSV: for each version a line for the whole, each section and each item."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from readme_sync.model import Tally
from readme_sync.reports.progress_history import ProgressHistory
from readme_sync.reports.words import number_text

COLUMNS: Final = ("date", "commit", "kind", "section", "item", "done", "total", "percent")


def history_csv(history: ProgressHistory) -> str:
    """Return the lines, with LF, below the names of the columns; an unknown percent is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(history))
    return out.getvalue()


def _rows(history: ProgressHistory) -> Iterator[list[str | int]]:
    for version, snapshot in history.read:
        head: list[str | int] = [version.day.isoformat(), version.commit]
        yield [*head, "document", "", "", *_numbers(snapshot.tally)]
        for title, tally in snapshot.sections.items():
            yield [*head, "section", title, "", *_numbers(tally)]
        for (title, label), percent in snapshot.items.items():
            yield [*head, "item", title, label, "", "", "" if percent is None else number_text(percent)]


def _numbers(tally: Tally) -> list[str | int]:
    return [tally.done, tally.total, "" if tally.percent is None else number_text(tally.percent)]
