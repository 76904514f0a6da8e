"""What a migration did, one line for each picture that moved or had to stay, and a sum."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View


class Moved(Protocol):
    """One picture: its line, its address before and after, and why it stays where it does."""

    @property
    def line(self) -> int:
        """Its 1-based line."""

    @property
    def before(self) -> str:
        """Its address."""

    @property
    def after(self) -> str:
        """Its address afterwards."""

    @property
    def reason(self) -> str:
        """Why it is left alone; "" where it is not."""


def migrate_lines(path: str, target: str, moves: Sequence[Moved], view: View) -> Iterator[str]:
    """The lines, each without its line end."""
    for move in moves:
        place = view.paint(view.shown(printable(f"{path}:{move.line}")), Style.STRONG)
        before = view.shown(printable(move.before))
        if move.reason:
            yield f"{place}: {before} stays: {view.shown(printable(move.reason))}"
        elif move.after != move.before:
            yield f"{place}: {before} -> {view.paint(view.shown(printable(move.after)), Style.STRONG)}"
    skipped = sum(bool(move.reason) for move in moves)
    moved = sum(move.after != move.before for move in moves)
    right = len(moves) - skipped - moved
    name = view.shown(printable(path))
    if not moves:
        yield f"{name}: no progress pictures that could move"
    else:
        yield f"{name}: {moved} moved to {target}, {right} already there, {skipped} skipped"
