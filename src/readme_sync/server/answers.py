"""Answers that only read: diagnostics, hovers, the outline."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticSeverity,
    DocumentSymbol,
    Hover,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
    SymbolKind,
)

from readme_sync import rules
from readme_sync.model import Item, Level, Readme, Result, Tally
from readme_sync.reports.check_sarif import rule_page
from readme_sync.reports.numbers import number_text
from readme_sync.reports.words import percent_text, stated
from readme_sync.server.analysis import Analysis
from readme_sync.server.positions import Positions, Shift
from readme_sync.sources.expected import said
from readme_sync.text import Span

SOURCE = "readme-sync"
_SEVERITIES = {
    Level.ERROR: DiagnosticSeverity.Error,
    Level.WARNING: DiagnosticSeverity.Warning,
    Level.NOTE: DiagnosticSeverity.Information,
}


class View(NamedTuple):
    """What a version that was checked says, seen from the text as it is now.

    Attributes:
        analysis: that version.
        shift: where its places are now.
        positions: those of the text now.
        version: the client's number of the text now.
    """

    analysis: Analysis
    shift: Shift
    positions: Positions
    version: int


def diagnostics(analysis: Analysis, positions: Positions) -> list[Diagnostic]:
    """Return the results of a document; where it cannot be read, why."""
    if analysis.error:
        line = max((analysis.error.line or 1) - 1, 0) if analysis.error.path == analysis.snapshot.name else 0
        where = Range(Position(line, 0), Position(line, 0))
        return [Diagnostic(where, str(analysis.error), severity=DiagnosticSeverity.Error, source=SOURCE)]
    return [diagnostic(one, positions.range(one.span)) for one in analysis.results]


def diagnostic(result: Result, where: Range) -> Diagnostic:
    """Return a result as the protocol writes it."""
    return Diagnostic(
        where,
        result.message,
        severity=_SEVERITIES[result.level],
        code=result.rule,
        code_description=CodeDescription(rule_page(result.rule, rules.names()[result.rule])),
        source=SOURCE,
    )


def hover(view: View, offset: int) -> Hover | None:
    """Return what is known of the number, the row or the heading at an offset of the text as it is now."""
    readme, place = view.analysis.readme, view.shift.earlier(offset)
    if readme is None or place is None:
        return None
    found = next(_told(view.analysis, readme, place), None)
    where = view.shift.later(found[0]) if found else None
    if found is None or where is None:
        return None
    return Hover(MarkupContent(MarkupKind.PlainText, found[1]), view.positions.range(where))


def _told(analysis: Analysis, readme: Readme, place: int) -> Iterator[tuple[Span, str]]:
    """Yield what can be said at a place, the most exact first."""
    numbers = [one for one in analysis.numbers if _holds(one.figure.span, place)]
    for one in sorted(numbers, key=lambda number: number.figure.span.length):
        span = one.figure.span
        lines = [f"{said(one.figure.progress)} {number_text(one)}"]
        lines += [
            f"{result.rule} {rules.names()[result.rule]}: {result.message}"
            for result in analysis.results
            if result.span.overlaps(span)
        ]
        yield span, "\n\n".join(lines)
    for tracker in readme.trackers:
        items = [one for one in tracker.items if _holds(one.span, place)] if _holds(tracker.span, place) else []
        if items:
            progress = "\n\n".join(f"{_label(one)}: {stated(one.progress, tracker.kind)}" for one in items)
            yield items[0].span, f"{progress}\n\n{section_text(readme, analysis.tallies, tracker.section)}"
    for index, section in enumerate(readme.sections):
        if section.heading and _holds(section.heading, place):
            yield section.heading, section_text(readme, analysis.tallies, index)


def _holds(span: Span, place: int) -> bool:
    return span.start <= place <= span.end


def _label(item: Item) -> str:
    return f"{item.label}, {item.column}" if item.column else item.label


def section_text(readme: Readme, tallies: Sequence[Tally], index: int) -> str:
    """Return how far a section is: `Plan: 43 %, 3 of 7 done`."""
    title = readme.sections[index].title or "the document"
    return f"{title}: {tally_text(tallies[index]) or 'nothing in it tracks progress'}"


def tally_text(tally: Tally) -> str:
    """Return `43 %, 3 of 7 done`; "" where there are no items."""
    percent = "" if tally.percent is None else f"{percent_text(tally.percent)} %, "
    return f"{percent}{tally.done} of {tally.total} done" if tally.total else ""


def symbols(view: View) -> list[DocumentSymbol]:
    """Return the sections as a tree, each with how far it is; those that were changed since are left out."""
    analysis, shift, positions, _ = view
    readme = analysis.readme
    if readme is None:
        return []
    inside: dict[int, list[DocumentSymbol]] = {0: []}
    for index, section in enumerate(readme.sections):
        heading = shift.later(section.heading) if section.heading else None
        if heading is None:
            continue
        last = shift.later(Span(section.span.end, section.span.end))
        symbol = DocumentSymbol(
            section.title or "(no title)",
            SymbolKind.String,
            positions.range(Span(heading.start, max(heading.end, last.end if last else shift.length))),
            positions.range(heading),
            detail=tally_text(analysis.tallies[index]) or None,
            children=inside.setdefault(index, []),
        )
        inside.get(section.parent or 0, inside[0]).append(symbol)
    return inside[0]
