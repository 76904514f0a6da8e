"""What a migration did, one line for each picture that moved or had to stay, and a sum."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from readme_sync.model import Progress, Result, TrackerKind
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import counted, listed, stated
from readme_sync.text import Source, Span

# What was mended and what was not, for people.


def changed_text(path: str, results: Sequence[Result]) -> str:
    """What was done in one document: `README.md: 3 results mended (2 RS206, 1 RS301)`."""
    if not results:
        return f"{path}: nothing to mend"
    rules = Counter(result.rule for result in results)
    parts = [f"{number} {rule}" for rule, number in sorted(rules.items())]
    return f"{path}: {counted(len(results), 'result')} mended ({', '.join(parts)})"


def skipped_text(source: Source, path: str, result: Result, reason: str) -> str:
    """Why a result was not mended."""
    line, column = source.position_of(result.span.start)
    return f"{path}:{line}:{column} {result.rule} was not mended: {reason}"


def sum_text(verb: str, mended: int, changed: int, documents: int, skipped: int) -> str:
    """What several documents come to; `verb` is "mended" or "would be mended"."""
    parts = []
    if mended:
        parts.append(f"{counted(mended, 'result')} in {counted(changed, 'document')} {verb}")
    if skipped:
        parts.append(f"{counted(skipped, 'result')} skipped")
    if mended and documents > changed:
        parts.append(f"nothing to mend in {counted(documents - changed, 'document')}")
    return listed(parts) or "nothing to mend"


# What `sync` did, for people.


def result_line(before: Source, path: str, result: Result) -> str:
    """What a figure said, and what it is about: `README.md:3:12 says 1/3, 3 tasks below say 2/3`."""
    return f"{_place(before, path, result.span)} {result.message}"


def skipped_line(after: Source, path: str, result: Result, reason: str) -> str:
    """What is not in line, and why it stays so."""
    return f"{_place(after, path, result.span)} {result.message}; skipped: {reason}"


def document_line(path: str, changed: Sequence[int], right: int, skipped: int, unbound: int, *, written: bool) -> str:  # noqa: PLR0913  what the line is made of
    """What a document comes to: `README.md: 2 figures and 1 region brought in line, 10 right`; `changed`: both."""
    parts = []
    names = [counted(number, noun) for number, noun in zip(changed, ("figure", "region"), strict=True) if number]
    if names:
        parts.append(f"{listed(names)} {'brought' if written else 'would be brought'} in line")
    if right:
        parts.append(f"{right} right already")
    if skipped:
        parts.append(f"{skipped} skipped")
    if unbound:
        parts.append(f"{unbound} in doubt, readme-sync check says why")
    return f"{path}: {', '.join(parts) or 'nothing in it follows from anything else'}"


def _place(source: Source, path: str, span: Span) -> str:
    line, column = source.position_of(span.start)
    return f"{path}:{line}:{column}"


# What an update of one item did, on one line.


def item_changed_text(kind: TrackerKind, was: Progress, now: Progress, view: View) -> str:
    """What comes after the name of an item that said one thing and now says another."""
    return f"{stated(was, kind)} -> {view.paint(stated(now, kind), Style.STRONG)}"


def item_unchanged_text(kind: TrackerKind, now: Progress) -> str:
    """What comes after the name of an item that says already what it should."""
    return f"is already {stated(now, kind)}; nothing changed"


def item_text(place: str, label: str, view: View) -> str:
    """The name of an item: where it stands, and its label."""
    return f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {view.shown(printable(label))}"


def edited_text(place: str, label: str, did: str, view: View) -> str:
    """What an edit of rows did: where, to which row if to one, and what."""
    said = view.shown(printable(did))
    return (
        f"{item_text(place, label, view)} {said}"
        if label
        else f"{view.paint(view.shown(printable(place)), Style.STRONG)}: {said}"
    )


# What formatting did, one line for each table that was left alone (or would change), and a sum.


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
