"""What commands that edit say, for people: fixes, syncs, edits of items, formats and migrations."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from readme_sync.model import Progress, Result, TrackerKind
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import counted, listed, stated
from readme_sync.text import Source, Span

# What fixes did.


def fixed_text(path: str, results: Sequence[Result]) -> str:
    """Return what was done in one document: `README.md: 3 results fixed (2 RS206, 1 RS301)`."""
    if not results:
        return f"{path}: nothing to fix"
    rules = Counter(result.rule for result in results)
    parts = [f"{number} {rule}" for rule, number in sorted(rules.items())]
    return f"{path}: {counted(len(results), 'result')} fixed ({', '.join(parts)})"


def skipped_text(source: Source, path: str, result: Result, reason: str) -> str:
    """Return why a result was not fixed."""
    line, column = source.position_of(result.span.start)
    return f"{path}:{line}:{column} {result.rule} was not fixed: {reason}"


def fixes_text(verb: str, fixed: int, changed: int, documents: int, skipped: int) -> str:
    """Return the totals of several documents; `verb` is "fixed" or "would be fixed"."""
    parts = []
    if fixed:
        parts.append(f"{counted(fixed, 'result')} in {counted(changed, 'document')} {verb}")
    if skipped:
        parts.append(f"{counted(skipped, 'result')} skipped")
    if fixed and documents > changed:
        parts.append(f"nothing to fix in {counted(documents - changed, 'document')}")
    return listed(parts) or "nothing to fix"


# What `sync` did.


def result_line(before: Source, path: str, result: Result) -> str:
    """Return where a result is, and what is wrong: `README.md:3:12 says 1/3, 3 tasks below say 2/3`."""
    return f"{_place(before, path, result.span)} {result.message}"


def skipped_line(after: Source, path: str, result: Result, reason: str) -> str:
    """Return what stays out of date, and why."""
    return f"{_place(after, path, result.span)} {result.message}; skipped: {reason}"


def document_line(path: str, changed: Sequence[int], right: int, skipped: int, unbound: int, *, written: bool) -> str:  # noqa: PLR0913  what the line is made of
    """Return the totals of a document, such as `README.md: 2 numbers and 1 region updated, 10 up to date`.

    `changed` counts numbers and regions.
    """
    parts = []
    names = [counted(number, noun) for number, noun in zip(changed, ("number", "region"), strict=True) if number]
    if names:
        parts.append(f"{listed(names)} {'updated' if written else 'would be updated'}")
    if right:
        parts.append(f"{right} up to date")
    if skipped:
        parts.append(f"{skipped} skipped")
    if unbound:
        parts.append(f"{unbound} uncertain (readme-sync check says why)")
    return f"{path}: {', '.join(parts) or 'no derived numbers'}"


def _place(source: Source, path: str, span: Span) -> str:
    line, column = source.position_of(span.start)
    return f"{path}:{line}:{column}"


# What an edit of items did, on one line.


def item_changed_text(kind: TrackerKind, was: Progress, now: Progress, view: View) -> str:
    """Return the text after the name of an item whose progress changed."""
    return f"{stated(was, kind)} -> {view.paint(stated(now, kind), Style.STRONG)}"


def item_unchanged_text(kind: TrackerKind, now: Progress) -> str:
    """Return the text after the name of an item whose progress did not change."""
    return f"is already {stated(now, kind)}; nothing changed"


def item_text(place: str, label: str, view: View) -> str:
    """Return the name of an item: its place, and its label."""
    return f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {view.shown(printable(label))}"


def edited_text(place: str, label: str, did: str, view: View) -> str:
    """Return what an edit of rows did: where, to which row if to a single one, and what."""
    said = view.shown(printable(did))
    return (
        f"{item_text(place, label, view)} {said}"
        if label
        else f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {said}"
    )


# What formatting did.


class Formatted(Protocol):
    """One table: its line, whether it changed, and why it was skipped."""

    @property
    def line(self) -> int:
        """Its 1-based line."""

    @property
    def changed(self) -> bool:
        """Whether its text changes."""

    @property
    def reason(self) -> str:
        """Why it is skipped; "" where it is not."""


def format_lines(path: str, style: str, tables: Sequence[Formatted], view: View, *, checked: bool) -> Iterator[str]:
    """Yield a line for each table that was skipped, or would change if `checked`, and the totals; without line ends."""
    name = view.shown(printable(path))
    for table in tables:
        place = view.paint(f"{name}:{table.line}", Style.STRONG)
        if table.reason:
            yield f"{place}: the table was skipped: {table.reason}"
        elif table.changed and checked:
            yield f"{place}: the table is not {style}"
    skipped = sum(bool(table.reason) for table in tables)
    changed = sum(table.changed for table in tables)
    right = len(tables) - skipped - changed
    if not tables:
        yield f"{name}: no tables"
    else:
        verb = "would change" if checked else "formatted"
        yield f"{name}: {changed} {verb} ({style}), {right} unchanged, {skipped} skipped"


class Moved(Protocol):
    """One image: its line, its address before and after, and why it was skipped."""

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
        """Why it is skipped; "" where it is not."""


def migrate_lines(path: str, target: str, moves: Sequence[Moved], view: View) -> Iterator[str]:
    """Yield a line for each image that moved or was skipped, and the totals; without line ends."""
    for move in moves:
        place = view.paint(view.shown(printable(f"{path}:{move.line}")), Style.STRONG)
        before = view.shown(printable(move.before))
        if move.reason:
            yield f"{place}: {before} was skipped: {view.shown(printable(move.reason))}"
        elif move.after != move.before:
            yield f"{place}: {before} -> {view.paint(view.shown(printable(move.after)), Style.STRONG)}"
    skipped = sum(bool(move.reason) for move in moves)
    moved = sum(move.after != move.before for move in moves)
    right = len(moves) - skipped - moved
    name = view.shown(printable(path))
    if not moves:
        yield f"{name}: no progress images that could move"
    else:
        yield f"{name}: {moved} moved to {target}, {right} already there, {skipped} skipped"
