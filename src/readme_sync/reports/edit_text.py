"""What changes to a document did, for people: one line a change, and the totals."""

from collections import Counter
from collections.abc import Iterator, Sequence

from readme_sync.model import Change, Outcome, Progress, Result, Skipped
from readme_sync.reports.safe import printable
from readme_sync.reports.words import Style, View, counted, listed, stated
from readme_sync.text import Source, Span

# What fixes did.


def fixed_text(path: str, results: Sequence[Result]) -> str:
    """Return what was done in one document: `README.md: 3 results fixed (2 RS206, 1 RS301)`."""
    if not results:
        return printable(f"{path}: nothing to fix")
    rules = Counter(result.rule for result in results)
    parts = [f"{number} {rule}" for rule, number in sorted(rules.items())]
    return printable(f"{path}: {counted(len(results), 'result')} fixed ({', '.join(parts)})")


def skipped_text(after: Source, path: str, skipped: Skipped) -> str:
    """Return why a result was not fixed."""
    assert skipped.result is not None
    return printable(
        f"{_place(after, path, skipped.result.span)} {skipped.result.rule} was not fixed: {skipped.reason}"
    )


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
    return printable(f"{_place(before, path, result.span)} {result.message}")


def skipped_line(after: Source, path: str, skipped: Skipped) -> str:
    """Return what stays out of date, and why."""
    assert skipped.result is not None
    return printable(f"{_place(after, path, skipped.result.span)} {skipped.result.message}; skipped: {skipped.reason}")


def document_line(path: str, changed: Sequence[int], right: int, skipped: int, unbound: int, *, written: bool) -> str:  # noqa: PLR0913  what the line is made of
    """Return the totals of a document, such as `README.md: 2 numbers and 1 region updated, 10 up to date`.

    `changed` counts rows that followed issues, numbers and regions.
    """
    parts = []
    nouns = ("row", "number", "region")
    names = [counted(number, noun) for number, noun in zip(changed, nouns, strict=True) if number]
    if names:
        parts.append(f"{listed(names)} {'updated' if written else 'would be updated'}")
    if right:
        parts.append(f"{right} up to date")
    if skipped:
        parts.append(f"{skipped} skipped")
    if unbound:
        parts.append(f"{unbound} uncertain (readme-sync check says why)")
    return printable(f"{path}: {', '.join(parts) or 'no derived numbers'}")


def _place(source: Source, path: str, span: Span) -> str:
    line, column = source.position_of(span.start)
    return f"{path}:{line}:{column}"


# What an operation on rows did, on one line.


def change_text(path: str, change: Change, view: View) -> str:
    """Return what was done to a row, a table or a list: where, to which row if to one, and what."""
    place = view.paint(view.shown(printable(f"{path}:{change.line}")), Style.STRONG)
    name = f"{place}: {view.shown(printable(change.label))}" if change.label else f"{place}:"
    return f"{name} {done_text(change, view)}"


def done_text(change: Change, view: View) -> str:
    """Return what was done, as the end of a sentence that begins with the label."""
    if isinstance(change.now, str):
        return (
            f"{view.shown(printable(str(change.was)))} -> {view.paint(view.shown(printable(change.now)), Style.STRONG)}"
        )
    if change.did or not isinstance(change.was, Progress) or not isinstance(change.now, Progress):
        return view.shown(printable(change.did))
    now = stated(change.now, change.kind)
    if not change.changed:
        return f"is already {now}; nothing changed"
    return f"{stated(change.was, change.kind)} -> {view.paint(now, Style.STRONG)}"


# What formatting did.


def format_lines(path: str, style: str, outcome: Outcome, view: View, *, checked: bool) -> Iterator[str]:
    """Yield a line for each table that was skipped, or would change if `checked`, and the totals; without line ends."""
    name = view.shown(printable(path))
    for one in _in_order(outcome):
        place = view.paint(f"{name}:{one.line}", Style.STRONG)
        if isinstance(one, Skipped):
            yield f"{place}: the table was skipped: {one.reason}"
        elif one.changed and checked:
            yield f"{place}: the table is not {style}"
    if outcome.changes or outcome.skipped:
        verb = "would change" if checked else "formatted"
        yield f"{name}: {_sum(outcome, f'{verb} ({style})', 'unchanged')}"
    else:
        yield f"{name}: no tables"


def _in_order(outcome: Outcome) -> list[Change | Skipped]:
    """Return what was done and what was skipped, in the order in which it stands in the document."""
    return sorted([*outcome.changes, *outcome.skipped], key=lambda one: one.line)


def _sum(outcome: Outcome, done: str, right: str) -> str:
    changed = sum(one.changed for one in outcome.changes)
    return f"{changed} {done}, {len(outcome.changes) - changed} {right}, {len(outcome.skipped)} skipped"


# What a migration did.


def migrate_lines(path: str, target: str, outcome: Outcome, view: View) -> Iterator[str]:
    """Yield a line for each image that moved or was skipped, and the totals; without line ends."""
    for one in _in_order(outcome):
        place = view.paint(view.shown(printable(f"{path}:{one.line}")), Style.STRONG)
        if isinstance(one, Skipped):
            yield f"{place}: {view.shown(printable(one.what))} was skipped: {view.shown(printable(one.reason))}"
        elif one.changed:
            yield f"{place}: {done_text(one, view)}"
    name = view.shown(printable(path))
    if outcome.changes or outcome.skipped:
        yield f"{name}: {_sum(outcome, f'moved to {target}', 'already there')}"
    else:
        yield f"{name}: no progress images that could move"
