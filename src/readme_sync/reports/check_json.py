"""What the rules found, as one JSON document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readme_sync.model import Level, Result
from readme_sync.reports.counts import Counts
from readme_sync.reports.shapes import VERSION, Version
from readme_sync.text import Source


@dataclass(frozen=True, slots=True)
class FixShape:
    """How a result can be mended."""

    message: str
    safe: bool


@dataclass(frozen=True, slots=True)
class ResultShape:
    """One thing that a rule found; lines and columns are 1-based, columns in Unicode code points, ends exclusive."""

    rule: str
    name: str
    level: Level
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    fix: FixShape | None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document and what was found in it."""

    path: str
    items: int
    results: tuple[ResultShape, ...]


@dataclass(frozen=True, slots=True)
class SummaryShape:
    """What all documents come to."""

    documents: int
    items: int
    errors: int
    warnings: int
    notes: int
    fixable: int
    """Results with a safe fix."""


@dataclass(frozen=True, slots=True)
class CheckShape:
    """All that was checked."""

    version: Version
    """The version of this format."""
    documents: tuple[CheckedDocument, ...]
    summary: SummaryShape


def checked_document(
    source: Source, path: str, items: int, results: Sequence[Result], names: Mapping[str, str]
) -> CheckedDocument:
    """One document's results as they go out in JSON, in document order; `names` are the rules' names by id."""
    ordered = sorted(results, key=lambda result: (result.span, result.rule))
    return CheckedDocument(path, items, tuple(_result(source, result, names) for result in ordered))


def check_shape(documents: Sequence[CheckedDocument], counts: Counts) -> CheckShape:
    """All documents' results as they go out in JSON."""
    summary = SummaryShape(
        counts.documents,
        counts.items,
        counts.levels[Level.ERROR],
        counts.levels[Level.WARNING],
        counts.levels[Level.NOTE],
        counts.fixes,
    )
    return CheckShape(VERSION, tuple(documents), summary)


def _result(source: Source, result: Result, names: Mapping[str, str]) -> ResultShape:
    line, column = source.position_of(result.span.start)
    end_line, end_column = source.position_of(result.span.end)
    fix = FixShape(result.fix.message, result.fix.safe) if result.fix else None
    name = names.get(result.rule, "")
    return ResultShape(result.rule, name, result.level, result.message, line, column, end_line, end_column, fix)
