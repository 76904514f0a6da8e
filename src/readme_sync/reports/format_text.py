"""What formatting did, one line for each table that was left alone (or would change), and a sum."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View


class Formatted(Protocol):
    """One table: its line, whether it changed, and why it is left alone."""

    @property
    def line(self) -> int:
        """Its 1-based line."""

    @property
    def changed(self) -> bool:
        """Whether it is written another way."""

    @property
    def reason(self) -> str:
        """Why it is left alone; "" where it is not."""


def format_lines(path: str, style: str, tables: Sequence[Formatted], view: View, *, checked: bool) -> Iterator[str]:
    """The lines, each without its line end; `checked`: nothing was written."""
    name = view.shown(printable(path))
    for table in tables:
        place = view.paint(f"{name}:{table.line}", Style.STRONG)
        if table.reason:
            yield f"{place}: the table stays: {table.reason}"
        elif table.changed and checked:
            yield f"{place}: the table is not {style}"
    skipped = sum(bool(table.reason) for table in tables)
    changed = sum(table.changed for table in tables)
    right = len(tables) - skipped - changed
    if not tables:
        yield f"{name}: no tables"
    else:
        verb = "would change" if checked else "formatted"
        yield f"{name}: {changed} {verb} ({style}), {right} already right, {skipped} skipped"
