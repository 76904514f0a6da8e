"""What a change of a document did, for people: one line a change, and a sum."""

from collections import Counter
from collections.abc import Iterator, Sequence

from readme_sync.model import Change, Outcome, Progress, Result, Skipped
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


def skipped_text(after: Source, path: str, skipped: Skipped) -> str:
    """Return why a result was not fixed."""
    assert skipped.result is not None
    return f"{_place(after, path, skipped.result.span)} {skipped.result.rule} was not mended: {skipped.reason}"


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


def skipped_line(after: Source, path: str, skipped: Skipped) -> str:
    """Return what is not in line, and why it stays so."""
    assert skipped.result is not None
    return f"{_place(after, path, skipped.result.span)} {skipped.result.message}; skipped: {skipped.reason}"


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


# What an operation on rows did, on one line.


def change_text(path: str, change: Change, view: View) -> str:
    """Return what was done to a row, a table or a list: where, to which row if to one, and what."""
    place = view.paint(view.shown(printable(f"{path}:{change.line}")), Style.STRONG)
    name = f"{place}: {view.shown(printable(change.label))}" if change.label else f"{place}:"
    return f"{name} {_done(change, view)}"


def _done(change: Change, view: View) -> str:
    """Return what was done, as the end of a sentence that begins with the label."""
    if change.did or not isinstance(change.was, Progress) or not isinstance(change.now, Progress):
        return view.shown(printable(change.did))
    now = stated(change.now, change.kind)
    if not change.changed:
        return f"is already {now}; nothing changed"
    return f"{stated(change.was, change.kind)} -> {view.paint(now, Style.STRONG)}"


# What formatting did, one line for each table that was left alone (or would change), and a sum.


def format_lines(path: str, style: str, outcome: Outcome, view: View, *, checked: bool) -> Iterator[str]:
    """Yield the lines, each without its line end; `checked`: nothing was written."""
    name = view.shown(printable(path))
    for one in _in_order(outcome):
        place = view.paint(f"{name}:{one.line}", Style.STRONG)
        if isinstance(one, Skipped):
            yield f"{place}: the table stays: {one.reason}"
        elif one.changed and checked:
            yield f"{place}: the table is not {style}"
    if outcome.changes or outcome.skipped:
        verb = "would change" if checked else "formatted"
        yield f"{name}: {_sum(outcome, f'{verb} ({style})', 'already right')}"
    else:
        yield f"{name}: no tables"


def _in_order(outcome: Outcome) -> list[Change | Skipped]:
    """Return what was done and what was skipped, in the order in which it stands in the document."""
    return sorted([*outcome.changes, *outcome.skipped], key=lambda one: one.line)


def _sum(outcome: Outcome, done: str, right: str) -> str:
    changed = sum(one.changed for one in outcome.changes)
    return f"{changed} {done}, {len(outcome.changes) - changed} {right}, {len(outcome.skipped)} skipped"


# What a migration did, one line for each badge that moved or had to stay, and a sum.


def migrate_lines(path: str, target: str, outcome: Outcome, view: View) -> Iterator[str]:
    """Yield the lines, each without its line end."""
    for one in _in_order(outcome):
        place = view.paint(view.shown(printable(f"{path}:{one.line}")), Style.STRONG)
        if isinstance(one, Skipped):
            yield f"{place}: {view.shown(printable(one.what))} stays: {view.shown(printable(one.reason))}"
        elif one.changed:
            now = view.paint(view.shown(printable(str(one.now))), Style.STRONG)
            yield f"{place}: {view.shown(printable(str(one.was)))} -> {now}"
    name = view.shown(printable(path))
    if outcome.changes or outcome.skipped:
        yield f"{name}: {_sum(outcome, f'moved to {target}', 'already there')}"
    else:
        yield f"{name}: no progress pictures that could move"
